package org.wonsi.lab.network;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The results of one run of a simulated network.
 *
 * @param seconds of virtual time
 * @param stale blocks found that aren't on the final chain
 * @param meanDelay seconds from a block's finding until another node has it; so are the percentiles
 * @param minersDelay the same by work: each node's delay counts by its share of the work, the finder's as none; of blocks
 *     without a rival, because where there is one, some nodes hear of the other only when it has won
 * @param eventCounts how often which fault, attack and trick of a link occurred
 * @param deepestReorganisation blocks that were disconnected at once
 * @param checks how often the invariants were looked at
 * @param selfish what came of withholding; {@link SelfishResult#NONE} if nobody did
 */
public record SimulationReport(
        long seed,
        int nodes,
        double seconds,
        int blocks,
        int stale,
        double meanDelay,
        double minersDelay,
        double delay50,
        double delay90,
        double delay99,
        long messages,
        long bytes,
        Map<String, Long> messagesByType,
        int reorganisations,
        int deepestReorganisation,
        long checks,
        Map<String, Long> eventCounts,
        int height,
        String tip,
        SelfishResult selfish) {
    public SimulationReport {
        messagesByType = sorted(messagesByType);
        eventCounts = sorted(eventCounts);
    }

    /** Stale blocks for each block that stayed on the chain. */
    public double staleRate() {
        return blocks == stale ? 0 : (double) stale / (blocks - stale);
    }

    /**
     * The stale rate that theory expects: the chance that another miner finds a block while one travels, 1 -
     * e^(-delay/interval). The delay is the mean over the work, the finder with none among them.
     */
    public double expectedStaleRate(double blockInterval) {
        return 1 - Math.exp(-minersDelay / blockInterval);
    }

    /** In alphabetical order, so that what is printed is the same in each run. */
    private static Map<String, Long> sorted(Map<String, Long> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** The report for people; with faults or a selfish miner, the delay alone says nothing about stale blocks. */
    public String toText(Scenario scenario) {
        boolean faults = scenario.partitionInterval() > 0 || scenario.crashInterval() > 0 || scenario.selfish() > 0;
        String expected = faults
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (expected from the delay: %.3f %%)",
                        100 * expectedStaleRate(scenario.blockInterval()));
        String befell = eventCounts.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "  %9d  %s\n", e.getValue(), e.getKey()))
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        """
                seed %d: %d nodes, %.1f hours of virtual time, height %d, tip %s
                blocks found       %d, of which stale %d = %.3f %% of those that stayed%s
                propagation        50 %% of nodes within %.2f s, 90 %% %.2f s, 99 %% %.2f s, mean %.2f s
                messages           %.0f a block, %.0f bytes a block
                reorganisations    %d, the deepest of %d blocks
                invariants         checked %d times, all hold
                """,
                        seed,
                        nodes,
                        seconds / 3600,
                        height,
                        tip,
                        blocks,
                        stale,
                        100 * staleRate(),
                        expected,
                        delay50,
                        delay90,
                        delay99,
                        meanDelay,
                        (double) messages / Math.max(1, blocks),
                        (double) bytes / Math.max(1, blocks),
                        reorganisations,
                        deepestReorganisation,
                        checks)
                + (selfish.equals(SelfishResult.NONE) ? "" : selfish.toText())
                + (befell.isEmpty() ? "" : "what befell it\n" + befell);
    }
}
