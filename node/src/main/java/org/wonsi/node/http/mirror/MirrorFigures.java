package org.wonsi.node.http.mirror;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.DoubleSupplier;

/** The figures of a mirror's server for {@code /metrics}. */
public final class MirrorFigures {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /** Of this chain. */
    public MirrorFigures(MirroredChain chain) {
        gauge("wonsi_chain_height_blocks", "Height of the active chain.", chain::height);
        gauge(
                "wonsi_mempool_transactions",
                "Transactions that wait.",
                () -> chain.waiting().size());
        gauge(
                "wonsi_mirror_age_seconds",
                "Time since the mirror was as the node's chain was.",
                () -> chain.seen().isEmpty()
                        ? Double.POSITIVE_INFINITY
                        : chain.age().toMillis() / 1e3);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(answer -> answer.call(value.getAsDouble()))
                .register(registry);
    }

    /** As they stand. */
    public MetricSnapshots scrape() {
        return registry.scrape();
    }
}
