package org.wonsi.node.http.node;

import java.util.HashMap;
import java.util.Map;

/**
 * How many SQL questions run at once: a few in all, and fewer from one address, so that nobody takes every turn. This machine has one
 * turn more, so that the page on the projector is answered whatever the room asks.
 *
 * <p>Many visitors may share one address (a room behind one router); then they share its turns, which are over in two seconds each.
 */
final class SqlTurns {
    static final int AT_ONCE = 3;
    static final int AT_ONCE_OF_ONE = 2;

    /** What asking for a turn gives. */
    enum Turn {
        TAKEN,
        /** Others have them all. */
        NODE_BUSY,
        /** This address has its share. */
        ADDRESS_BUSY
    }

    private final Map<String, Integer> running = new HashMap<>();
    private int all;

    /** Takes a turn if one is free; whoever got one calls {@link #giveBack}. */
    synchronized Turn take(String address) {
        int own = running.getOrDefault(address, 0);
        if (own >= AT_ONCE_OF_ONE) {
            return Turn.ADDRESS_BUSY;
        }
        if (all >= (isThisMachine(address) ? AT_ONCE + 1 : AT_ONCE)) {
            return Turn.NODE_BUSY;
        }
        running.put(address, own + 1);
        all++;
        return Turn.TAKEN;
    }

    private static boolean isThisMachine(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    /** The question of this address has been answered. */
    synchronized void giveBack(String address) {
        running.computeIfPresent(address, (a, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
