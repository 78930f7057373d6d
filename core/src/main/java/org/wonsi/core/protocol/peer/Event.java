package org.wonsi.core.protocol.peer;

import java.time.Duration;
import java.util.List;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;

/** An event from outside that happens to a node; handed to {@code FullNode.handle} with the time it happened. */
public sealed interface Event {

    /**
     * A connection stands; nothing was said on it yet.
     *
     * @param address the other end; of an inbound connection its port is not where it listens
     * @param inbound whether the other side dialled
     */
    record PeerConnected(PeerId peer, NetworkAddress address, boolean inbound, PeerKind kind) implements Event {
        /** With a node. */
        public PeerConnected(PeerId peer, NetworkAddress address, boolean inbound) {
            this(peer, address, inbound, PeerKind.NODE);
        }
    }

    /** A connection ended, whoever ended it; its id won't come again. */
    record PeerClosed(PeerId peer, String reason) implements Event {}

    /**
     * A message arrived.
     *
     * @param bytes its length on the wire, header included
     */
    record Received(PeerId peer, Message message, int bytes) implements Event {}

    /** Bytes arrived that are no message. */
    record ReceivedMalformed(PeerId peer, String command, String reason, Fault fault) implements Event {}

    /** The severity of bytes that are no message. */
    enum Fault {
        /** Checksum or name of the type are wrong: damaged on the way, perhaps; the message is left out. */
        FRAME,
        /** The payload isn't what the type says. */
        PAYLOAD,
        /** The stream can't be followed any further: another network's magic, a payload over the limit. */
        STREAM
    }

    /** What was sent to a peer before {@link Effect.ReportSent} has left; more may be sent. */
    record Sent(PeerId peer) implements Event {}

    /** A {@link Effect.Dial} came to nothing. */
    record DialFailed(NetworkAddress address) implements Event {}

    /** Addresses to try, from a discovery or the operator. */
    record AddressesLearned(List<PeerAddress> addresses) implements Event {
        public AddressesLearned {
            addresses = List.copyOf(addresses);
        }
    }

    /** What an earlier run of this node knew; see {@link Effect.SaveAddresses}. */
    record AddressesRestored(List<KnownAddress> addresses) implements Event {
        public AddressesRestored {
            addresses = List.copyOf(addresses);
        }
    }

    /** The operator cuts the node off from another: connections with it are closed, and refused until healed. */
    record LinkCut(String nodeName) implements Event {}

    /** The operator takes a cut back. */
    record LinkHealed(String nodeName) implements Event {}

    /** The operator wants the round trips measured now. */
    record PingAll() implements Event {}

    /** What is done every so many minutes is due so much earlier; for tests that drive a node (JSON-RPC mockscheduler). */
    record TimersForwarded(Duration by) implements Event {}

    /** The clock was set by hand a moment ago; for tests that drive a node (JSON-RPC setmocktime). */
    record ClockSet() implements Event {}

    /** Time has passed; comes about every 100 milliseconds to a second, and time-outs are noticed by it. */
    record Tick() implements Event {}
}
