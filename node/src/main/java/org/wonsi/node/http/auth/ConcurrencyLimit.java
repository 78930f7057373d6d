package org.wonsi.node.http.auth;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.wonsi.node.http.route.HttpProblemException;

/**
 * A limit on how many costly requests run at once: a few in all, and fewer from one address, so that nobody takes every
 * turn. This machine has more turns, so that the page on the projector is answered whatever the room asks.
 *
 * <p>Many visitors may share one address (a room behind one router); then they share its turns.
 */
public final class ConcurrencyLimit {
    private final String what;
    private final int atOnce;
    private final int ofOne;
    private final int keptForHere;
    private final Map<String, Integer> running = new HashMap<>();
    private int all;

    /**
     * A limit of so many in all, so many of one address, and more for this machine.
     *
     * @param what is done in them, after "this node is"
     * @param ofOne of one address; this machine may have them all, for projector, presenter's window and terminal are all there
     * @param keptForHere how many more than {@code atOnce} run if they are this machine's
     */
    public ConcurrencyLimit(String what, int atOnce, int ofOne, int keptForHere) {
        this.what = what;
        this.atOnce = atOnce;
        this.ofOne = ofOne;
        this.keptForHere = keptForHere;
    }

    /** The answer to a request for a turn. */
    public enum Turn {
        TAKEN,
        /** Others have them all. */
        NODE_BUSY,
        /** This address has its share. */
        ADDRESS_BUSY
    }

    /** The number that may run at once in all, without this machine's own share. */
    public int atOnce() {
        return atOnce;
    }

    /** The number of one address that may run at once. */
    public int ofOne() {
        return ofOne;
    }

    /** The work that is done in a turn. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Does it if there is a turn; else a problem, 429 or 503. */
    public void during(Context ctx, Work work) throws IOException {
        ClientAddress client = ClientAddress.of(ctx);
        switch (take(client)) {
            case TAKEN -> {
                try {
                    work.run();
                } finally {
                    release(client);
                }
            }
            case ADDRESS_BUSY ->
                throw later(ctx, 429, "this node is " + what + " for " + ofOne + " requests of your address already");
            case NODE_BUSY -> throw later(ctx, 503, "this node is " + what + " for " + atOnce + " requests already");
        }
    }

    private static HttpProblemException later(Context ctx, int status, String why) {
        ctx.header("Retry-After", "2");
        return HttpProblemException.of(status, why + "; ask again in a moment");
    }

    /** Takes a turn if one is free; the caller that got one calls {@link #release}. */
    public synchronized Turn take(ClientAddress client) {
        int own = running.getOrDefault(client.text(), 0);
        if (all >= (client.here() ? atOnce + keptForHere : atOnce)) {
            return Turn.NODE_BUSY;
        }
        if (!client.here() && own >= ofOne) {
            return Turn.ADDRESS_BUSY;
        }
        running.put(client.text(), own + 1);
        all++;
        return Turn.TAKEN;
    }

    /** The request of this address has been answered. */
    public synchronized void release(ClientAddress client) {
        running.computeIfPresent(client.text(), (a, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
