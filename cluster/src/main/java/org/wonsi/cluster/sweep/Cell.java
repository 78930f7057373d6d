package org.wonsi.cluster.sweep;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonsi.cluster.trial.Trial;
import org.wonsi.lab.network.ScenarioSetting;

/**
 * One trial of a sweep, complete in itself, so that it can be sent to another machine.
 *
 * @param numbers given to the trial; a map that can be sent, unlike its read-only views
 */
public record Cell(Trial trial, TreeMap<String, Double> numbers, long seed, int point) implements Serializable {
    /**
     * Runs it.
     *
     * @throws IllegalStateException if the simulation breaks; the message says how to repeat it
     */
    public TrialRow run() {
        try {
            return new TrialRow(seed, point, trial.run(numbers, seed));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    FAILED + "with seed " + seed + " and "
                            + numbers.entrySet().stream().map(Cell::text).collect(Collectors.joining(", ")) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** How that message begins; it has to be found again in what Spark makes of it. */
    public static final String FAILED = "a simulation failed ";

    private static String text(Map.Entry<String, Double> number) {
        return number.getKey() + "=" + ScenarioSetting.plain(number.getValue());
    }
}
