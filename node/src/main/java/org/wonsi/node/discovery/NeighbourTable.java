package org.wonsi.node.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wonsi.node.service.Announcement;
import org.wonsi.node.service.Neighbour;

/**
 * A table of the nodes known from their announcements, and of when each is to be dialled. Not for more than one thread.
 *
 * <p>Two nodes find each other at the same time. The one with the smaller id dials at once, the other only some seconds
 * later if there is still no connection, so that a pair gets one connection and not two.
 */
final class NeighbourTable {
    /** Nodes remembered; a flood of announcements finds no more room than this. */
    static final int LIMIT = 64;

    /** With so many connected neighbours, no more are dialled: gossip tells of the rest. */
    static final int CONNECTIONS = 8;

    static final Duration DIAL_DELAY = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    private final Announcement own;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** A neighbour, and when it is to be dialled next. */
    private static final class Known {
        private Neighbour neighbour;
        private Instant nextDial;
        private Duration pause = FIRST_RETRY;

        Known(Neighbour neighbour, Instant nextDial) {
            this.neighbour = neighbour;
            this.nextDial = nextDial;
        }
    }

    /** The outcome of an announcement. */
    enum Answer {
        NEW,
        KNOWN,
        SELF,
        OTHER_CHAIN,
        NO_ROOM
    }

    NeighbourTable(Announcement own) {
        this.own = own;
    }

    /** Takes an announcement in; {@code service} is the name under which it will be taken back. */
    Answer found(String service, Neighbour neighbour, Instant now) {
        Announcement theirs = neighbour.announcement();
        if (theirs.id().equals(own.id())) {
            return Answer.SELF;
        }
        if (!theirs.isOn(own)) {
            return Answer.OTHER_CHAIN;
        }
        Known old = known.get(service);
        if (old != null) {
            old.neighbour = neighbour;
            return Answer.KNOWN;
        }
        if (known.values().stream()
                .anyMatch(k -> k.neighbour.announcement().id().equals(theirs.id()))) {
            // On two networks at once, or twice on one: one way to it is enough.
            return Answer.KNOWN;
        }
        if (known.size() >= LIMIT) {
            return Answer.NO_ROOM;
        }
        boolean itsTurn = own.id().compareTo(theirs.id()) > 0;
        known.put(service, new Known(neighbour, itsTurn ? now.plus(DIAL_DELAY) : now));
        return Answer.NEW;
    }

    /** It said goodbye, or its announcement expired. */
    Optional<Neighbour> lost(String service) {
        return Optional.ofNullable(known.remove(service)).map(gone -> gone.neighbour);
    }

    /** All, in the order of finding. */
    List<Neighbour> all() {
        return known.values().stream().map(k -> k.neighbour).toList();
    }

    /** Whom to dial now; each is then left alone for a pause that doubles. */
    List<Neighbour> due(Predicate<Neighbour> connected, Predicate<Neighbour> unwanted, Instant now) {
        Set<Known> standing = new HashSet<>();
        known.values().stream().filter(k -> connected.test(k.neighbour)).forEach(standing::add);
        List<Neighbour> due = new ArrayList<>();
        for (Known candidate : known.values()) {
            if (standing.contains(candidate)) {
                candidate.pause = FIRST_RETRY;
            } else if (standing.size() + due.size() < CONNECTIONS
                    && !candidate.nextDial.isAfter(now)
                    && !unwanted.test(candidate.neighbour)) {
                due.add(candidate.neighbour);
                candidate.nextDial = now.plus(candidate.pause);
                Duration doubled = candidate.pause.multipliedBy(2);
                candidate.pause = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
            }
        }
        return due;
    }
}
