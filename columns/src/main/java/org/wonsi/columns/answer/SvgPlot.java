package org.wonsi.columns.answer;

import java.util.List;
import java.util.Locale;

/**
 * A drawing of numbers as an SVG file: bars, or a line where there are many.
 *
 * <p>Its colours fit a light and a dark ground, since a slide may be either.
 */
public final class SvgPlot {
    private static final int MOST_BARS = 60;
    private static final int MOST_POINTS = 1_000;
    private static final int WIDTH = 800;
    private static final int HEIGHT = 400;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 70;
    private static final int LONGEST_LABEL = 14;

    private SvgPlot() {}

    /** The text of the file. */
    public static String draw(PlotData data) {
        PlotData fewer = data.atMost(MOST_POINTS);
        double bottom = Math.min(0, fewer.smallest());
        double top = fewer.largest() > bottom ? fewer.largest() : bottom + 1;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">%n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<title>%s</title>%n".formatted(escape(data.up() + " by " + data.across())));
        svg.append(
                "<style>text{fill:#333}.axis{stroke:#777}.bar{fill:#d97706}.line{stroke:#d97706;fill:none;stroke-width:2}"
                        + "@media (prefers-color-scheme:dark){text{fill:#ddd}}</style>\n");
        text(svg, LEFT, TOP - 16, "start", data.up());
        text(svg, WIDTH - RIGHT, HEIGHT - 12, "end", data.across());
        for (double value : List.of(bottom, (bottom + top) / 2, top)) {
            double y = y(value, bottom, top);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke-opacity=\"%s\"/>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y,
                    value == bottom ? "1" : "0.3"));
            text(svg, LEFT - 8, y + 4, "end", PlotData.shortly(value));
        }
        if (fewer.values().size() <= MOST_BARS) {
            bars(svg, fewer, bottom, top);
        } else {
            line(svg, fewer, bottom, top);
        }
        return svg.append("</svg>\n").toString();
    }

    private static double y(double value, double bottom, double top) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (top - value) / (top - bottom);
    }

    private static void bars(StringBuilder svg, PlotData data, double bottom, double top) {
        int count = data.values().size();
        double step = (double) (WIDTH - LEFT - RIGHT) / count;
        for (int i = 0; i < count; i++) {
            double y = y(Math.max(0, data.values().get(i)), bottom, top);
            double foot = y(Math.min(0, data.values().get(i)), bottom, top);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                    LEFT + i * step + step * 0.1,
                    y,
                    step * 0.8,
                    foot - y));
            if (i % Math.max(1, count / 12) == 0) {
                text(
                        svg,
                        LEFT + (i + 0.5) * step,
                        HEIGHT - BOTTOM + 18,
                        "middle",
                        cut(data.labels().get(i)));
            }
        }
    }

    private static void line(StringBuilder svg, PlotData data, double bottom, double top) {
        int count = data.values().size();
        double step = (double) (WIDTH - LEFT - RIGHT) / (count - 1);
        svg.append("<polyline class=\"line\" points=\"");
        for (int i = 0; i < count; i++) {
            svg.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", LEFT + i * step, y(data.values().get(i), bottom, top)));
        }
        svg.append("\"/>\n");
        text(svg, LEFT, HEIGHT - BOTTOM + 18, "start", cut(data.labels().get(0)));
        text(svg, WIDTH - RIGHT, HEIGHT - BOTTOM + 18, "end", cut(data.labels().get(count - 1)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text)));
    }

    private static String cut(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
