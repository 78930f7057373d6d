package org.wonsi.node.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.protocol.peer.NodeEvent;

/**
 * The counts of what happened to one node's chain since it started; names and units after Prometheus' conventions.
 *
 * <p>Counting never waits, and any thread may read. The values of the label {@code reason} are the codes of {@link
 * RejectReason} and {@code other}, so strangers can't make them more.
 */
public final class ChainMetrics {
    private static final double NANOS = 1e9;

    private static final Set<String> REASONS =
            Arrays.stream(RejectReason.values()).map(RejectReason::code).collect(Collectors.toUnmodifiableSet());

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Counter connected = Counter.builder()
            .name("wonsi_blocks_connected_total")
            .help("Blocks that joined the active chain.")
            .register(registry);

    private final Counter disconnected = Counter.builder()
            .name("wonsi_blocks_disconnected_total")
            .help("Blocks that left the active chain.")
            .register(registry);

    private final Counter blocksRefused = Counter.builder()
            .name("wonsi_blocks_refused_total")
            .help("Blocks and headers that broke a rule, by the rule's code.")
            .labelNames("reason")
            .register(registry);

    private final Counter transactionsRefused = Counter.builder()
            .name("wonsi_transactions_refused_total")
            .help("Transactions of peers that weren't accepted, by the rule's code.")
            .labelNames("reason")
            .register(registry);

    private final Histogram reorganisations = Histogram.builder()
            .name("wonsi_reorg_depth_blocks")
            .help("Blocks that left the active chain in one reorganisation.")
            .classicOnly()
            .classicUpperBounds(1, 2, 3, 4, 5, 6, 10, 20, 50, 100)
            .register(registry);

    private final Histogram validation = Histogram.builder()
            .name("wonsi_block_validation_seconds")
            .help("Time of the chain thread for a block that joined the active chain: rules, scripts, coins.")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .register(registry);

    /** Counts what an event of the node says, if it is about blocks or refusals. */
    public void count(NodeEvent event) {
        if (event instanceof NodeEvent.BlockConnected) {
            connected.inc();
        } else if (event instanceof NodeEvent.BlockDisconnected) {
            disconnected.inc();
        } else if (event instanceof NodeEvent.BlockRefused refused) {
            blocksRefused.labelValues(label(refused.reason())).inc();
        } else if (event instanceof NodeEvent.TransactionRefused refused) {
            transactionsRefused.labelValues(label(refused.reason())).inc();
        } else if (event instanceof NodeEvent.Reorg reorg) {
            reorganisations.observe(reorg.disconnected());
        }
    }

    /** The rule's code of a reject string; the argument that some have is left out. */
    private static String label(String reason) {
        int argument = reason.indexOf('(');
        String code = argument < 0 ? reason : reason.substring(0, argument).strip();
        return REASONS.contains(code) ? code : "other";
    }

    /** Notes that so many blocks were connected in so many nanoseconds, of which each gets an equal part. */
    public void validated(long blocks, long nanos) {
        for (long block = 0; block < blocks; block++) {
            validation.observe(nanos / NANOS / blocks);
        }
    }

    /** The counts as they stand. */
    public MetricSnapshots scrape() {
        return registry.scrape();
    }
}
