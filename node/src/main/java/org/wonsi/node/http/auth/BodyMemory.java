package org.wonsi.node.http.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory that bodies of requests take until they are answered; one for all servers of a process.
 *
 * <p>Only bytes that are here count, not what was announced. An address has its share. When all is taken, the oldest unfinished
 * body of the address that holds most is given up, so that who begins many bodies loses his own. This machine has as much to itself
 * as all others together. The first {@value #FREE} bytes of a body count for nothing: a vote is always taken in.
 */
public final class BodyMemory {
    static final int FREE = 4_096;

    private final long all;
    private final long ofOne;
    private final Map<ClientAddress, Long> held = new HashMap<>();
    private final Set<Body> unfinished = new LinkedHashSet<>();

    /** A memory of so many bytes for all other machines, and for one address of them. */
    public BodyMemory(long all, long ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    /** The answer to a request for memory. */
    public enum Room {
        TAKEN,
        /** This address has its share. */
        ADDRESS_FULL,
        /** All is taken, by no address more than by this one. */
        NODE_FULL
    }

    /** A request's body on its way in. */
    public static final class Body {
        private final ClientAddress client;
        private final Runnable giveUp;
        private long bytes;

        private Body(ClientAddress client, Runnable giveUp) {
            this.client = client;
            this.giveUp = giveUp;
        }

        private long counted() {
            return Math.max(0, bytes - FREE);
        }
    }

    /** Begins one; {@code giveUp} ends its connection. */
    public synchronized Body open(ClientAddress client, Runnable giveUp) {
        Body body = new Body(client, giveUp);
        unfinished.add(body);
        return body;
    }

    /** Takes memory for bytes that have come. */
    public Room grow(Body body, int more) {
        List<Body> victims = new ArrayList<>();
        Room room = grow(body, more, victims);
        victims.forEach(victim -> victim.giveUp.run());
        return room;
    }

    private synchronized Room grow(Body body, int more, List<Body> victims) {
        long counted = Math.max(0, body.bytes + more - FREE) - body.counted();
        if (held.getOrDefault(body.client, 0L) + counted > (body.client.here() ? all : ofOne)) {
            return Room.ADDRESS_FULL;
        }
        while (!body.client.here() && heldByOthers() + counted > all) {
            Optional<Body> victim = victim(body);
            if (victim.isEmpty()) {
                return Room.NODE_FULL;
            }
            close(victim.get());
            victims.add(victim.get());
        }
        body.bytes += more;
        hold(body.client, counted);
        return Room.TAKEN;
    }

    private long heldByOthers() {
        return held.entrySet().stream()
                .filter(entry -> !entry.getKey().here())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The oldest unfinished body of the address that holds most, unless that is the asker's. */
    private Optional<Body> victim(Body asker) {
        return unfinished.stream()
                .filter(body -> !body.client.here() && body.counted() > 0)
                .map(body -> body.client)
                .max(Comparator.comparing(client -> held.getOrDefault(client, 0L)))
                .filter(most -> held.getOrDefault(most, 0L) > held.getOrDefault(asker.client, 0L))
                .flatMap(most -> unfinished.stream()
                        .filter(body -> body.client.equals(most) && body.counted() > 0)
                        .findFirst());
    }

    private void hold(ClientAddress client, long bytes) {
        held.merge(client, bytes, Long::sum);
        held.computeIfPresent(client, (c, sum) -> sum == 0 ? null : sum);
    }

    /** All of it is here; it stays in memory until it is closed, and isn't given up any more. */
    public synchronized void finish(Body body) {
        unfinished.remove(body);
    }

    /** The request has been answered, or won't be. */
    public synchronized void close(Body body) {
        unfinished.remove(body);
        hold(body.client, -body.counted());
        body.bytes = 0;
    }

    /** How many bytes an address holds, as they are counted. */
    synchronized long held(ClientAddress client) {
        return held.getOrDefault(client, 0L);
    }
}
