package org.wonsi.node.http.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.DoubleSupplier;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.node.platform.Version;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PeerStatus;

/** The figures that a node is asked for when Prometheus asks: nothing of it is kept, and nothing waits for the chain thread. */
final class NodeFigures {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    NodeFigures(NodeService node) {
        Info.builder()
                .name("wonsi_node_info")
                .help("Name, network and version of the node; always 1.")
                .labelNames("name", "network", "version")
                .register(registry)
                .addLabelValues(node.name(), node.params().network().id(), Version.release());
        chain(node);
        mempool(node);
        network(node);
        gauge(
                "wonsi_miner_hashes_per_second",
                "Tries of the miner a second; 0 while it rests.",
                () -> node.miner().status().hashRate());
        gauge(
                "wonsi_database_bytes",
                "Bytes of the database on the disk, with its log.",
                () -> node.queries().sizeOnDisk());
    }

    private void chain(NodeService node) {
        gauge(
                "wonsi_chain_height_blocks",
                "Height of the active chain.",
                () -> node.snapshot().tip().height());
        gauge(
                "wonsi_chain_headers_height_blocks",
                "Height of the header with the most work; its block may be missing still.",
                () -> node.snapshot().bestHeader().height());
        gauge(
                "wonsi_chain_tip_timestamp_seconds",
                "Time in the header of the active chain's last block.",
                () -> node.snapshot().tip().header().time());
        gauge(
                "wonsi_chain_thread_waiting_tasks",
                "Tasks that wait for the thread that owns the chain.",
                () -> node.load().waiting());
    }

    private void mempool(NodeService node) {
        gauge(
                "wonsi_mempool_transactions",
                "Transactions that wait.",
                () -> node.snapshot().mempool().size());
        gauge(
                "wonsi_mempool_bytes",
                "Bytes of the transactions that wait.",
                () -> node.snapshot().mempool().stream()
                        .mapToLong(MempoolEntry::size)
                        .sum());
    }

    private void network(NodeService node) {
        GaugeWithCallback.builder()
                .name("wonsi_peers")
                .help("Connections with other nodes, by who dialled.")
                .labelNames("direction")
                .callback(answer -> {
                    var peers = node.peers().list();
                    double inbound = peers.stream().filter(PeerStatus::inbound).count();
                    answer.call(inbound, "inbound");
                    answer.call(peers.size() - inbound, "outbound");
                })
                .register(registry);
        counter(
                "wonsi_p2p_received_bytes_total",
                "Bytes that came from other nodes.",
                () -> node.peers().totals().received());
        counter(
                "wonsi_p2p_sent_bytes_total",
                "Bytes that went to other nodes.",
                () -> node.peers().totals().sent());
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(answer -> answer.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(answer -> answer.call(value.getAsDouble()))
                .register(registry);
    }

    MetricSnapshots scrape() {
        return registry.scrape();
    }
}
