package org.wonsi.cluster.sweep;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.answer.AnswerWriter;

/**
 * What a sweep found: at each point the mean of each measure over the seeds, how sure it is, and what theory gives.
 *
 * <p>It is computed from rows in order of point and seed, because a sum of doubles depends on the order; so it is the same
 * wherever they were made.
 */
public final class Summary {
    /** Two-sided: the true mean lies within in 95 of 100 such experiments, if there are a dozen seeds or more. */
    private static final double NINETY_FIVE = 1.96;

    private static final int SHOWN_DIGITS = 6;

    private final Plan plan;
    private final List<Line> lines;

    /**
     * What was found at a point.
     *
     * @param values on the axes
     * @param means by the measures' names, in their order
     * @param halves half the width of each mean's 95 % interval; NaN for a single seed
     * @param theories by their names, in the sweep's order
     */
    public record Line(
            List<Double> values,
            int seeds,
            Map<String, Double> means,
            Map<String, Double> halves,
            Map<String, Double> theories) {}

    private Summary(Plan plan, List<Line> lines) {
        this.plan = plan;
        this.lines = lines;
    }

    /** Sums rows up, in whatever order they come. */
    public static Summary of(Plan plan, List<TrialRow> rows) {
        List<List<TrialRow>> byPoint = new ArrayList<>();
        for (int point = 0; point < plan.size(); point++) {
            byPoint.add(new ArrayList<>());
        }
        rows.forEach(row -> byPoint.get(row.point()).add(row));
        List<Line> lines = new ArrayList<>();
        for (int point = 0; point < plan.size(); point++) {
            List<TrialRow> here = byPoint.get(point);
            here.sort(Comparator.comparingLong(TrialRow::seed));
            lines.add(line(plan, point, here));
        }
        return new Summary(plan, List.copyOf(lines));
    }

    private static Line line(Plan plan, int point, List<TrialRow> rows) {
        Map<String, Double> means = new LinkedHashMap<>();
        Map<String, Double> halves = new LinkedHashMap<>();
        List<String> measures = plan.trial().measures();
        for (int i = 0; i < measures.size(); i++) {
            int index = i;
            double[] values =
                    rows.stream().mapToDouble(row -> row.measures().get(index)).toArray();
            double mean = mean(values);
            means.put(measures.get(i), mean);
            halves.put(measures.get(i), half(values, mean));
        }
        Map<String, Double> numbers = plan.numbers(point);
        Map<String, Double> theories = new LinkedHashMap<>();
        plan.sweep()
                .theories()
                .forEach(theory -> theories.put(theory.name(), theory.formula().of(numbers, means)));
        return new Line(plan.at(point), rows.size(), means, halves, theories);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double half(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return NINETY_FIVE * Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** What was swept. */
    public Plan plan() {
        return plan;
    }

    /** A line for each point, in the plan's order. */
    public List<Line> lines() {
        return lines;
    }

    /** The columns of {@link #write}. */
    public List<String> columns(boolean all) {
        List<String> columns = new ArrayList<>(plan.axisNames());
        columns.add("seeds");
        for (String measure : measures(all)) {
            columns.add(measure);
            columns.add(measure + "_ci95");
        }
        plan.sweep().theories().forEach(theory -> columns.add(theory.name()));
        return columns;
    }

    private List<String> measures(boolean all) {
        return all ? plan.trial().measures() : plan.sweep().drawn();
    }

    /**
     * Writes it as a table.
     *
     * @param all whether all measures, or only those that are drawn
     * @param rounded to six digits, for people
     */
    public void write(AnswerWriter out, boolean all, boolean rounded) throws IOException {
        out.begin(columns(all));
        for (Line line : lines) {
            List<@Nullable Object> row = new ArrayList<>();
            line.values().forEach(value -> row.add(known(value, rounded)));
            row.add(line.seeds());
            for (String measure : measures(all)) {
                row.add(known(line.means().get(measure), rounded));
                row.add(known(line.halves().get(measure), rounded));
            }
            line.theories().values().forEach(value -> row.add(known(value, rounded)));
            out.row(row);
        }
        out.end();
    }

    private static @Nullable Object known(@Nullable Double value, boolean rounded) {
        if (value == null || value.isNaN()) {
            return null;
        }
        return rounded
                ? new BigDecimal(value).round(new MathContext(SHOWN_DIGITS)).stripTrailingZeros()
                : value;
    }
}
