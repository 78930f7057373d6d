package org.wonsi.columns.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers with labels, to be drawn.
 *
 * @param across what the labels are
 * @param up what the numbers are
 * @param labels one for each number
 * @param values finite
 */
public record PlotData(String across, String up, List<String> labels, List<Double> values) {
    public PlotData {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
        if (labels.size() != values.size() || labels.isEmpty()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + values.size() + " values");
        }
    }

    double largest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double smallest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    /** At most so many points: each is the mean of those it stands for, and has the first one's label. */
    PlotData atMost(int count) {
        if (values.size() <= count) {
            return this;
        }
        List<String> fewerLabels = new ArrayList<>();
        List<Double> fewer = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * values.size() / count);
            int to = (int) ((long) (i + 1) * values.size() / count);
            fewerLabels.add(labels.get(from));
            fewer.add(values.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow());
        }
        return new PlotData(across, up, fewerLabels, fewer);
    }

    /** A number as short as it can be told: 12, 0.5, 1.2e+09. */
    static String shortly(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
