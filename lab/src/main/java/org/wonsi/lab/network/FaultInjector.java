package org.wonsi.lab.network;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An injector of faults: it cuts the network in two and crashes nodes at random times, and ends each fault after a while.
 */
final class FaultInjector {
    private static final double DOWN_SECONDS = 30;
    private static final double DISK_SURVIVES = 0.75;

    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Set<Endpoint> isolated = new HashSet<>();
    private boolean stopped;

    FaultInjector(SimulatedNetwork network, SplittableRandom random) {
        this.network = network;
        this.random = random;
    }

    void start() {
        if (network.scenario().partitionInterval() > 0) {
            network.timeline()
                    .after(RandomDraws.exponential(random, network.scenario().partitionInterval()), this::partition);
        }
        if (network.scenario().crashInterval() > 0) {
            network.timeline()
                    .after(RandomDraws.exponential(random, network.scenario().crashInterval()), this::crash);
        }
    }

    void stop() {
        stopped = true;
        isolated.clear();
    }

    /** Whether a partition lies between two nodes now. */
    boolean separates(Endpoint a, Endpoint b) {
        return isolated.contains(a) != isolated.contains(b);
    }

    private void partition() {
        if (stopped) {
            return;
        }
        for (SimulatedNode node : network.nodes()) {
            if (random.nextBoolean()) {
                isolated.add(node);
            }
        }
        boolean silently = random.nextBoolean();
        network.eventCounts().count(silently ? "fault partition, links silent" : "fault partition, links closed");
        network.topology().separate(silently);
        double interval = network.scenario().partitionInterval();
        network.timeline().after(RandomDraws.exponential(random, interval / 2), () -> {
            isolated.clear();
            network.timeline().after(RandomDraws.exponential(random, interval), this::partition);
        });
    }

    private void crash() {
        if (stopped) {
            return;
        }
        SimulatedNode node = network.nodes().get(random.nextInt(network.nodes().size()));
        if (node.isRunning()) {
            boolean diskSurvives = random.nextDouble() < DISK_SURVIVES;
            network.eventCounts().count(diskSurvives ? "fault crash" : "fault crash without its disk");
            node.crash(diskSurvives);
            network.timeline().after(RandomDraws.exponential(random, DOWN_SECONDS), node::restart);
        }
        network.timeline()
                .after(RandomDraws.exponential(random, network.scenario().crashInterval()), this::crash);
    }
}
