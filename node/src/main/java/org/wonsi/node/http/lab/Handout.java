package org.wonsi.node.http.lab;

import java.util.List;
import java.util.function.UnaryOperator;
import org.wonsi.node.lesson.Lesson;

/**
 * Lessons as printed matter: one sheet of A4 each, to be filled in during the talk. So it has the questions without
 * their answers, and no notes for the presenter.
 */
final class Handout {
    private final UnaryOperator<String> words;
    private final StringBuilder html = new StringBuilder();

    /** With the words of the page in the reader's language, by their keys. */
    Handout(UnaryOperator<String> words) {
        this.words = words;
    }

    /** A page with these lessons, a sheet each. */
    String of(String language, List<Lesson> lessons) {
        html.append("<!doctype html>\n<html lang=\"")
                .append(escape(language))
                .append("\" data-theme=\"light\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(word("handout.title"))
                .append("</title>\n<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n")
                .append("<link rel=\"stylesheet\" href=\"/css/tokens.css\">\n")
                .append("<link rel=\"stylesheet\" href=\"/css/handout.css\">\n</head>\n<body>\n<main>\n");
        lessons.forEach(this::sheet);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void sheet(Lesson lesson) {
        html.append("<article class=\"sheet\">\n<header><p>")
                .append(word("name"))
                .append("</p><p>")
                .append(lesson.number())
                .append(". ")
                .append(escape(lesson.section()))
                .append("</p></header>\n<h1>")
                .append(escape(lesson.title()))
                .append("</h1>\n<div class=\"idea\">")
                .append(String.join("", lesson.paragraphs()))
                .append("</div>\n<div class=\"columns\">\n");
        int step = 0;
        for (Lesson.Part part : lesson.parts()) {
            if (part instanceof Lesson.Step shown) {
                step++;
                step(step, shown);
            } else if (part instanceof Lesson.Ask ask) {
                ask(ask);
            }
        }
        html.append("</div>\n");
        for (Lesson.Part part : lesson.parts()) {
            if (part instanceof Lesson.Terminal terminal) {
                terminal(terminal);
            } else if (part instanceof Lesson.Code code) {
                code(code);
            }
        }
        html.append("<section class=\"notes\"><h2>")
                .append(word("handout.notes"))
                .append("</h2></section>\n");
        if (!lesson.next().isEmpty()) {
            html.append("<footer>").append(lesson.next()).append("</footer>\n");
        }
        html.append("</article>\n");
    }

    private void step(int number, Lesson.Step step) {
        html.append("<section class=\"step\"><h2>")
                .append(number)
                .append("&ensp;")
                .append(escape(step.title()))
                .append("</h2>");
        step.say().forEach(said -> html.append("<p>").append(said).append("</p>"));
        step.real()
                .forEach(real -> html.append("<p class=\"real\">").append(real).append("</p>"));
        html.append("</section>\n");
    }

    private void ask(Lesson.Ask ask) {
        html.append("<section class=\"ask\"><h2>").append(ask.question()).append("</h2><ul>");
        ask.answers()
                .forEach(answer -> html.append("<li>").append(answer.text()).append("</li>"));
        html.append("</ul></section>\n");
    }

    private void terminal(Lesson.Terminal terminal) {
        html.append("<section class=\"terminal\"><h2>")
                .append(word("handout.terminal"))
                .append("</h2><pre>");
        terminal.commands()
                .forEach(typed ->
                        html.append("$ ").append(escape(typed.command())).append('\n'));
        html.append("</pre></section>\n");
    }

    private void code(Lesson.Code code) {
        html.append("<section class=\"code\"><h2>")
                .append(word("handout.code"))
                .append("</h2><p><code>")
                .append(escape(String.join(", ", code.methods())))
                .append("</code></p></section>\n");
    }

    private String word(String key) {
        return escape(words.apply(key));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
