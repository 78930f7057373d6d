package org.wonsi.node.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The pages of the handbook as HTML, made of the documents that the program carries: how to give the seminar, the questions that rooms ask,
 * the words.
 */
public final class Handbook {
    /** The documents by the name of the page; the language stands where the star is. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            "guide", "/handbook/*/README.md", "questions", "/handbook/*/questions.md", "glossary", "/glossary.md");

    private static final List<String> LANGUAGES = List.of("en", "ko");

    /** Documents that the page shows in a view of its own, by the end of a link to them. */
    private static final Map<String, String> VIEWS = Map.of(
            "questions.md",
            "#/handbook/questions",
            "glossary.md",
            "#/handbook/glossary",
            "rules.md",
            "#/rules",
            "seminar/en",
            "#/lessons",
            "seminar/ko",
            "#/lessons");

    private static final Parser MARKDOWN = Parser.builder().build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().escapeHtml(true).build();

    private Handbook() {}

    /**
     * A page.
     *
     * @param html without the title
     */
    public record Page(String title, String html) {}

    /** The names of all pages, such as {@code questions}. */
    public static List<String> pages() {
        return List.of("guide", "questions", "glossary");
    }

    /** The languages that they are in. */
    public static List<String> languages() {
        return LANGUAGES;
    }

    /** A page in a language; empty if there is none. */
    public static Optional<Page> page(String language, String name) {
        String document = DOCUMENTS.get(name);
        if (document == null || !LANGUAGES.contains(language)) {
            return Optional.empty();
        }
        List<String> lines =
                new ArrayList<>(read(document.replace("*", language)).lines().toList());
        String title = lines.remove(0).replaceFirst("^# ", "");
        // The way to the same page in the other language: the page has its own switch.
        lines.removeIf(line -> line.matches("\\[[^]]+]\\(\\.\\./(en|ko)/[^)]+\\)"));
        return Optional.of(new Page(title, html(lines)));
    }

    private static String read(String name) {
        try (InputStream in = Handbook.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tables are no part of Markdown's core, so they are taken out of it. */
    private static String html(List<String> lines) {
        StringBuilder html = new StringBuilder();
        List<String> part = new ArrayList<>();
        boolean inTable = false;
        for (String line : lines) {
            if (line.startsWith("|") != inTable) {
                html.append(inTable ? table(part) : text(part));
                part.clear();
                inTable = !inTable;
            }
            part.add(line);
        }
        return html.append(inTable ? table(part) : text(part)).toString();
    }

    private static String text(List<String> lines) {
        Node parsed = MARKDOWN.parse(String.join("\n", lines));
        parsed.accept(new Links());
        return HTML.render(parsed);
    }

    /** Titles of columns, a line of dashes, rows. */
    private static String table(List<String> lines) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
        cells(lines.get(0))
                .forEach(cell -> html.append("<th scope=\"col\">").append(cell).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (String line : lines.subList(2, lines.size())) {
            html.append("<tr>");
            cells(line).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static List<String> cells(String line) {
        String inside = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        List<String> cells = new ArrayList<>();
        for (String cell : inside.split("\\|", -1)) {
            cells.add(
                    text(List.of(cell.strip())).strip().replaceFirst("^<p>", "").replaceFirst("</p>$", ""));
        }
        return cells;
    }

    /** Turns links to documents into links to views; a document that no view shows is named. */
    private static final class Links extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            String to = link.getDestination();
            Optional<String> view =
                    VIEWS.keySet().stream().filter(to::endsWith).findFirst().map(VIEWS::get);
            if (view.isPresent()) {
                link.setDestination(view.get());
            } else if (!to.contains("://")) {
                link.insertAfter(new Code("docs/" + to.replaceFirst("^(\\.\\./)+", "")));
                link.unlink();
            }
        }
    }
}
