package org.wonsi.columns.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A prepared question: what is asked, how each engine is asked, what the answer says.
 *
 * <p>Title, explanation and the spelling for SQLite come out of the page's own file, so that they can't differ from the page
 * and from docs/sql.md.
 */
public final class Question {
    /** The node's file; it is on the class path because this module stands on the node's. */
    private static final String PAGE = "/web/i18n/sql.json";

    private static final String SPELLINGS = "questions.sql";
    private static final Pattern ID_LINE = Pattern.compile("-- ([a-z]+)");

    private final int number;
    private final JsonNode page;
    private final String template;

    private Question(int number, JsonNode page, String template) {
        this.number = number;
        this.page = page;
        this.template = template;
    }

    /** All twenty, in the order of docs/sql.md. */
    public static List<Question> all() {
        try {
            Map<String, String> templates = templates();
            JsonNode questions;
            try (InputStream in = resource(PAGE)) {
                questions = new ObjectMapper().readTree(in).get("questions");
            }
            List<Question> all = new ArrayList<>();
            for (JsonNode page : questions) {
                String id = page.get("id").asText();
                String template = Objects.requireNonNull(templates.remove(id), () -> "no spelling of question " + id);
                all.add(new Question(all.size() + 1, page, template));
            }
            if (!templates.isEmpty()) {
                throw new IllegalStateException("spellings of unknown questions: " + templates.keySet());
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> templates() throws IOException {
        Map<String, StringJoiner> found = new LinkedHashMap<>();
        StringJoiner lines = new StringJoiner("\n");
        try (InputStream in = resource(SPELLINGS)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                var id = ID_LINE.matcher(line);
                if (id.matches()) {
                    lines = new StringJoiner("\n");
                    found.put(id.group(1), lines);
                } else {
                    lines.add(line);
                }
            }
        }
        Map<String, String> templates = new LinkedHashMap<>();
        found.forEach((id, text) -> templates.put(id, text.toString().strip()));
        return templates;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Question.class.getResourceAsStream(name), name);
    }

    /** 1 to 20. */
    public int number() {
        return number;
    }

    /** A word: "halving". */
    public String id() {
        return page.get("id").asText();
    }

    /** The question in a language, "en" or "ko". */
    public String title(String language) {
        return page.get(language).get("title").asText();
    }

    /** What the answer means. */
    public String explanation(String language) {
        return page.get(language).get("answer").asText();
    }

    /** Whether the answer's first two columns are worth a drawing. */
    public boolean isDrawn() {
        return !page.path("plot").asText().isEmpty();
    }

    /** Whether the drawing is a line; else it is bars. */
    public boolean isLine() {
        return page.path("plot").asText().equals("line");
    }

    /** The statement for an engine. */
    public String sql(Dialect dialect) {
        if (dialect != Dialect.SQLITE) {
            return dialect.spell(template);
        }
        StringJoiner lines = new StringJoiner("\n");
        page.get("sql").forEach(line -> lines.add(line.asText()));
        return lines.toString();
    }

    /** Whether it needs a column or table that the public data set doesn't have. */
    public boolean needsOwnColumns() {
        return template.contains("previous_block_hash")
                || template.contains("[stale_blocks]")
                || Pattern.compile("ORDER BY [^\\n]*index").matcher(template).find();
    }

    @Override
    public String toString() {
        return id();
    }
}
