package org.wonsi.columns.answer;

import java.util.ArrayList;
import java.util.List;

/** A drawing of numbers with characters: few of them as bars to the right, many as columns. */
public final class TextPlot {
    private static final String RIGHTWARD = "▏▎▍▌▋▊▉█";
    private static final String UPWARD = "▁▂▃▄▅▆▇█";
    private static final int EIGHTHS = 8;
    private static final int MOST_BARS = 30;
    private static final int LONGEST_LABEL = 24;
    private static final int BAR_WIDTH = 50;
    private static final int COLUMNS = 72;
    private static final int ROWS = 12;

    private TextPlot() {}

    /** The lines of the drawing. */
    public static List<String> draw(PlotData data) {
        return data.values().size() <= MOST_BARS && data.smallest() >= 0 ? bars(data) : columns(data.atMost(COLUMNS));
    }

    private static List<String> bars(PlotData data) {
        List<String> labels = data.labels().stream().map(TextPlot::cut).toList();
        int width = labels.stream().mapToInt(Values::width).max().orElse(0);
        double scale = data.largest() > 0 ? BAR_WIDTH * EIGHTHS / data.largest() : 0;
        List<String> lines = new ArrayList<>();
        lines.add(data.across() + " → " + data.up());
        for (int i = 0; i < labels.size(); i++) {
            long eighths = Math.round(data.values().get(i) * scale);
            lines.add(" ".repeat(width - Values.width(labels.get(i))) + labels.get(i) + " │"
                    + "█".repeat((int) (eighths / EIGHTHS))
                    + (eighths % EIGHTHS == 0 ? "" : RIGHTWARD.charAt((int) (eighths % EIGHTHS) - 1))
                    + " " + PlotData.shortly(data.values().get(i)));
        }
        return lines;
    }

    private static String cut(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static List<String> columns(PlotData data) {
        double bottom = Math.min(0, data.smallest());
        double top = data.largest() > bottom ? data.largest() : bottom + 1;
        String high = PlotData.shortly(top);
        String low = PlotData.shortly(bottom);
        int width = Math.max(high.length(), low.length());
        List<String> lines = new ArrayList<>();
        lines.add(data.up());
        for (int row = ROWS - 1; row >= 0; row--) {
            String label = row == ROWS - 1 ? high : row == 0 ? low : "";
            StringBuilder line = new StringBuilder(" ".repeat(width - label.length()) + label + " │");
            for (double value : data.values()) {
                long eighths = Math.round((value - bottom) / (top - bottom) * ROWS * EIGHTHS) - (long) row * EIGHTHS;
                line.append(eighths <= 0 ? ' ' : eighths >= EIGHTHS ? '█' : UPWARD.charAt((int) eighths - 1));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(" ".repeat(width) + " └" + "─".repeat(data.values().size()));
        String first = cut(data.labels().get(0));
        String last = cut(data.labels().get(data.labels().size() - 1));
        int gap = Math.max(1, data.values().size() - Values.width(first) - Values.width(last));
        lines.add(" ".repeat(width + 2) + first + " ".repeat(gap) + last + "  " + data.across());
        return lines;
    }
}
