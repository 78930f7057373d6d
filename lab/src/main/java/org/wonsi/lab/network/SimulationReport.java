package org.wonsi.lab.network;

import static org.wonsi.lab.text.Decimals.fixed;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The results of one run of a simulated network.
 *
 * @param seconds of virtual time, from the beginning until the network has settled
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
                : " (expected from the delay: " + fixed(100 * expectedStaleRate(scenario.blockInterval()), 3) + " %)";
        String befell = eventCounts.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "  %9d  %s\n", e.getValue(), e.getKey()))
                .collect(Collectors.joining());
        // Put together by hand: a browser's String.format takes a doubled percent sign for a place of a value.
        return "seed " + seed + ": " + nodes + " nodes, " + ScenarioSetting.plain(scenario.hours())
                + " hours of virtual time and " + fixed(seconds - 3600 * scenario.hours(), 0)
                + " s to begin and settle, height "
                + height
                + ", tip " + tip + "\n"
                + "blocks found       " + blocks + ", of which stale " + stale + " = " + fixed(100 * staleRate(), 3)
                + " % of those that stayed" + expected + "\n"
                + "propagation        50 % of nodes within " + fixed(delay50, 2) + " s, 90 % " + fixed(delay90, 2)
                + " s, 99 % "
                + fixed(delay99, 2) + " s, mean " + fixed(meanDelay, 2) + " s\n"
                + "messages           " + fixed((double) messages / Math.max(1, blocks), 0) + " a block, "
                + fixed((double) bytes / Math.max(1, blocks), 0) + " bytes a block\n"
                + "reorganisations    " + reorganisations + ", the deepest of " + deepestReorganisation + " blocks\n"
                + "invariants         checked " + checks + " times, all hold\n"
                + (selfish.equals(SelfishResult.NONE) ? "" : selfish.toText())
                + (befell.isEmpty() ? "" : "what befell it\n" + befell);
    }
}
