package org.wonsi.node.lesson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.wonsi.core.bytes.MalformedException;

/**
 * A reader of one lesson's file.
 *
 * <pre>
 *   ---                                   front matter: lesson, section, title, minutes (or three: of 50, 90, 180), needs
 *   paragraphs                            the idea
 *   ```step edit                          step, ask, terminal, code: a block each, with "name: value" lines;
 *   title: ...                            a line that begins with spaces goes on with the one before
 *   ```
 *   > **Next**: ...                       the question that leads on
 * </pre>
 */
final class LessonReader {
    private static final Pattern LINE = Pattern.compile("([a-z]+):(?: (.*))?");
    private static final Pattern WORD = Pattern.compile("([^\\s=\"]+)(?:=(?:\"([^\"]*)\"|(\\S*)))?");
    private static final Set<String> STEP = Set.of("title", "say", "note", "do", "see", "faces", "real");
    private static final Set<String> ASK = Set.of("q", "a", "b", "c", "d", "right", "why");
    private static final Set<String> CODE = Set.of("open", "test", "rule");

    private static final Pattern FRONT_MATTER = Pattern.compile("---\\R(.*?)\\R---\\R(.*)", Pattern.DOTALL);
    private static final Set<String> FRONT_MATTER_NAMES = Set.of("lesson", "section", "title", "minutes", "needs");
    private static final List<String> NEEDS = List.of("nodes", "blocks", "payments");
    private static final int[] SCHEDULES = {50, 90, 180};
    private static final Parser MARKDOWN = Parser.builder().build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private final String file;
    private final String language;
    private final Set<String> ids = new HashSet<>();

    /** Of a file whose name is told with what is wrong in it. */
    LessonReader(String file, String language) {
        this.file = file;
        this.language = language;
    }

    /** One "name: value" of a block. */
    private record Entry(String name, String value) {}

