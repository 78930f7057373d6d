package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.core.tx.Txid;

/** How long a node waits for what, and what it does then; a second before and a second after. */
class TimeoutsTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    /** Lets time pass second by second, with every ping answered. */
    private void pass(int seconds, Stranger... answering) {
        for (int i = 0; i < seconds; i++) {
            wire.tick(1);
            for (Stranger stranger : answering) {
                if (stranger.closed.isEmpty()) {
                    stranger.answerPings();
                }
            }
        }
    }

    private List<Block> blocks(int count) {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(busan.mine());
            wire.now = wire.now.plusSeconds(10);
        }
        return blocks;
    }

    private static Message.Headers headers(List<Block> blocks) {
        return new Message.Headers(blocks.stream().map(Block::header).toList());
    }

    @Test
    @DisplayName("who hasn't shaken hands within 20 seconds is dropped, whether it said version or nothing")
    void handshake() {
        Stranger silent = new Stranger(seoul, Stranger.address(1), true);
        Stranger halfway = new Stranger(seoul, Stranger.address(2), true);
        Stranger dialled = new Stranger(seoul, Stranger.address(3), false);
        halfway.say(Stranger.version(70_016));
        pass(20);
        assertThat(List.of(silent.closed, halfway.closed, dialled.closed)).allMatch(java.util.Optional::isEmpty);
        pass(1);
        assertThat(List.of(silent.closed, halfway.closed, dialled.closed))
                .allMatch(reason -> reason.orElse("").equals("no handshake within 20 s"));
    }

    @Test
    @DisplayName(
            "after 20 seconds without an answer to getheaders another peer is asked; four times leave a peer, five end it")
    void headers() {
        Stranger slow = Stranger.at(seoul, 1);
        Stranger next = Stranger.at(seoul, 2);
        assertThat(slow.score()).isZero();
        pass(20, slow, next);
        assertThat(slow.score()).isZero();
        assertThat(next.heard(Message.GetHeaders.class)).isEmpty();
        pass(1, slow, next);
        assertThat(slow.score()).isEqualTo(20);
        assertThat(next.heard(Message.GetHeaders.class)).hasSize(1);
        next.say(new Message.Headers(List.of()));
        for (int unanswered = 2; unanswered <= 4; unanswered++) {
            leaveUnanswered(slow, next);
            assertThat(slow.score()).isEqualTo(20 * unanswered);
        }
        assertThat(slow.closed).isEmpty();
        leaveUnanswered(slow, next);
        assertThat(slow.closed).contains("no headers within 20 s");
        assertThat(seoul.bans).extracting(Effect.Ban::address).containsExactly(Stranger.address(1));
        assertThat(next.closed).isEmpty();
    }

    /** Announces a block that the node doesn't know, and keeps its header from it. */
    private void leaveUnanswered(Stranger slow, Stranger next) {
        int score = slow.score();
        slow.heard.clear();
        slow.say(new Message.Inv(List.of(InventoryItem.of(new BlockHash(Hash256.ZERO)))));
        assertThat(slow.heard(Message.GetHeaders.class)).hasSize(1);
        pass(20, slow, next);
        assertThat(slow.score()).isEqualTo(score);
        pass(1, slow, next);
    }

    @Test
    @DisplayName(
            "a block that holds up the others is asked of another peer after 5 seconds, and three such end the connection")
    void stall() {
        List<Block> blocks = blocks(40);
        Stranger slow = Stranger.at(seoul, 1);
        slow.say(headers(blocks));
        assertThat(slow.asked()).hasSize(16);
        Stranger quick = Stranger.at(seoul, 2);
        quick.say(headers(blocks));
        InventoryItem first = InventoryItem.of(blocks.get(0).hash());
        pass(5, slow, quick);
        assertThat(quick.asked()).doesNotContain(first);
        pass(1, slow, quick);
        assertThat(quick.asked()).contains(first);
        assertThat(slow.closed).isEmpty();
        quick.say(new Message.BlockMessage(blocks.get(0)));
        pass(1, slow, quick);
        assertThat(quick.asked()).contains(InventoryItem.of(blocks.get(1).hash()));
        assertThat(slow.closed).isEmpty();
        quick.say(new Message.BlockMessage(blocks.get(1)));
        pass(1, slow, quick);
        assertThat(slow.closed).contains("stalls the download of blocks");
    }

    @Test
    @DisplayName("a block that nobody else has is waited for 60 seconds; then its peer is dropped")
    void block() {
        List<Block> blocks = blocks(1);
        Stranger slow = Stranger.at(seoul, 1);
        slow.say(headers(blocks));
        assertThat(slow.asked()).hasSize(1);
        pass(60, slow);
        assertThat(slow.closed).isEmpty();
        pass(1, slow);
        assertThat(slow.closed.orElse("")).endsWith("not delivered within 60 s");
    }

    @Test
    @DisplayName("a transaction is asked of the next that announced it after 15 seconds, or when the first is gone")
    void transaction() {
        InventoryItem item = InventoryItem.of(new Txid(Hash256.ZERO));
        InventoryItem another =
                InventoryItem.of(new Txid(wire.params.genesisHash().hash()));
        Stranger slow = Stranger.at(seoul, 1);
        Stranger second = Stranger.at(seoul, 2);
        Stranger third = Stranger.at(seoul, 3);
        for (Stranger stranger : List.of(slow, second, third)) {
            stranger.say(new Message.Inv(List.of(item)));
        }
        assertThat(slow.asked()).containsExactly(item);
        pass(15, slow, second, third);
        assertThat(second.asked()).isEmpty();
        pass(1, slow, second, third);
        assertThat(second.asked()).containsExactly(item);
        assertThat(third.asked()).isEmpty();
        second.hangUp();
        assertThat(third.asked()).containsExactly(item);
        third.say(new Message.NotFound(List.of(item)));
        slow.say(new Message.Inv(List.of(another)));
        assertThat(slow.asked()).containsExactly(item, another);
    }

    @Test
    @DisplayName(
            "three pings fit in the longest silence, and one is sent in two minutes; a pong has a minute, or as long as that")
    void silence() {
        assertThat(List.of(3, 30, 60, 61, 360, 361, 1_200))
                .extracting(seconds -> {
                    Timeouts timeouts = Timeouts.DEFAULT.withSilence(Duration.ofSeconds(seconds));
                    return List.of(
                            timeouts.pingInterval().toSeconds(),
                            timeouts.silence().toSeconds(),
                            timeouts.pong().toSeconds());
                })
                .containsExactly(
                        List.of(1L, 3L, 60L),
                        List.of(10L, 30L, 60L),
                        List.of(20L, 60L, 60L),
                        List.of(20L, 61L, 61L),
                        List.of(120L, 360L, 360L),
                        List.of(120L, 361L, 361L),
                        List.of(120L, 1_200L, 1_200L));
        assertThat(Timeouts.DEFAULT.withSilence(Duration.ofSeconds(30))).isEqualTo(Timeouts.DEFAULT);
        assertThat(Timeouts.DEFAULT.withHandshake(Duration.ofSeconds(7)).handshake())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("who says nothing but pongs may stay as long as it likes")
    void idle() {
        Stranger quiet = Stranger.at(seoul, 1);
        quiet.say(new Message.Headers(List.of()));
        pass(600, quiet);
        assertThat(quiet.closed).isEmpty();
    }
}
