package org.wonsi.lab.network;

import java.util.SplittableRandom;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * A connection: in each direction messages arrive in the order they were sent, each after what bandwidth, latency, jitter
 * and a loss now and then make of it. Messages on different links overtake each other freely.
 */
final class Link {
    private static final double RETRANSMISSION_SECONDS = 0.3;

    private final Timeline timeline;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final Traffic traffic;
    private final EventCounts eventCounts;
    private final Topology topology;
    private final Direction there;
    private final Direction back;
    private final double latencySeconds;
    private boolean open = true;
    private boolean silent;

    /** One direction of the link: until when its line is busy, and when its last message arrives, in microseconds. */
    private static final class Direction {
        private final Endpoint to;
        private final PeerId id;
        private long sentUntil;
        private long arrivedUntil;

        Direction(Endpoint to, PeerId id) {
            this.to = to;
            this.id = id;
        }
    }

    Link(
            SimulatedNetwork network,
            SplittableRandom random,
            Traffic traffic,
            Endpoint dialling,
            PeerId atDialling,
            Endpoint dialled,
            PeerId atDialled) {
        this.timeline = network.timeline();
        this.scenario = network.scenario();
        this.random = random;
        this.traffic = traffic;
        this.eventCounts = network.eventCounts();
        this.topology = network.topology();
        this.there = new Direction(dialled, atDialled);
        this.back = new Direction(dialling, atDialling);
        this.latencySeconds = scenario.latencyMillis() / 1_000 * (0.5 + random.nextDouble());
    }

    boolean isOpen() {
        return open;
    }

    Endpoint otherEnd(Endpoint end) {
        return end == there.to ? back.to : there.to;
    }

    /** Swallows everything from now on, as a cable that was pulled does; both ends learn of it by their time-outs. */
    void dropEverything() {
        silent = true;
    }

    void send(Endpoint from, Message message) {
        int bytes = MessageCodec.HEADER_SIZE + PayloadSize.of(message);
        traffic.count(message.command(), bytes);
        Direction direction = towards(from);
        deliver(direction, bytes, () -> direction.to.received(direction.id, message, bytes));
    }

    void sendGarbage(Endpoint from, boolean fatal) {
        Direction direction = towards(from);
        deliver(direction, 100, () -> direction.to.malformed(direction.id, fatal));
    }

    /** Does something once all that was sent from an end so far has left it. */
    void whenSent(Endpoint from, Runnable task) {
        timeline.at(Math.max(timeline.micros(), towards(from).sentUntil), () -> {
            if (open && !silent) {
                task.run();
            }
        });
    }

    private Direction towards(Endpoint from) {
        return from == there.to ? back : there;
    }

    private void deliver(Direction direction, int bytes, Runnable arrival) {
        if (!open || silent) {
            return;
        }
        long now = timeline.micros();
        if (direction.sentUntil > now) {
            eventCounts.count("link queue behind earlier bytes");
        }
        direction.sentUntil = Math.max(now, direction.sentUntil) + Math.round(bytes / scenario.bandwidth() * 1e6);
        double seconds = latencySeconds + random.nextDouble() * scenario.jitterMillis() / 1_000;
        if (random.nextDouble() < scenario.lossRate()) {
            seconds += RETRANSMISSION_SECONDS;
            eventCounts.count("link loss");
        }
        direction.arrivedUntil = Math.max(direction.arrivedUntil, direction.sentUntil + Math.round(seconds * 1e6));
        timeline.at(direction.arrivedUntil, () -> {
            if (open && !silent) {
                if (direction.to.wasOvertaken(now)) {
                    eventCounts.count("link overtaken by another");
                }
                arrival.run();
            }
        });
    }

    void close(String reason) {
        if (open) {
            open = false;
            topology.linkClosed();
            back.to.closed(back.id, reason);
            there.to.closed(there.id, reason);
        }
    }
}
