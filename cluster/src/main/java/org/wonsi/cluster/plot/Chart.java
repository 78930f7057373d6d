package org.wonsi.cluster.plot;

import java.util.List;

/**
 * What is drawn.
 *
 * @param across the x axis's name
 * @param up the y axis's name
 * @param logarithmic whether the y axis has powers of ten; what isn't above 0 is left out then
 * @param groups the names of what has a colour of its own, in order
 * @param kinds the names of what has a stroke of its own, for the legend
 */
public record Chart(
        String title,
        String across,
        String up,
        boolean logarithmic,
        List<String> groups,
        List<Kind> kinds,
        List<Curve> curves) {
    public Chart {
        groups = List.copyOf(groups);
        kinds = List.copyOf(kinds);
        curves = List.copyOf(curves);
    }

    /** How a curve is drawn. */
    public enum Stroke {
        /** Measured: a mark for each point, with its interval. */
        MARKS,
        /** Theory: a line. */
        LINE,
        /** Another theory. */
        DASHED
    }

    /** A stroke, and what it stands for. */
    public record Kind(Stroke stroke, String name) {}

    /**
     * A curve.
     *
     * @param group its colour, as an index into the groups; -1 for grey
     */
    public record Curve(int group, Stroke stroke, List<Spot> spots) {
        public Curve {
            spots = List.copyOf(spots);
        }
    }

    /**
     * A point.
     *
     * @param half half the height of its interval; 0 for none
     */
    public record Spot(double x, double y, double half) {}
}
