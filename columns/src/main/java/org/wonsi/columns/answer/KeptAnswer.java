package org.wonsi.columns.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A receiver that passes an answer on and keeps its beginning, so that it can be drawn afterwards. */
public final class KeptAnswer implements AnswerWriter {
    private static final int MOST_ROWS = 10_000;

    private final AnswerWriter next;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private List<String> columns = List.of();

    public KeptAnswer(AnswerWriter next) {
        this.next = next;
    }

    @Override
    public void begin(List<String> names) throws IOException {
        columns = names;
        next.begin(names);
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        if (rows.size() < MOST_ROWS) {
            rows.add(values);
        }
        next.row(values);
    }

    @Override
    public void end() throws IOException {
        next.end();
    }

    /** What there is to draw: the first two columns, if the second has numbers and there are two rows or more. */
    public Optional<PlotData> plot() {
        if (columns.size() < 2 || rows.size() < 2) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Object value = row.get(1);
            if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                return Optional.empty();
            }
            labels.add(Values.text(row.get(0)));
            values.add(number.doubleValue());
        }
        return Optional.of(new PlotData(columns.get(0), columns.get(1), labels, values));
    }
}
