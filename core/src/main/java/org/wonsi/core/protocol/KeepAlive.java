package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerStates;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.core.protocol.peer.Timeouts;

/**
 * The pings of a node: it pings each peer at intervals, measures the round trip, and drops a peer that doesn't answer.
 *
 * <p>A node that was away itself drops nobody: after a laptop's sleep or a long reorganisation the answers lie in this node's
 * own queue, so every wait begins again.
 */
final class KeepAlive {
    /** Ticks come several times a second; so long without one, this node itself was away. */
    private static final Duration AWAY = Duration.ofSeconds(10);

    private final Timeouts timeouts;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final PeerStates<State> states = new PeerStates<>();
    private Instant lastTick = Instant.MIN;

    /** The ping that a peer owes an answer to, and what was measured. */
    private static final class State {
        private long nonce;
        private @Nullable Instant waitingSince;
        private Instant nextPing = Instant.MIN;
        private Instant began;
        private boolean ticked;
        private long lastMicros = -1;
        private long leastMicros = Long.MAX_VALUE;

        State(Instant now) {
            began = now;
        }
    }

    KeepAlive(Timeouts timeouts, Outbox outbox, RandomGenerator random) {
        this.timeouts = timeouts;
        this.outbox = outbox;
        this.random = random;
    }

    void onReady(Peer peer, Instant now) {
        State state = new State(now);
        states.put(peer, state);
        ping(peer, state, now);
    }

    void onPing(Peer peer, Message.Ping ping) {
        outbox.send(peer, new Message.Pong(ping.nonce()));
    }

    /** Whether the pong had to do with a ping. One with number 0 is a known fault of others, and ends the wait all the same. */
    boolean onPong(Peer peer, Message.Pong pong, Instant now) {
        State state = states.get(peer);
        if (state == null || state.waitingSince == null) {
            return false;
        }
        if (pong.nonce() == state.nonce) {
            state.lastMicros = Duration.between(state.waitingSince, now).toNanos() / 1_000;
            state.leastMicros = Math.min(state.leastMicros, state.lastMicros);
            state.waitingSince = null;
            return true;
        }
        if (pong.nonce() == 0) {
            state.waitingSince = null;
        }
        return pong.nonce() == 0;
    }

    /** A pong that is too short for a number ends the wait; nothing was measured. Whether there was one. */
    boolean onShortPong(Peer peer) {
        State state = states.get(peer);
        if (state == null || state.waitingSince == null) {
            return false;
        }
        state.waitingSince = null;
        return true;
    }

    /** What waited for a peer was sent, so its link is alive; the pong couldn't be sooner. */
    void onSent(Peer peer, Instant now) {
        State state = states.get(peer);
        peer.onReceived(now);
        if (state != null && state.waitingSince != null) {
            state.waitingSince = now;
        }
    }

    /** The clock was set by hand: that time passes for the peers too, and isn't this node's absence. */
    void onClockSet(Instant now) {
        lastTick = now;
        states.forEach(state -> state.began = now);
    }

    void onTick(Peer peer, Instant now) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        if (state.waitingSince != null) {
            // The last tick of those that came while there was this connection.
            Instant last = state.ticked ? lastTick : state.began;
            if (last.plus(AWAY).isBefore(now)) {
                state.waitingSince = now;
            }
            checkAlive(peer, state.waitingSince, now);
        } else if (!state.nextPing.isAfter(now)) {
            ping(peer, state, now);
        }
        state.ticked = true;
    }

    /** A tick is over, also one at which there was nothing to do. */
    void ticked(Instant now) {
        lastTick = now;
    }

    /** Whether this node was away since the last tick, so that every wait begins again. */
    boolean wasAway(Instant now) {
        return lastTick.plus(AWAY).isBefore(now);
    }

    void planTick(Peer peer, NextTick next) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        if (state.waitingSince == null) {
            next.at(state.nextPing);
        } else {
            next.at(state.waitingSince.plus(timeouts.silence()));
            next.at(state.waitingSince.plus(timeouts.pong()));
        }
    }

    /** A peer that is busy sends other things before its pong; one behind a dead link sends nothing. */
    private void checkAlive(Peer peer, Instant pinged, Instant now) {
        boolean silent = peer.lastReceived().isBefore(pinged);
        if (silent && pinged.plus(timeouts.silence()).isBefore(now)) {
            outbox.close(peer, "silent for " + timeouts.silence().getSeconds() + " s");
        } else if (pinged.plus(timeouts.pong()).isBefore(now)) {
            outbox.close(peer, "no pong within " + timeouts.pong().getSeconds() + " s");
        }
    }

    /** Pings at once, unless an answer is being waited for. */
    void pingNow(Peer peer, Instant now) {
        State state = states.get(peer);
        if (state != null && state.waitingSince == null) {
            ping(peer, state, now);
        }
    }

    /** What is known of the way there and back. */
    PeerSummary.Ping measured(Peer peer) {
        State state = states.get(peer);
        if (state == null) {
            return PeerSummary.Ping.UNKNOWN;
        }
        OptionalLong last = state.lastMicros < 0 ? OptionalLong.empty() : OptionalLong.of(state.lastMicros);
        OptionalLong least = state.lastMicros < 0 ? OptionalLong.empty() : OptionalLong.of(state.leastMicros);
        OptionalLong waiting = state.waitingSince == null
                ? OptionalLong.empty()
                : OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, state.waitingSince));
        return new PeerSummary.Ping(last, least, waiting);
    }

    void onClosed(Peer peer) {
        states.remove(peer);
    }

    private void ping(Peer peer, State state, Instant now) {
        if (!peer.speaks(VersionMessage.PONG_VERSION)) {
            // It would take the ping for a greeting that needs no answer.
            state.nextPing = Instant.MAX;
            return;
        }
        state.nonce = random.nextLong();
        state.waitingSince = now;
        state.nextPing = now.plus(timeouts.pingInterval());
        outbox.send(peer, new Message.Ping(state.nonce));
    }
}
