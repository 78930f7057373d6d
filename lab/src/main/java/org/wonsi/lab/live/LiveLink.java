package org.wonsi.lab.live;

import org.wonsi.core.protocol.peer.PeerId;

/**
 * A link between two nodes: joined, so that there is to be a connection on it, or cut by hand.
 *
 * <p>A connection has a number at each of its ends. A new one has new numbers, so that what was on its way when the link was cut
 * reaches nobody.
 */
public final class LiveLink {
    private final LiveNode a;
    private final LiveNode b;
    private boolean joined = true;
    private boolean open;
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

    /** Whether there is to be a connection: nobody has cut it. */
    public boolean isJoined() {
        return joined;
    }

    void setJoined(boolean wanted) {
        joined = wanted;
    }

    /** Whether a connection stands. */
    boolean isOpen() {
        return open;
    }

    void open(PeerId numberAtA, PeerId numberAtB) {
        open = true;
        atA = numberAtA;
        atB = numberAtB;
        busyUntilA = 0;
        busyUntilB = 0;
    }

    void close() {
        open = false;
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
