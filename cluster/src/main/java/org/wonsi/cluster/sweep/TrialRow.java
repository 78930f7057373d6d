package org.wonsi.cluster.sweep;

import java.io.Serializable;
import java.util.List;

/**
 * What one trial gave.
 *
 * @param point of the plan, from 0
 * @param measures in the order of {@link org.wonsi.cluster.trial.Trial#measures}
 */
public record TrialRow(long seed, int point, List<Double> measures) implements Serializable {
    public TrialRow {
        measures = List.copyOf(measures);
    }
}
