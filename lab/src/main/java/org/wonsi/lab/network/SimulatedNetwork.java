package org.wonsi.lab.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.core.script.Script;
import org.wonsi.lab.mining.BlockFilling;
import org.wonsi.lab.mining.MiningShares;

/**
 * A network of complete nodes that runs one {@link Scenario} in virtual time, from one seed.
 *
 * <pre>
 *   Timeline: mine, pay, tick, fail ...  ->  SimulatedNode (FullNode)  ->  effects  ->  Link: delay  ->  Timeline
 *                                                   |
 *                                              Invariants
 * </pre>
 */
public final class SimulatedNetwork {
    /** Anybody can spend it: these payments are about consensus, not ownership. */
    static final Script ANYONE = new Script(ByteString.ofHex("51"));

    private static final double SETTLING_SECONDS = 400;
    private static final int LARGE = 50;
    private static final int PROGRESS_STEPS = 100;

    private final Scenario scenario;
    private final long seed;
    private final ChainParams params = ChainParams.regtest();
    private final SplittableRandom random;
    private final Timeline timeline;
    private final Traffic traffic = new Traffic();
    private final Invariants invariants;
    private final Measurements measurements;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<HostilePeer> hostile = new ArrayList<>();
    private final EventCounts eventCounts = new EventCounts();
    private final Topology topology;
    private final NetworkWatcher watcher;
    private final WorkloadGenerator workload;
    private final FaultInjector faultInjector;
    private final Optional<SelfishMiner> selfishMiner;
    private final BlockFilling filling;
    private boolean told;
    private boolean looksAtEverything;

    /** Sets a network up that nobody watches; {@link #run} lets it live. */
    public SimulatedNetwork(Scenario scenario, long seed) {
        this(scenario, seed, new NetworkWatcher() {});
    }

    /** Sets a network up; {@link #run} lets it live. */
    public SimulatedNetwork(Scenario scenario, long seed, NetworkWatcher watcher) {
        this.scenario = scenario;
        this.seed = seed;
        this.watcher = watcher;
        this.filling = new BlockFilling(scenario.blockBytes());
        this.random = new SplittableRandom(seed);
        long start = params.genesis().header().time() + 200L * 24 * 3600;
        this.timeline = new Timeline(Instant.ofEpochSecond(start), watcher::goesOn);
        this.invariants = new Invariants(seed, scenario.nodes() > LARGE ? 1_000 : 1);
        MiningShares shares = MiningShares.of(scenario.nodes(), scenario.largestShare());
        this.measurements = new Measurements(timeline, shares);
        this.topology = new Topology(this, random.split(), traffic);
        for (int i = 0; i < scenario.nodes(); i++) {
            SimulatedNode node = new SimulatedNode(i, params, this, random.split());
            nodes.add(node);
            topology.listen(node);
        }
        this.workload = new WorkloadGenerator(this, shares, random.split());
        this.faultInjector = new FaultInjector(this, random.split());
        layLinks();
        for (int i = 0; i < scenario.hostile(); i++) {
            HostilePeer peer = new HostilePeer(i, params, this, random.split());
            hostile.add(peer);
            for (int j = 0; j < 2; j++) {
                topology.keep(peer, nodes.get(random.nextInt(nodes.size())));
            }
        }
        selfishMiner = scenario.selfish() > 0 ? Optional.of(connectSelfishMiner()) : Optional.empty();
    }

    /** With links to so many nodes, which are chosen at random. */
    private SelfishMiner connectSelfishMiner() {
        SelfishMiner miner = new SelfishMiner(params, this, random.split());
        List<SimulatedNode> left = new ArrayList<>(nodes);
        for (int i = 0; i < Math.min(scenario.selfishLinks(), nodes.size()); i++) {
            topology.keep(miner, left.remove(random.nextInt(left.size())));
        }
        return miner;
    }

    /** Has each node look at everything at every tick, also where nothing is due: a test compares. */
    void lookAtEverything() {
        looksAtEverything = true;
    }

    boolean looksAtEverything() {
        return looksAtEverything;
    }

    private void layLinks() {
        for (int i = 1; i < nodes.size(); i++) {
            // The first link goes to an earlier node, so that all are connected.
            Set<SimulatedNode> others = new LinkedHashSet<>();
            others.add(nodes.get(random.nextInt(i)));
            for (int j = 1; j < scenario.linksPerNode(); j++) {
                int other = random.nextInt(nodes.size());
                // A node that dials a surrounded node finds no slot free.
                if (other != i && !(scenario.eclipse() == 1 && other == nodes.size() - 1)) {
                    others.add(nodes.get(other));
                }
            }
            layLinks(nodes.get(i), others);
        }
    }

    /** Links to keep; a surrounded node that can find others by itself only knows where they are. */
    private void layLinks(SimulatedNode node, Set<SimulatedNode> others) {
        boolean surrounded = scenario.eclipse() == 1 && node.number() == nodes.size() - 1;
        if (surrounded && scenario.outbound() > 0) {
            node.knows(others.stream()
                    .map(other -> new PeerAddress(now().getEpochSecond(), VersionMessage.NODE_NETWORK, other.address()))
                    .toList());
        } else {
            others.forEach(other -> topology.keep(node, other));
        }
    }

