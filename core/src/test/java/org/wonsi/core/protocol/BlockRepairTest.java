package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.NodeEvent;

/** A block whose stored bytes are damaged comes from a peer again. */
class BlockRepairTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final List<Block> blocks = new ArrayList<>();

    private void mine(int count) {
        for (int i = 0; i < count; i++) {
            blocks.add(seoul.mine());
            wire.now = wire.now.plusSeconds(10);
        }
    }

    private Stranger knowingAll(int number) {
        Stranger stranger = Stranger.at(seoul, number);
        stranger.say(new Message.Headers(blocks.stream().map(Block::header).toList()));
        stranger.heard.clear();
        return stranger;
    }

    private void damaged(Block block) {
        seoul.perform(seoul.node.repair(block.hash(), wire.now));
    }

    private List<NodeEvent> restored() {
        return seoul.events.stream()
                .filter(NodeEvent.BlockRestored.class::isInstance)
                .toList();
    }

    @Test
    @DisplayName("a peer that has it is asked; the block it sends is written again, changes no tip, and is told once")
    void fromPeer() {
        mine(5);
        Stranger peer = knowingAll(1);
        damaged(blocks.get(2));
        damaged(blocks.get(2));
        assertThat(peer.asked()).containsExactly(InventoryItem.of(blocks.get(2).hash()));
        peer.say(new Message.BlockMessage(blocks.get(2)));
        assertThat(restored())
                .containsExactly(new NodeEvent.BlockRestored(
                        blocks.get(2).hash(),
                        3,
                        ((NodeEvent.BlockRestored) restored().get(0)).peer()));
        assertThat(seoul.height()).isEqualTo(5);
        assertThat(peer.score()).isZero();
        peer.say(new Message.BlockMessage(blocks.get(2)));
        assertThat(restored()).hasSize(1);
    }

    @Test
    @DisplayName(
            "one that answers notfound, is silent for 15 s or leaves gives way to the next; who never said it has it is last")
    void nextPeer() {
        mine(3);
        Stranger ignorant = Stranger.at(seoul, 9);
        Stranger first = knowingAll(1);
        Stranger second = knowingAll(2);
        Stranger third = knowingAll(3);
        Stranger fourth = knowingAll(4);
        InventoryItem item = InventoryItem.of(blocks.get(1).hash());
        damaged(blocks.get(1));
        assertThat(first.asked()).containsExactly(item);
        assertThat(second.asked()).isEmpty();
        first.say(new Message.NotFound(List.of(item)));
        assertThat(second.asked()).containsExactly(item);
        wire.tick(14);
        assertThat(third.asked()).isEmpty();
        wire.tick(1);
        assertThat(third.asked()).containsExactly(item);
        third.hangUp();
        assertThat(fourth.asked()).containsExactly(item);
        assertThat(ignorant.asked()).isEmpty();
        fourth.say(new Message.NotFound(List.of(item)));
        assertThat(ignorant.asked()).containsExactly(item);
        // Nobody is left: after a pause the first is asked again.
        first.heard.clear();
        ignorant.say(new Message.NotFound(List.of(item)));
        assertThat(first.asked()).isEmpty();
        wire.tick(16);
        wire.tick(1);
        assertThat(first.asked()).containsExactly(item);
    }

    @Test
    @DisplayName("a block of the right header and wrong transactions is no cure, and costs its sender the connection")
    void wrongBytes() {
        mine(3);
        Stranger liar = knowingAll(1);
        damaged(blocks.get(1));
        Block wrong = new Block(blocks.get(1).header(), blocks.get(0).transactions());
        liar.say(new Message.BlockMessage(wrong));
        assertThat(restored()).isEmpty();
        Stranger honest = knowingAll(2);
        wire.tick(15);
        assertThat(honest.asked()).contains(InventoryItem.of(blocks.get(1).hash()));
        honest.say(new Message.BlockMessage(blocks.get(1)));
        assertThat(restored()).hasSize(1);
    }

    @Test
    @DisplayName("four blocks are asked for at a time; what isn't stored is never asked for")
    void fourAtATime() {
        mine(6);
        Stranger peer = knowingAll(1);
        blocks.forEach(this::damaged);
        seoul.perform(seoul.node.repair(BlockHash.ZERO, wire.now));
        assertThat(peer.asked()).hasSize(4);
        peer.say(new Message.BlockMessage(blocks.get(0)));
        assertThat(peer.asked()).hasSize(5);
        blocks.forEach(block -> peer.say(new Message.BlockMessage(block)));
        assertThat(restored()).hasSize(6);
        BlockHeader unknown = blocks.get(5).header().withNonce(1_234_567);
        seoul.perform(seoul.node.repair(unknown.hash(), wire.now));
        assertThat(peer.asked()).hasSize(6);
    }
}
