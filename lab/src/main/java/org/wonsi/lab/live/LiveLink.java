package org.wonsi.lab.live;

import org.wonsi.core.protocol.peer.PeerId;

/**
 * A link between two nodes: joined, with a connection on it, or cut.
 *
 * <p>A connection has a number at each of its ends. A new one has new numbers, so that what was on its way when the link was cut
 * reaches nobody.
 */
public final class LiveLink {
    private final LiveNode a;
    private final LiveNode b;
    private boolean joined;
    private PeerId atA = new PeerId(0);
    private PeerId atB = new PeerId(0);
    private long busyUntilA;
    private long busyUntilB;

    LiveLink(LiveNode a, LiveNode b) {
        this.a = a;
        this.b = b;
    }

    /** The end that dials. */
    public LiveNode a() {
        return a;
    }

    /** The end that is dialled. */
    public LiveNode b() {
        return b;
    }

    /** Whether a connection stands on it. */
    public boolean isJoined() {
        return joined;
    }

    void join(PeerId numberAtA, PeerId numberAtB) {
        joined = true;
        atA = numberAtA;
        atB = numberAtB;
        busyUntilA = 0;
        busyUntilB = 0;
    }

    void cut() {
        joined = false;
    }

    LiveNode otherEnd(LiveNode end) {
        return end == a ? b : a;
    }

    PeerId numberAt(LiveNode end) {
        return end == a ? atA : atB;
    }

    /** When a message arrives at an end that would take until {@code micros}: never before one that was sent earlier. */
    long arrival(LiveNode end, long micros) {
        if (end == a) {
            busyUntilA = Math.max(busyUntilA, micros);
            return busyUntilA;
        }
        busyUntilB = Math.max(busyUntilB, micros);
        return busyUntilB;
    }
}