    /**
     * The lesson.
     *
     * @throws MalformedException if it isn't of this form; names file, block and line
     */
    Lesson read(String text) {
        Matcher parted = FRONT_MATTER.matcher(text);
        if (!parted.matches()) {
            throw wrong("its first line", "begins with front matter between two lines of ---");
        }
        List<Entry> matter = entries("front matter", parted.group(1), FRONT_MATTER_NAMES);
        Node document = MARKDOWN.parse(parted.group(2));
        List<String> paragraphs = new ArrayList<>();
        List<Lesson.Part> parts = new ArrayList<>();
        String next = "";
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof FencedCodeBlock block) {
                parts.add(part(block));
            } else if (node instanceof BlockQuote quote) {
                next = HTML.render(quote.getFirstChild()).strip();
            } else if (node instanceof Paragraph || node instanceof Heading) {
                paragraphs.add(HTML.render(node).strip());
            }
        }
        Map<Integer, Double> plans = plans(only("front matter", matter, "minutes"));
        return new Lesson(
                language,
                (int) number("lesson", only("front matter", matter, "lesson")),
                only("front matter", matter, "section"),
                only("front matter", matter, "title"),
                plans.getOrDefault(SCHEDULES[0], 0.0),
                plans,
                needs(matter),
                paragraphs,
                parts,
                next);
    }

    /** One number for all schedules, or one for each. */
    private Map<Integer, Double> plans(String text) {
        String[] numbers = text.split(" +", -1);
        if (numbers.length != 1 && numbers.length != SCHEDULES.length) {
            throw wrong("its front matter", "minutes has one number, or three: of 50, 90 and 180 minutes");
        }
        Map<Integer, Double> plans = new TreeMap<>();
        for (int i = 0; i < SCHEDULES.length; i++) {
            plans.put(SCHEDULES[i], number("minutes", numbers[Math.min(i, numbers.length - 1)]));
        }
        return plans;
    }

    private Lesson.Needs needs(List<Entry> matter) {
        if (all(matter, "needs").isEmpty()) {
            return Lesson.Needs.NONE;
        }
        List<String> names = new ArrayList<>();
        Map<String, String> values = words("needs", only("front matter", matter, "needs"), names);
        if (!names.isEmpty() || !NEEDS.containsAll(values.keySet())) {
            throw wrong("its front matter", "needs has only name=number, with names of " + NEEDS);
        }
        return new Lesson.Needs(need(values, "nodes"), need(values, "blocks"), need(values, "payments"));
    }

    private int need(Map<String, String> values, String name) {
        return (int) number("needs", values.getOrDefault(name, "0"));
    }

    private double number(String name, String value) {
        if (!value.matches("[0-9]{1,3}(\\.[0-9])?")) {
            throw wrong("its front matter", name + " is a number, not '" + value + "'");
        }
        return Double.parseDouble(value);
    }

    private MalformedException wrong(String where, String what) {
        return new MalformedException(file + ", " + where + ": " + what);
    }

    // ------------------------------------------------------------------------------------------- blocks

    private Lesson.Part part(FencedCodeBlock block) {
        String[] words = block.getInfo().strip().split("\\s+", 2);
        String id = words.length > 1 ? words[1] : words[0];
        boolean nameless = words.length == 1 && (id.equals("step") || id.equals("ask"));
        if (nameless || !id.matches("[a-z][a-z0-9-]*") || !ids.add(id)) {
            throw wrong("block '" + block.getInfo() + "'", "needs a name of its own, such as '" + words[0] + " edit'");
        }
        return switch (words[0]) {
            case "step" -> step(id, entries(id, block.getLiteral(), STEP));
            case "ask" -> ask(id, entries(id, block.getLiteral(), ASK));
            case "terminal" -> terminal(id, block.getLiteral());
            case "code" -> code(id, entries(id, block.getLiteral(), CODE));
            default -> throw wrong("block '" + block.getInfo() + "'", "is none of step, ask, terminal, code");
        };
    }

    private List<Entry> entries(String block, String text, Set<String> names) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith(" ") && !entries.isEmpty()) {
                Entry before = entries.remove(entries.size() - 1);
                entries.add(new Entry(before.name, before.value + " " + line.strip()));
            } else if (matcher.matches() && names.contains(matcher.group(1))) {
                String value = matcher.group(2) == null ? "" : matcher.group(2).strip();
                entries.add(new Entry(matcher.group(1), value));
            } else {
                throw wrong("block '" + block + "'", "'" + line + "' begins with none of " + names);
            }
        }
        return entries;
    }

    private static List<String> all(List<Entry> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.name.equals(name))
                .map(Entry::value)
                .toList();
    }

    private String only(String block, List<Entry> entries, String name) {
        List<String> values = all(entries, name);
        if (values.size() != 1) {
            throw wrong("block '" + block + "'", "needs one line '" + name + ": ...'");
        }
        return values.get(0);
    }

    private Lesson.Step step(String id, List<Entry> entries) {
        return new Lesson.Step(
                id,
                only(id, entries, "title"),
                inline(all(entries, "say")),
                inline(all(entries, "note")),
                all(entries, "do").stream().map(text -> action(id, text)).toList(),
                all(entries, "see").stream().map(text -> condition(id, text)).toList(),
                all(entries, "faces").stream().map(text -> faces(id, text)).toList(),
                inline(all(entries, "real")));
    }

    private Lesson.Ask ask(String id, List<Entry> entries) {
        List<Lesson.Answer> answers = entries.stream()
                .filter(entry -> entry.name.length() == 1 && !entry.name.equals("q"))
                .map(entry -> new Lesson.Answer(entry.name, inline(entry.value)))
                .toList();
        String right = only(id, entries, "right");
        if (answers.size() < 2
                || answers.stream().noneMatch(answer -> answer.letter().equals(right))) {
            throw wrong("block '" + id + "'", "needs two answers at least, and the right one among them");
        }
        return new Lesson.Ask(id, inline(only(id, entries, "q")), answers, right, inline(only(id, entries, "why")));
    }

    private Lesson.Terminal terminal(String id, String text) {
        List<Lesson.Typed> commands = new ArrayList<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            if (line.startsWith("$ ")) {
                commands.add(new Lesson.Typed(line.substring(2), List.of()));
            } else if (commands.isEmpty()) {
                throw wrong("block '" + id + "'", "begins with a command, '$ ...'");
            } else {
                Lesson.Typed last = commands.remove(commands.size() - 1);
                List<String> output = new ArrayList<>(last.output());
                output.add(line);
                commands.add(new Lesson.Typed(last.command(), output));
            }
        }
        return new Lesson.Terminal(id, commands);
    }

    private static Lesson.Code code(String id, List<Entry> entries) {
        return new Lesson.Code(
                id, split(all(entries, "open")), split(all(entries, "test")), split(all(entries, "rule")));
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> List.of(value.split(",\\s*")).stream())
                .toList();
    }

    // ------------------------------------------------------------------------------------------- commands

    private Action action(String id, String text) {
        List<String> names = new ArrayList<>();
        Map<String, String> arguments = words(id, text, names);
        if (names.size() != 2) {
            throw wrong("block '" + id + "'", "do needs an experiment and a command, then name=value: " + text);
        }
        return new Action(names.get(0), names.get(1), arguments);
    }

    private Action faces(String id, String text) {
        List<String> names = new ArrayList<>();
        Map<String, String> arguments = words(id, text, names);
        if (names.size() != 1) {
            throw wrong("block '" + id + "'", "faces needs a kind of thing, then name=value: " + text);
        }
        return new Action(names.get(0), "", arguments);
    }

    private Condition condition(String id, String text) {
        List<String> names = new ArrayList<>();
        Map<String, String> values = words(id, text, names);
        if (names.size() != 1) {
            throw wrong("block '" + id + "'", "see needs the name of a fact, then name=value: " + text);
        }
        return new Condition(names.get(0), values);
    }

    /** The words before the first "name=value" into {@code names}; the rest as a map. */
    private Map<String, String> words(String id, String text, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = WORD.matcher(text.replaceFirst("\\s+#.*", ""));
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String plain = matcher.group(3);
            if (quoted == null && plain == null) {
                if (!values.isEmpty()) {
                    throw wrong("block '" + id + "'", "'" + matcher.group() + "' stands behind a name=value: " + text);
                }
                names.add(matcher.group(1));
            } else {
                values.put(matcher.group(1), quoted == null ? plain : quoted);
            }
        }
        return values;
    }

    // ------------------------------------------------------------------------------------------- texts

    private static List<String> inline(List<String> texts) {
        return texts.stream().map(LessonReader::inline).toList();
    }

    /** HTML without the paragraph around it. */
    private static String inline(String text) {
        return HTML.render(MARKDOWN.parse(text))
                .strip()
                .replaceFirst("^<p>", "")
                .replaceFirst("</p>$", "");
    }
}
