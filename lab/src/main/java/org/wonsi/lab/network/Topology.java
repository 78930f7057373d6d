package org.wonsi.lab.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The connections of a simulated network: links told to be kept, links that nodes dial by themselves, bans and
 * partitions.
 *
 * <p>Links in the scenario are dialled again every few seconds, as an operator's are; those that nodes find by gossip
 * stand or fall by themselves. A cut link either closes, which both ends notice, or swallows everything, which they
 * notice by their time-outs only: real cables do both.
 */
final class Topology {
    private static final double LINK_CHECK_SECONDS = 5;
    private static final double DIAL_TIMEOUT_SECONDS = 5;

    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Traffic traffic;
    private final List<Wanted> wanted = new ArrayList<>();
    private final List<Dialled> dialled = new ArrayList<>();
    private final Map<String, Instant> bans = new HashMap<>();
    private final Map<NetworkAddress, Endpoint> listening = new HashMap<>();
    private Optional<EclipseAttacker> eclipseAttacker = Optional.empty();
    private long nextPeer = 1;

    /** Whether all that is wanted stood at the last look, and no link was closed since. */
    private boolean complete;

    /** A connection that somebody wants to have, and has while {@code link} is open. */
    private static final class Wanted {
        private final Endpoint from;
        private final SimulatedNode to;
        private List<Link> link = List.of();

        Wanted(Endpoint from, SimulatedNode to) {
            this.from = from;
            this.to = to;
        }

        boolean isOpen() {
            return !link.isEmpty() && link.get(0).isOpen();
        }
    }

    /** A connection that a node dialled by itself. */
    private record Dialled(Endpoint from, Endpoint to, Link link) {}

    Topology(SimulatedNetwork network, SplittableRandom random, Traffic traffic) {
        this.network = network;
        this.random = random;
        this.traffic = traffic;
    }

    void listen(SimulatedNode node) {
        listening.put(node.address(), node);
    }

    void keep(Endpoint from, SimulatedNode to) {
        wanted.add(new Wanted(from, to));
        complete = false;
    }

    void setEclipse(EclipseAttacker attacker) {
        eclipseAttacker = Optional.of(attacker);
    }

    /** Dials what is wanted and doesn't stand, now and every few seconds. */
    void maintain() {
        if (!complete) {
            complete = true;
            wanted.forEach(this::maintain);
            dialled.removeIf(d -> !d.link.isOpen());
        }
        network.timeline().after(LINK_CHECK_SECONDS, this::maintain);
    }

    private void maintain(Wanted w) {
        if (w.isOpen()) {
            return;
        }
        if (!network.faultInjector().separates(w.from, w.to)) {
            w.link = open(w.from, w.to).stream().toList();
        }
        complete &= w.isOpen();
    }

    /** A link was closed, by whomever. */
    void linkClosed() {
        complete = false;
    }

    /** Dials an address that a node found by itself. */
    void dial(SimulatedNode from, NetworkAddress address) {
        Optional<Endpoint> there = EclipseAttacker.owns(address)
                ? eclipseAttacker.map(attacker -> attacker.answering(address))
                : Optional.ofNullable(listening.get(address));
        boolean reachable =
                there.filter(to -> !network.faultInjector().separates(from, to)).isPresent()
                        && !isBanned(from, address);
        Optional<Link> link = reachable ? open(from, there.orElseThrow()) : Optional.empty();
        if (link.isPresent()) {
            dialled.add(new Dialled(from, there.orElseThrow(), link.get()));
        } else {
            network.eventCounts().count("dial in vain");
            network.timeline().after(DIAL_TIMEOUT_SECONDS, () -> from.dialFailed(address));
        }
    }

    /** Opens a link if both ends take it. */
    Optional<Link> open(Endpoint from, Endpoint to) {
        boolean banned = to instanceof SimulatedNode node && isBanned(node, from.address());
        if (!from.isRunning() || !to.isRunning() || banned) {
            return Optional.empty();
        }
        if (to instanceof SimulatedNode node && !node.hasFreeSlot()) {
            network.eventCounts().count("link refused, no inbound slot free");
            return Optional.empty();
        }
        PeerId atFrom = new PeerId(nextPeer++);
        PeerId atTo = new PeerId(nextPeer++);
        Link link = new Link(network, random.split(), traffic, from, atFrom, to, atTo);
        if (!from.connected(link, atFrom, to.address(), false)) {
            return Optional.empty();
        }
        to.connected(link, atTo, from.address(), true);
        return Optional.of(link);
    }

    /** Pulls or closes the links that a partition cuts. */
    void separate(boolean silently) {
        for (Wanted w : List.copyOf(wanted)) {
            w.link.forEach(link -> cut(w.from, w.to, link, silently));
        }
        for (Dialled d : List.copyOf(dialled)) {
            cut(d.from, d.to, d.link, silently);
        }
    }

    private void cut(Endpoint a, Endpoint b, Link link, boolean silently) {
        if (link.isOpen() && network.faultInjector().separates(a, b)) {
            if (silently) {
                link.dropEverything();
            } else {
                link.close("partition");
            }
        }
    }

    boolean isBanned(SimulatedNode by, NetworkAddress address) {
        Instant until = bans.get(by.name() + "/" + address.host());
        return until != null && until.isAfter(network.now());
    }

    void ban(SimulatedNode by, NetworkAddress address, Instant until) {
        network.eventCounts().count("peer banned");
        bans.put(by.name() + "/" + address.host(), until);
    }
}
