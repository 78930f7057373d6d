package org.wonsi.node.service.event;

import java.util.Optional;

/**
 * An event that happened to a node, as subscribers to {@code /events} see it.
 *
 * @param id counts up from 1 in one {@link EventLog}
 * @param time milliseconds since 1970 UTC
 * @param node the name of the node it happened to
 * @param body what happened; its components are the fields of the JSON object
 */
public record LoggedEvent(long id, long time, String node, Body body) {

    /** The body of an event: what happened. Hashes are in display form. */
    public sealed interface Body {
        /** The event's name in the stream of events. */
        String type();
    }

    /** A header whose work and place were checked; its block may follow. */
    public record Header(String hash, String prev, int height) implements Body {
        @Override
        public String type() {
            return "header";
        }
    }

    /** A block joined or left the active chain; {@code finder} is the name its miner wrote into the coinbase. */
    public record BlockChange(String hash, String prev, int height, String finder, int txCount, BlockMove change)
            implements Body {
        @Override
        public String type() {
            return "block";
        }
    }

    /** The direction in which a block went. */
    public enum BlockMove {
        CONNECTED,
        DISCONNECTED
    }

    /** The active chain moved to another branch. */
    public record Reorg(String from, String to, int forkHeight, int disconnected, int connected) implements Body {
        @Override
        public String type() {
            return "reorg";
        }
    }

    /** A transaction entered or left the mempool; {@code feeRate} in satoshis per virtual byte. */
    public record Tx(String txid, TxMove change, double feeRate, int vsize) implements Body {
        @Override
        public String type() {
            return "tx";
        }
    }

    /** The direction in which a transaction went. */
    public enum TxMove {
        ADDED,
        REMOVED
    }

    /** A connection opened (its handshake done) or closed; {@code peer} is the other node's name or address. */
    public record Peer(String peer, PeerMove change) implements Body {
        @Override
        public String type() {
            return "peer";
        }
    }

    /** The change of a connection. */
    public enum PeerMove {
        CONNECTED,
        DISCONNECTED
    }

    /** The progress of the search for the next block: {@code tries} since the last block, and the least hash among them. */
    public record Mining(double hashRate, long tries, Optional<String> bestHash) implements Body {
        @Override
        public String type() {
            return "mining";
        }
    }

    /** A protocol message passed a link; {@code id} is the block or transaction it speaks of, if it is one. */
    public record Message(String peer, Direction direction, String name, Optional<String> id, int count)
            implements Body {
        @Override
        public String type() {
            return "message";
        }
    }

    /** The direction in which a message went. */
    public enum Direction {
        SENT,
        RECEIVED
    }

    /** The node started, stopped, was cut from or joined to another, or its miner waits for the clock. */
    public record Status(String state, String detail) implements Body {
        @Override
        public String type() {
            return "status";
        }
    }

    /** A block that a peer or the user gave was refused; {@code reason} is Bitcoin Core's string for the rule it breaks. */
    public record Refused(String hash, String source, String reason, String detail) implements Body {
        @Override
        public String type() {
            return "refused";
        }
    }

    /** A vote of the room began, was revealed, or ended; {@code phase} is {@code open}, {@code revealed} or {@code none}. */
    public record Vote(long vote, String phase) implements Body {
        @Override
        public String type() {
            return "vote";
        }
    }

    /** The talk is elsewhere, or its answers, clock or picture changed; {@code version} is that of its state. */
    public record TalkMoved(long version) implements Body {
        @Override
        public String type() {
            return "talk";
        }
    }

    /** An experiment of the seminar has something new to show; {@code version} is that of its picture. */
    public record Lab(String experiment, long version) implements Body {
        @Override
        public String type() {
            return "lab";
        }
    }
}
