package org.wonsi.core.simulation.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.NetworkAddress;
import org.wonsi.core.protocol.NodeEvent;
import org.wonsi.core.protocol.PeerId;
import org.wonsi.core.protocol.Timeouts;
import org.wonsi.core.script.Script;

/**
 * A network of complete nodes that lives through a {@link Scenario}, from one seed.
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

    private static final double LINK_CHECK_SECONDS = 5;
    private static final double SETTLING_SECONDS = 400;
    private static final int LARGE = 50;

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
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<String, Instant> bans = new LinkedHashMap<>();
    private final Miners miners;
    private final Faults faults;
    private long nextPeer = 1;

    /** A connection that somebody wants to have, and has while {@code link} is open. */
    private static final class Wanted {
        private final Station from;
        private final SimulatedNode to;
        private List<Link> link = List.of();

        Wanted(Station from, SimulatedNode to) {
            this.from = from;
            this.to = to;
        }
    }

    /** Sets a network up; {@link #run} lets it live. */
    public SimulatedNetwork(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        long start = params.genesis().header().time() + 200L * 24 * 3600;
        this.timeline = new Timeline(Instant.ofEpochSecond(start));
        this.invariants = new Invariants(seed, scenario.nodes() > LARGE ? 1_000 : 1);
        this.measurements = new Measurements(timeline);
        for (int i = 0; i < scenario.nodes(); i++) {
            nodes.add(new SimulatedNode(i, params, this, random.split()));
        }
        this.miners = new Miners(this, random.split());
        this.faults = new Faults(this, random.split());
        layLinks();
        for (int i = 0; i < scenario.hostile(); i++) {
            HostilePeer peer = new HostilePeer(i, params, this, random.split());
            hostile.add(peer);
            for (int j = 0; j < 2; j++) {
                wanted.add(new Wanted(peer, nodes.get(random.nextInt(nodes.size()))));
            }
        }
    }

    private void layLinks() {
        for (int i = 1; i < nodes.size(); i++) {
            // The first link goes to an earlier node, so that all are connected.
            wanted.add(new Wanted(nodes.get(i), nodes.get(random.nextInt(i))));
            for (int j = 1; j < scenario.linksPerNode(); j++) {
                int other = random.nextInt(nodes.size());
                if (other != i) {
                    wanted.add(new Wanted(nodes.get(i), nodes.get(other)));
                }
            }
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
            miners.mineBase();
        }
        maintainLinks();
        tick(scenario.nodes() > LARGE ? 10 : 1);
        timeline.runUntil(timeline.micros() + 10_000_000L);
        traffic.reset();
        miners.start();
        faults.start();
        long end = timeline.micros() + Math.round(scenario.hours() * 3_600e6);
        timeline.runUntil(end);
        settle();
        return measurements.report(
                seed,
                scenario,
                traffic,
                invariants.checks(),
                nodes.get(0).node().chain());
    }

    private void tick(double seconds) {
        nodes.forEach(SimulatedNode::tick);
        timeline.after(seconds, () -> tick(seconds));
    }

    private void settle() {
        miners.stop();
        faults.stop();
        hostile.forEach(HostilePeer::retire);
        timeline.runUntil(timeline.micros() + Math.round(SETTLING_SECONDS * 1e6));
        // Branches of equal work are both right; one block more decides.
        miners.mineOn(best());
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

    // ------------------------------------------------------------------------------------------- links

    private void maintainLinks() {
        for (Wanted w : wanted) {
            boolean open = !w.link.isEmpty() && w.link.get(0).isOpen();
            if (!open && !faults.separates(w.from, w.to)) {
                w.link = connect(w.from, w.to);
            }
        }
        timeline.after(LINK_CHECK_SECONDS, this::maintainLinks);
    }

    private List<Link> connect(Station from, SimulatedNode to) {
        boolean fromRuns = !(from instanceof SimulatedNode node) || node.isRunning();
        boolean retired = from instanceof HostilePeer peer && peer.isRetired();
        if (!fromRuns || retired || !to.isRunning() || isBanned(to, from.address())) {
            return List.of();
        }
        PeerId atFrom = new PeerId(nextPeer++);
        PeerId atTo = new PeerId(nextPeer++);
        Link link = new Link(timeline, scenario, random.split(), traffic, from, atFrom, to, atTo);
        from.connected(link, atFrom, to.address(), false);
        to.connected(link, atTo, from.address(), true);
        return List.of(link);
    }

    /** Pulls or closes the links that a fault separates. */
    void separate(boolean silently) {
        for (Wanted w : wanted) {
            for (Link link : w.link) {
                if (link.isOpen() && faults.separates(w.from, w.to)) {
                    if (silently) {
                        link.fallSilent();
                    } else {
                        link.close("partition");
                    }
                }
            }
        }
    }

    boolean isBanned(SimulatedNode by, NetworkAddress address) {
        Instant until = bans.get(by.name() + "/" + address.host());
        return until != null && until.isAfter(now());
    }

    void ban(SimulatedNode by, NetworkAddress address, Instant until) {
        bans.put(by.name() + "/" + address.host(), until);
    }

    // ------------------------------------------------------------------------------------------- what happens

    void told(SimulatedNode node, NodeEvent event) {
        if (event instanceof NodeEvent.Reorg reorg) {
            measurements.reorganised(reorg.disconnected());
        } else if (event instanceof NodeEvent.PeerMisbehaved bad
                && bad.score() >= 100
                && node.peer(bad.peer()).isHonest()) {
            throw invariants.broken(
                    node, "drops honest " + node.peer(bad.peer()).name() + ": " + bad.reason());
        }
    }

    void mined(Block block) {
        measurements.mined(block.hash());
    }

    void arrived(SimulatedNode node, BlockHash hash) {
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

    Invariants invariants() {
        return invariants;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }
}
