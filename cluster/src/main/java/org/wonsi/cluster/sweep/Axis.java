package org.wonsi.cluster.sweep;

import java.util.List;

/**
 * An input of a trial that takes several values in a sweep.
 *
 * @param name of the input
 * @param values in the order given; none twice
 */
public record Axis(String name, List<Double> values) {
    public Axis {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " has no value");
        }
    }

    static Axis of(String name, double... values) {
        return new Axis(name, java.util.Arrays.stream(values).boxed().toList());
    }
}
