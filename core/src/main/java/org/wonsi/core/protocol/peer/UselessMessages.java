package org.wonsi.core.protocol.peer;

import java.time.Duration;
import java.time.Instant;

/**
 * Messages that lead to nothing: the second getaddr, an empty list, a type nobody knows, a pong to no ping. Each is harmless, and other
 * software sends one now and then; a flood of them takes the node's time from everybody else.
 *
 * <p>A connection may send {@link #AT_ONCE} of them, and {@link #PER_SECOND} a second in the long run; a peer that sends more
 * is dropped. Pings, which are answered, count a tenth.
 */
public final class UselessMessages {
    /** In a burst. */
    static final int AT_ONCE = 1_000;

    /** In the long run. */
    static final int PER_SECOND = 10;

    private static final int WEIGHT = 10;
    private static final long LIMIT = (long) AT_ONCE * WEIGHT;
    private static final long PER_MILLI_DIVISOR = 1_000 / (PER_SECOND * WEIGHT);

    private final Misbehaviour misbehaviour;
    private final PeerStates<Account> accounts = new PeerStates<>();

    /** The allowance that a peer has used, and until when it was paid back. */
    private static final class Account {
        private long used;
        private Instant paidBack;

        Account(Instant now) {
            paidBack = now;
        }
    }

    public UselessMessages(Misbehaviour misbehaviour) {
        this.misbehaviour = misbehaviour;
    }

    /** A message led to nothing. */
    public void count(Peer peer, String type, Instant now) {
        count(peer, type, WEIGHT, now);
    }

    /** A message was cheap to answer, but it is one. */
    public void countTenth(Peer peer, String type, Instant now) {
        count(peer, type, 1, now);
    }

    private void count(Peer peer, String type, int weight, Instant now) {
        Account account = accounts.get(peer);
        if (account == null) {
            account = new Account(now);
            accounts.put(peer, account);
        }
        payBack(account, now);
        account.used += weight;
        if (account.used > LIMIT) {
            misbehaviour.punish(peer, 100, "a flood of messages that lead to nothing, the last of type " + type, now);
        }
    }

    private static void payBack(Account account, Instant now) {
        long units = Duration.between(account.paidBack, now).toMillis() / PER_MILLI_DIVISOR;
        if (units > 0) {
            account.used = Math.max(0, account.used - units);
            account.paidBack = account.paidBack.plusMillis(units * PER_MILLI_DIVISOR);
        }
    }

    public void onClosed(Peer peer) {
        accounts.remove(peer);
    }
}
