package org.wonsi.core.protocol.peer;

import java.time.Instant;

/**
 * The time from which on a tick has something to do: the earliest that the protocol's machines name, each for itself.
 *
 * <p>They name it for the case that nothing else happens before. Whatever does happen, a message or a block of this node's own,
 * may change what they would say, and they are asked again.
 */
public final class NextTick {
    private Instant time = Instant.MAX;

    /** Something may have to be done from this time on; too early is harmless, too late is a mistake. */
    public void at(Instant due) {
        if (due.isBefore(time)) {
            time = due;
        }
    }

    /** Something may have to be done at each tick. */
    public void always() {
        time = Instant.MIN;
    }

    /** The earliest of all; {@link Instant#MAX} if there is none. */
    public Instant time() {
        return time;
    }
}
