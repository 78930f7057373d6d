package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;

class PeerEventsTest {
    private static final PeerId PEER = new PeerId(3);
    private final RuntimeException fault = new IllegalStateException("a mistake of ours");

    private static Event.Received received(Message message) {
        return new Event.Received(PEER, message, 24);
    }

    @Test
    @DisplayName("A fault in a conversation is that peer's alone; one in what changes the chain is the node's")
    void reach() {
        assertThat(PeerEvents.faultOf(received(new Message.GetAddr()), fault)).hasValue(PEER);
        assertThat(PeerEvents.faultOf(received(new Message.GetAddr()), new StackOverflowError()))
                .hasValue(PEER);
        assertThat(PeerEvents.faultOf(received(new Message.Inv(List.of())), fault))
                .hasValue(PEER);
        Message block = new Message.BlockMessage(ChainParams.regtest().genesis());
        Message tx = new Message.TxMessage(
                ChainParams.regtest().genesis().transactions().get(0));
        assertThat(PeerEvents.faultOf(received(tx), fault)).hasValue(PEER);
        assertThat(PeerEvents.isTransaction(received(tx))).isTrue();
        assertThat(PeerEvents.isTransaction(received(block))).isFalse();
        for (Message message : List.of(block, new Message.Headers(List.of()))) {
            assertThat(PeerEvents.faultOf(received(message), fault)).isEmpty();
        }
        assertThat(PeerEvents.faultOf(new Event.Tick(), fault)).isEmpty();
        assertThat(PeerEvents.faultOf(new Event.PeerClosed(PEER, "gone"), fault))
                .isEmpty();
        assertThat(PeerEvents.faultOf(
                        received(new Message.GetAddr()), new UncheckedIOException(new IOException("disk"))))
                .isEmpty();
    }

    @Test
    @DisplayName("Events are told apart by kind, and the name of an unknown message stays out of it")
    void kinds() {
        assertThat(PeerEvents.kind(received(new Message.GetAddr()))).isEqualTo("message getaddr");
        assertThat(PeerEvents.kind(received(new Message.Unknown("<b>evil", ByteString.EMPTY))))
                .isEqualTo("message of an unknown type");
        assertThat(PeerEvents.kind(new Event.Tick())).isEqualTo("tick");
        assertThat(PeerEvents.peer(new Event.Tick())).isEmpty();
        assertThat(PeerEvents.peer(new Event.PeerClosed(PEER, "gone"))).hasValue(PEER);
    }
}
