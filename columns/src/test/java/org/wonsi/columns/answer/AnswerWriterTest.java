package org.wonsi.columns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("an answer")
class AnswerWriterTest {
    private static String written(
            Function<PrintWriter, AnswerWriter> writer, List<String> columns, @Nullable Object[]... rows)
            throws IOException {
        StringWriter text = new StringWriter();
        AnswerWriter answer = writer.apply(new PrintWriter(text));
        answer.begin(columns);
        for (Object[] row : rows) {
            answer.row(Arrays.asList(row));
        }
        answer.end();
        return text.toString();
    }

    /** A reader that goes away after some bytes, as the other end of a pipe can. */
    private static final class ClosedPipe extends OutputStream {
        private int left = 5_000;

        @Override
        public void write(int b) throws IOException {
            left--;
            if (left < 0) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @Test
    @DisplayName("as CSV and JSON ends soon after its reader has gone, however many rows there are")
    void closedPipe() throws IOException {
        for (Function<PrintWriter, AnswerWriter> writer :
                List.<Function<PrintWriter, AnswerWriter>>of(CsvWriter::new, JsonWriter::new)) {
            AnswerWriter answer = writer.apply(new PrintWriter(new ClosedPipe(), false, StandardCharsets.UTF_8));
            answer.begin(List.of("n"));
            AtomicInteger rows = new AtomicInteger();
            assertThatThrownBy(() -> {
                        while (rows.get() < 1_000_000) {
                            answer.row(List.of(rows.getAndIncrement()));
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("nobody takes the answer any more");
            assertThat(rows.get()).isLessThan(10_000);
        }
    }

    private static Map<String, @Nullable Object> someRecord() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("a", 1L);
        fields.put("b", null);
        return fields;
    }

    @Test
    @DisplayName("as a table has numbers at the right, wide letters as two, and control characters made visible")
    void table() throws IOException {
        assertThat(written(TableWriter::new, List.of("이름", "n"), new Object[] {"서울", 5L}, new Object[] {
                    "a\u001b[31m\n", 12L
                }))
                .isEqualTo("""
                        ┌─────────┬────┐
                        │ 이름    │ n  │
                        ├─────────┼────┤
                        │ 서울    │  5 │
                        │ a␛[31m␊ │ 12 │
                        └─────────┴────┘
                        2 rows
                        """);
    }

    @Test
    @DisplayName("as a table cuts cells of more than 80 columns and shows 200 rows")
    void longTable() throws IOException {
        Object[][] rows = new Object[201][];
        Arrays.fill(rows, new Object[] {"x".repeat(81)});
        String text = written(TableWriter::new, List.of("long"), rows);
        assertThat(text.lines().filter(line -> line.contains("│ " + "x".repeat(79) + "… │")))
                .hasSize(200);
        assertThat(text).endsWith("201 rows\nThe first 200 are shown; --csv and --json write all.\n");
        Arrays.fill(rows, new Object[] {"y".repeat(80)});
        assertThat(written(TableWriter::new, List.of("long"), Arrays.copyOf(rows, 200)))
                .contains("│ " + "y".repeat(80) + " │")
                .endsWith("200 rows\n");
    }

    @Test
    @DisplayName("as CSV quotes what must be, tells NULL from an empty text, and has lists and records as JSON")
    void csv() throws IOException {
        assertThat(written(
                        CsvWriter::new,
                        List.of("a", "b,c"),
                        new Object[] {"plain", "say \"hi\", twice\n"},
                        new Object[] {null, ""},
                        new Object[] {List.of("x", 1L), someRecord()},
                        new Object[] {new BigDecimal("1E+3"), true}))
                .isEqualTo("""
                        a,"b,c"\r
                        plain,"say ""hi"", twice
                        "\r
                        ,""\r
                        "[""x"",1]","{""a"":1,""b"":null}"\r
                        1000,true\r
                        """);
    }

    @Test
    @DisplayName("as JSON is an array of objects, with whole numbers as they are and what is no number as text")
    void json() throws IOException {
        assertThat(written(
                        JsonWriter::new,
                        List.of("a", "b"),
                        new Object[] {new BigInteger("170141183460469231731687303715884105727"), Double.NaN},
                        new Object[] {null, List.of(someRecord())},
                        new Object[] {0.5, "\"서울\"\u0001"}))
                .isEqualTo("""
                        [
                        {"a":170141183460469231731687303715884105727,"b":"NaN"},
                        {"a":null,"b":[{"a":1,"b":null}]},
                        {"a":0.5,"b":"\\"서울\\"\\u0001"}
                        ]
                        """);
        assertThat(written(JsonWriter::new, List.of("a"))).isEqualTo("[]\n");
    }

    @Test
    @DisplayName("can be drawn if it has two rows or more and numbers in its second column")
    void drawable() throws IOException {
        assertThat(kept(new Object[] {"a", 1L}, new Object[] {"b", new BigDecimal("2.5")}))
                .hasValue(new PlotData("x", "y", List.of("a", "b"), List.of(1.0, 2.5)));
        assertThat(kept(new Object[] {"a", 1L})).isEmpty();
        assertThat(kept(new Object[] {"a", 1L}, new Object[] {"b", null})).isEmpty();
        assertThat(kept(new Object[] {"a", 1L}, new Object[] {"b", "2"})).isEmpty();
        assertThat(kept(new Object[] {"a", 1L}, new Object[] {"b", Double.POSITIVE_INFINITY}))
                .isEmpty();
    }

    private static Optional<PlotData> kept(@Nullable Object[]... rows) throws IOException {
        KeptAnswer answer = new KeptAnswer(new CsvWriter(new PrintWriter(new StringWriter())));
        answer.begin(List.of("x", "y"));
        for (Object[] row : rows) {
            answer.row(Arrays.asList(row));
        }
        answer.end();
        return answer.plot();
    }
}
