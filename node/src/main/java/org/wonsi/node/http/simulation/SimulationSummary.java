package org.wonsi.node.http.simulation;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wonsi.lab.network.SimulationReport;
import org.wonsi.node.simulation.SimulationRun;

/**
 * A simulated network and how far it is.
 *
 * @param state {@code running}, {@code done}, {@code cancelled}, {@code late} or {@code failed}
 * @param settings all numbers that can be given
 * @param share of its virtual time that has passed, 0 to 1
 * @param blocks found so far
 * @param problem why it failed; absent if it didn't
 * @param figures of a run that is done; else absent
 */
public record SimulationSummary(
        long id,
        String state,
        long seed,
        Map<String, Double> settings,
        double share,
        int blocks,
        @Nullable String problem,
        @Nullable Figures figures) {
    /** Copies the settings. */
    public SimulationSummary {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * The figures that {@code wonsi simulate} prints for the same scenario and seed.
     *
     * @param seconds of virtual time
     * @param stale blocks that aren't on the final chain
     * @param delay50 seconds within which half of the nodes got a block that stayed
     * @param delay90 the same of 90 % of the nodes
     * @param delay99 the same of 99 % of the nodes
     * @param deepestReorganisation blocks that were disconnected at once
     * @param tip the final chain's last block
     */
    public record Figures(
            double seconds,
            int stale,
            double meanDelay,
            double delay50,
            double delay90,
            double delay99,
            long messages,
            long bytes,
            int reorganisations,
            int deepestReorganisation,
            int height,
            String tip) {
        static Figures of(SimulationReport report) {
            return new Figures(
                    report.seconds(),
                    report.stale(),
                    report.meanDelay(),
                    report.delay50(),
                    report.delay90(),
                    report.delay99(),
                    report.messages(),
                    report.bytes(),
                    report.reorganisations(),
                    report.deepestReorganisation(),
                    report.height(),
                    report.tip());
        }
    }

    static SimulationSummary of(SimulationRun run) {
        SimulationRun.Picture picture = run.picture();
        Optional<Figures> figures = picture.result().map(result -> Figures.of(result.report()));
        return new SimulationSummary(
                run.id(),
                picture.state().name().toLowerCase(Locale.ROOT),
                run.order().seed(),
                run.order().numbers(),
                picture.share(),
                picture.blocks(),
                picture.problem().isEmpty() ? null : picture.problem(),
                figures.orElse(null));
    }
}
