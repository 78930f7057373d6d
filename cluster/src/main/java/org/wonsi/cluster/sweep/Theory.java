package org.wonsi.cluster.sweep;

import java.util.Map;

/**
 * A formula that a sweep is compared with.
 *
 * @param name of its column
 * @param words as the plot's legend has it
 * @param smooth whether it needs nothing that was measured, so that it can be drawn between the points, too
 * @param formula of a point's numbers and what was measured there on average
 */
public record Theory(String name, Words words, boolean smooth, Formula formula) {
    /** A formula. */
    @FunctionalInterface
    public interface Formula {
        double of(Map<String, Double> numbers, Map<String, Double> means);
    }
}
