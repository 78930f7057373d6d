package org.wonsi.lab.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.lab.mining.MiningShares;

/**
 * The figures measured in a simulated network: how long blocks travel, how many become stale, how deep reorganisations
 * are.
 *
 * <p>Each node's delay also counts by its share of the work ({@code minersDelay}): only while miners don't know a block
 * do they work on a rival, so this is the delay on which the stale rate depends. Heights with more than one block are
 * left out of it, since some nodes hear of one of them only when it has won.
 */
final class Measurements {
    private final Timeline timeline;
    private final MiningShares shares;
    private final Map<BlockHash, Found> found = new LinkedHashMap<>();
    private final Map<Integer, Integer> rivals = new HashMap<>();
    private int reorganisations;
    private int deepest;

    /** A block that was found, and when each node got it. */
    private static final class Found {
        private final long at;
        private final int height;
        private final Set<Integer> nodes = new HashSet<>();
        private final List<Long> delays = new ArrayList<>();
        private double minersSeconds;

        Found(long at, int height) {
            this.at = at;
            this.height = height;
        }
    }

    Measurements(Timeline timeline, MiningShares shares) {
        this.timeline = timeline;
        this.shares = shares;
    }

    void mined(BlockHash hash, int height) {
        found.put(hash, new Found(timeline.micros(), height));
        rivals.merge(height, 1, Integer::sum);
    }

    void arrived(int node, BlockHash hash) {
        Found block = found.get(hash);
        if (block != null && block.nodes.add(node)) {
            block.delays.add(timeline.micros() - block.at);
            block.minersSeconds += shares.of(node) * (timeline.micros() - block.at) / 1e6;
        }
    }

    void reorganised(int depth) {
        reorganisations++;
        deepest = Math.max(deepest, depth);
    }

    int found() {
        return found.size();
    }

    SimulationReport report(
            long seed,
            Scenario scenario,
            Traffic traffic,
            long checks,
            EventCounts eventCounts,
            ChainState chain,
            Optional<SelfishMiner> selfishMiner) {
        int stale = 0;
        double minersSeconds = 0;
        int undisturbed = 0;
        List<Long> delays = new ArrayList<>();
        for (Map.Entry<BlockHash, Found> entry : found.entrySet()) {
            boolean active = chain.headers()
                    .get(entry.getKey())
                    .filter((HeaderNode node) -> chain.isActive(node))
                    .isPresent();
            if (!active) {
                stale++;
            } else {
                delays.addAll(entry.getValue().delays);
                if (rivals.getOrDefault(entry.getValue().height, 0) == 1) {
                    undisturbed++;
                    minersSeconds += entry.getValue().minersSeconds;
                }
            }
        }
        int stayed = found.size() - stale;
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        return new SimulationReport(
                seed,
                scenario.nodes(),
                timeline.micros() / 1e6,
                found.size(),
                stale,
                LongStream.of(sorted).average().orElse(0) / 1e6,
                undisturbed == 0 ? 0 : minersSeconds / undisturbed,
                percentile(sorted, 50),
                percentile(sorted, 90),
                percentile(sorted, 99),
                traffic.messages(),
                traffic.bytes(),
                traffic.messagesByType(),
                reorganisations,
                deepest,
                checks,
                eventCounts.counts(),
                chain.tip().height(),
                chain.tip().hash().toDisplay(),
                selfishMiner
                        .map(miner -> miner.result(scenario.selfish(), chain, stayed))
                        .orElse(SelfishResult.NONE));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