    /** The nodes' time-outs; in large networks fewer pings, which would be most of the messages. */
    Timeouts timeouts() {
        Timeouts t = Timeouts.DEFAULT;
        return scenario.nodes() <= LARGE
                ? t
                : new Timeouts(
                        t.handshake(),
                        Duration.ofMinutes(10),
                        t.silence(),
                        t.pong(),
                        t.headers(),
                        t.blockStall(),
                        t.block(),
                        t.transaction(),
                        t.ban());
    }

    // ------------------------------------------------------------------------------------------- running

    /**
     * Lives through the scenario, then stops all faults and lets the network settle.
     *
     * @throws IllegalStateException naming the seed, if an invariant breaks or the nodes don't agree in the end
     */
    public SimulationReport run() {
        if (scenario.paymentInterval() > 0) {
            workload.mineBase();
        }
        if (scenario.eclipse() == 1) {
            EclipseAttacker eclipseAttacker = new EclipseAttacker(nodes.get(nodes.size() - 1), this, random.split());
            topology.setEclipse(eclipseAttacker);
            eclipseAttacker.surround();
        }
        topology.maintain();
        tick(scenario.nodes() > LARGE ? 10 : 1);
        timeline.runUntil(timeline.micros() + 10_000_000L);
        traffic.reset();
        reportStart();
        workload.start();
        faultInjector.start();
        long start = timeline.micros();
        double micros = scenario.hours() * 3_600e6;
        for (int step = 1; step <= PROGRESS_STEPS; step++) {
            timeline.runUntil(start + Math.round(micros * step / PROGRESS_STEPS));
            watcher.onProgress((double) step / PROGRESS_STEPS, measurements.found());
        }
        settle();
        return measurements.report(
                seed,
                scenario,
                traffic,
                invariants.checks(),
                eventCounts,
                nodes.get(0).node().chain(),
                selfishMiner);
    }

    private void reportStart() {
        told = true;
        List<NetworkWatcher.Pair> links = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            for (Link link : node.links()) {
                if (link.otherEnd(node) instanceof SimulatedNode other && node.number() < other.number()) {
                    links.add(new NetworkWatcher.Pair(node.name(), other.name()));
                }
            }
        }
        List<String> names = nodes.stream().map(SimulatedNode::name).toList();
        watcher.onStarted(now(), names, links, nodes.get(0).node().chain());
    }

    private void tick(double seconds) {
        nodes.forEach(SimulatedNode::tick);
        timeline.after(seconds, () -> tick(seconds));
    }

    private void settle() {
        workload.stop();
        faultInjector.stop();
        hostile.forEach(HostilePeer::retire);
        selfishMiner.ifPresent(SelfishMiner::stop);
        timeline.runUntil(timeline.micros() + Math.round(SETTLING_SECONDS * 1e6));
        // Branches of equal work are both right; one block more decides.
        workload.mineOn(best());
        timeline.runUntil(timeline.micros() + Math.round(SETTLING_SECONDS * 1e6));
        HeaderNode expected = nodes.get(0).node().chain().tip();
        for (SimulatedNode node : nodes) {
            HeaderNode tip = node.node().chain().tip();
            if (!tip.hash().equals(expected.hash())) {
                throw invariants.broken(
                        node, "is at " + tip + " long after all faults have ended, node n0 at " + expected);
            }
            invariants.check(node);
        }
    }

    private SimulatedNode best() {
        SimulatedNode best = nodes.get(0);
        for (SimulatedNode node : nodes) {
            if (node.node()
                            .chain()
                            .tip()
                            .chainWork()
                            .compareTo(best.node().chain().tip().chainWork())
                    > 0) {
                best = node;
            }
        }
        return best;
    }

    // ------------------------------------------------------------------------------------------- what happens

    void onEvent(SimulatedNode node, NodeEvent event) {
        if (told) {
            watcher.onEvent(node.name(), now(), event);
        }
        if (event instanceof NodeEvent.Reorg reorg) {
            measurements.reorganised(reorg.disconnected());
        } else if (event instanceof NodeEvent.PeerMisbehaved bad
                && bad.score() >= 100
                && node.peer(bad.peer()).isHonest()) {
            throw invariants.broken(
                    node, "drops honest " + node.peer(bad.peer()).name() + ": " + bad.reason());
        }
    }

    void mined(Block block, int height) {
        measurements.mined(block.hash(), height);
    }

    void arrived(SimulatedNode node, Endpoint from, BlockHash hash) {
        if (told) {
            watcher.onBlockArrived(node.name(), from.name(), now(), hash);
        }
        measurements.arrived(node.number(), hash);
    }

    Instant now() {
        return timeline.now();
    }

    Timeline timeline() {
        return timeline;
    }

    Scenario scenario() {
        return scenario;
    }

    ChainParams params() {
        return params;
    }

    NetworkWatcher watcher() {
        return watcher;
    }

    BlockFilling filling() {
        return filling;
    }

    Optional<SelfishMiner> selfishMiner() {
        return selfishMiner;
    }

    EventCounts eventCounts() {
        return eventCounts;
    }

    Topology topology() {
        return topology;
    }

    FaultInjector faultInjector() {
        return faultInjector;
    }

    Invariants invariants() {
        return invariants;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }
}
