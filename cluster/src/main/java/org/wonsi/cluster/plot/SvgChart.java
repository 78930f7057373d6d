package org.wonsi.cluster.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A drawer of charts as SVG files.
 *
 * <p>Its colours differ for people who confuse red and green, too, and fit a light and a dark ground, since a slide may be either.
 * Groups beyond the eighth begin with the first colour again, with another mark.
 */
public final class SvgChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int LEFT = 80;
    private static final int RIGHT = 262;
    private static final int TOP = 56;
    private static final int BOTTOM = 64;
    private static final int LEGEND_LINE = 22;
    private static final int MOST_IN_LEGEND = 18;
    private static final double MARK = 4.5;
    private static final List<String> COLOURS =
            List.of("#0b84a5", "#d97706", "#2f9e63", "#c2417c", "#7a5cd6", "#a0671f", "#4f8fe6", "#8a8f2a");
    private static final String GREY = "#888888";

    private final Chart chart;
    private final StringBuilder svg = new StringBuilder();
    private final Scale x;
    private final Scale y;

    private SvgChart(Chart chart) {
        this.chart = chart;
        List<Chart.Spot> spots = chart.curves().stream()
                .flatMap(curve -> curve.spots().stream())
                .filter(spot -> Double.isFinite(spot.y()))
                .toList();
        this.x = Scale.linear(
                spots.stream().mapToDouble(Chart.Spot::x).min().orElse(0),
                spots.stream().mapToDouble(Chart.Spot::x).max().orElse(1),
                LEFT,
                WIDTH - RIGHT);
        double[] heights = spots.stream()
                .flatMapToDouble(spot -> DoubleStream.of(spot.y(), spot.y() + spot.half()))
                .filter(value -> !chart.logarithmic() || value > 0)
                .toArray();
        double least = DoubleStream.of(heights).min().orElse(chart.logarithmic() ? 0.1 : 0);
        double most = DoubleStream.of(heights).max().orElse(1);
        this.y = chart.logarithmic()
                ? Scale.logarithmic(least, most, HEIGHT - BOTTOM, TOP)
                : Scale.linear(least, most, HEIGHT - BOTTOM, TOP);
    }

    /** The text of the file. */
    public static String draw(Chart chart) {
        return new SvgChart(chart).draw();
    }

    private String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH + " " + HEIGHT)
                .append("\" font-family=\"sans-serif\" font-size=\"14\" role=\"img\">\n");
        svg.append("<title>").append(escape(chart.title())).append("</title>\n");
        svg.append("<style>text{fill:#333}.grid{stroke:#888;stroke-opacity:.3}.axis{stroke:#777}"
                + "@media (prefers-color-scheme:dark){text{fill:#ddd}}</style>\n");
        text(LEFT, 26, "start", "font-size=\"16\" font-weight=\"bold\"", chart.title());
        axes();
        for (Chart.Stroke stroke : List.of(Chart.Stroke.DASHED, Chart.Stroke.LINE, Chart.Stroke.MARKS)) {
            chart.curves().stream().filter(curve -> curve.stroke() == stroke).forEach(this::curve);
        }
        legend();
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        for (double tick : x.ticks()) {
            line("grid", x.at(tick), HEIGHT - BOTTOM, x.at(tick), TOP);
            text(x.at(tick), HEIGHT - BOTTOM + 20, "middle", "", Scale.name(tick));
        }
        for (double tick : y.ticks()) {
            line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(LEFT - 8, y.at(tick) + 5, "end", "", Scale.name(tick));
        }
        line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        line("axis", LEFT, HEIGHT - BOTTOM, LEFT, TOP);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", "", chart.across());
        text(LEFT, TOP - 10, "start", "", chart.up());
    }

    private void curve(Chart.Curve curve) {
        String colour = colour(curve.group());
        List<Chart.Spot> seen = curve.spots().stream()
                .filter(spot -> Double.isFinite(spot.y()) && y.holds(spot.y()))
                .toList();
        if (curve.stroke() == Chart.Stroke.MARKS) {
            for (Chart.Spot spot : seen) {
                mark(curve.group(), x.at(spot.x()), y.at(spot.y()));
                if (spot.half() > 0) {
                    double low = y.holds(spot.y() - spot.half()) ? y.at(spot.y() - spot.half()) : HEIGHT - BOTTOM;
                    svg.append(String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                            x.at(spot.x()),
                            low,
                            y.at(spot.y() + spot.half()),
                            colour));
                }
            }
            return;
        }
        List<String> points = new ArrayList<>();
        seen.forEach(spot -> points.add(String.format(Locale.ROOT, "%.1f,%.1f", x.at(spot.x()), y.at(spot.y()))));
        svg.append("<polyline points=\"")
                .append(String.join(" ", points))
                .append("\" fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"1.8\"")
                .append(dashes(curve.stroke()))
                .append("/>\n");
    }

    private static String dashes(Chart.Stroke stroke) {
        return stroke == Chart.Stroke.DASHED ? " stroke-dasharray=\"5 4\"" : "";
    }

    private static String colour(int group) {
        return group < 0 ? GREY : COLOURS.get(group % COLOURS.size());
    }

    /** A disc, a square or a diamond. */
    private void mark(int group, double cx, double cy) {
        String colour = colour(group);
        int shape = group < 0 ? 0 : group / COLOURS.size() % 3;
        if (shape == 0) {
            svg.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>%n", cx, cy, MARK, colour));
        } else {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%s\" height=\"%s\" fill=\"%s\"%s/>%n",
                    cx - MARK,
                    cy - MARK,
                    2 * MARK,
                    2 * MARK,
                    colour,
                    shape == 1 ? "" : String.format(Locale.ROOT, " transform=\"rotate(45 %.1f %.1f)\"", cx, cy)));
        }
    }

    private void legend() {
        double top = TOP + 8;
        double left = WIDTH - RIGHT + 22;
        for (int i = 0; i < Math.min(chart.groups().size(), MOST_IN_LEGEND); i++) {
            mark(i, left, top);
            text(left + 14, top + 5, "start", "", chart.groups().get(i));
            top += LEGEND_LINE;
        }
        if (chart.groups().size() > MOST_IN_LEGEND) {
            text(left + 14, top + 5, "start", "", "… " + (chart.groups().size() - MOST_IN_LEGEND));
            top += LEGEND_LINE;
        }
        top += 8;
        for (Chart.Kind kind : chart.kinds()) {
            if (kind.stroke() == Chart.Stroke.MARKS) {
                mark(-1, left, top);
            } else {
                svg.append(String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %.1fh24\" stroke=\"%s\" stroke-width=\"1.8\"%s/>%n",
                        left - 8,
                        top,
                        GREY,
                        dashes(kind.stroke())));
            }
            text(left + 22, top + 5, "start", "", kind.name());
            top += LEGEND_LINE;
        }
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(double left, double base, String anchor, String more, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>%n",
                left,
                base,
                anchor,
                more.isEmpty() ? "" : " " + more,
                escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
