package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.Submission;

/** The operator has a block fetched from one peer. */
class FetchBlockTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    private Optional<String> fetch(PeerId peer, BlockHash hash) {
        Submission<Optional<String>> answer = seoul.node.fetchBlock(peer, hash, wire.now);
        seoul.perform(answer.effects());
        return answer.result();
    }

    @Test
    @DisplayName("the named peer is asked, whoever was asked before; who was, isn't asked twice")
    void named() {
        Block block = wire.station("Busan").mine();
        InventoryItem item = InventoryItem.of(block.hash());
        Stranger first = Stranger.at(seoul, 1);
        Stranger second = Stranger.at(seoul, 2);
        first.say(new Message.Headers(List.of(block.header())));
        assertThat(first.asked()).containsExactly(item);
        assertThat(fetch(first.id, block.hash())).contains("Already requested from this peer");
        assertThat(fetch(second.id, block.hash())).isEmpty();
        assertThat(second.asked()).containsExactly(item);
        second.say(new Message.BlockMessage(block));
        assertThat(seoul.height()).isEqualTo(1);
        assertThat(fetch(first.id, block.hash())).contains("Block already downloaded");
    }

    @Test
    @DisplayName("a block without a known header and a peer that isn't there are refused")
    void refused() {
        Block block = wire.station("Busan").mine();
        Stranger peer = Stranger.at(seoul, 1);
        assertThat(fetch(peer.id, block.hash())).contains("Block header missing");
        assertThat(peer.asked()).isEmpty();
        peer.say(new Message.Headers(List.of(block.header())));
        assertThat(fetch(new PeerId(99), block.hash())).contains("Peer does not exist");
    }
}
