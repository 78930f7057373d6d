package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Event;

/** What a node gives to whom asks, and how much at a time. */
class RequestServerTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    private static Message.GetHeaders one(BlockHash hash) {
        return new Message.GetHeaders(70_016, List.of(), hash);
    }

    private static Message.GetData ask(Block block) {
        return new Message.GetData(List.of(InventoryItem.of(block.hash())));
    }

    /** A stale block whose time is so long before the tip's, on a chain that is a block longer. */
    private Block stale(Duration age) {
        Block stale = seoul.mine(1).get(0);
        Wire.Station busan = wire.station("Busan");
        Block first = busan.mine();
        wire.now = Instant.ofEpochSecond(stale.header().time()).plus(age);
        Block second = busan.mine();
        seoul.perform(seoul.node.submitBlock(first, wire.now).effects());
        seoul.perform(seoul.node.submitBlock(second, wire.now).effects());
        assertThat(seoul.node.chain().tip().hash()).isEqualTo(second.hash());
        return stale;
    }

    @Test
    @DisplayName("a stale block is served until a second before it is a month old")
    void youngStaleBlock() {
        Block stale = stale(Duration.ofDays(30).minusSeconds(1));
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(ask(stale));
        stranger.say(one(stale.hash()));
        assertThat(stranger.heard)
                .containsExactly(new Message.BlockMessage(stale), new Message.Headers(List.of(stale.header())));
    }

    @Test
    @DisplayName("a month old, it isn't: by it the node could be recognised under any address")
    void oldStaleBlock() {
        Block stale = stale(Duration.ofDays(30));
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(ask(stale));
        stranger.say(one(stale.hash()));
        assertThat(stranger.heard).containsExactly(new Message.NotFound(List.of(InventoryItem.of(stale.hash()))));
    }

    @Test
    @DisplayName("nor is it when a month's worth of work has been done since: 4,320 blocks of ten minutes, not 4,319")
    void oldByWork() {
        Block stale = seoul.mine(1).get(0);
        Wire.Station busan = wire.station("Busan");
        List<Block> longer = new ArrayList<>();
        for (int i = 0; i < 4_321; i++) {
            longer.add(busan.mine());
            wire.now = wire.now.plusSeconds(1);
        }
        for (Block block : longer.subList(0, 4_320)) {
            seoul.perform(seoul.node.submitBlock(block, wire.now).effects());
        }
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(ask(stale));
        assertThat(stranger.heard).containsExactly(new Message.BlockMessage(stale));
        stranger.heard.clear();
        seoul.perform(seoul.node.submitBlock(longer.get(4_320), wire.now).effects());
        stranger.heard.clear();
        stranger.say(ask(stale));
        assertThat(stranger.heard).containsExactly(new Message.NotFound(List.of(InventoryItem.of(stale.hash()))));
    }

    @Test
    @DisplayName(
            "getheaders without a locator is answered for a block of the chain, not for a header alone, nor an unknown")
    void withoutLocator() {
        Block own = seoul.mine(1).get(0);
        Stranger stranger = Stranger.at(seoul, 1);
        BlockHeader announced = new Branches().on(own.header(), 1).get(0);
        stranger.say(new Message.Headers(List.of(announced)));
        stranger.heard.clear();
        stranger.say(one(announced.hash()));
        stranger.say(one(BlockHash.ZERO));
        assertThat(stranger.heard).isEmpty();
        stranger.say(one(own.hash()));
        assertThat(stranger.heard).containsExactly(new Message.Headers(List.of(own.header())));
    }

    @Test
    @DisplayName("an empty answer says that the peer has the tip, so the next block is announced by its header")
    void emptyAnswer() {
        Block tip = seoul.mine(2).get(1);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.SendHeaders());
        stranger.say(new Message.GetHeaders(70_016, List.of(tip.hash()), BlockHash.ZERO));
        assertThat(stranger.heard(Message.Headers.class)).containsExactly(new Message.Headers(List.of()));
        stranger.heard.clear();
        Block next = seoul.mine();
        assertThat(stranger.heard).containsExactly(new Message.Headers(List.of(next.header())));
    }

    @Test
    @DisplayName("of 40 blocks asked for at once 16 are sent, and the others when those have left, in order")
    void portions() {
        List<Block> blocks = seoul.mine(40);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.heard.clear();
        stranger.say(new Message.GetData(
                blocks.stream().map(b -> InventoryItem.of(b.hash())).toList()));
        assertThat(stranger.heard(Message.BlockMessage.class)).hasSize(16);
        seoul.handle(new Event.Sent(stranger.id));
        assertThat(stranger.heard(Message.BlockMessage.class)).hasSize(32);
        wire.run();
        assertThat(stranger.heard(Message.BlockMessage.class))
                .isEqualTo(blocks.stream().map(Message.BlockMessage::new).toList());
        stranger.say(ask(blocks.get(0)));
        assertThat(stranger.heard(Message.BlockMessage.class)).hasSize(41);
    }

    @Test
    @DisplayName("100,000 items may wait for a peer that doesn't read; one more, and it is dropped")
    void tooMany() {
        List<Block> blocks = seoul.mine(16);
        Stranger stranger = Stranger.at(seoul, 1);
        List<InventoryItem> items = new ArrayList<>();
        while (items.size() < 50_000) {
            items.add(InventoryItem.of(blocks.get(0).hash()));
        }
        Message.GetData question = new Message.GetData(items);
        stranger.say(question);
        stranger.say(question);
        stranger.say(new Message.GetData(items.subList(0, 16)));
        assertThat(stranger.closed).isEmpty();
        stranger.say(new Message.GetData(items.subList(0, 1)));
        assertThat(stranger.closed).contains("asks for more than 100000 blocks and transactions ahead of reading them");
    }

    @Test
    @DisplayName("a long answer that is on its way is life enough: the wait for a pong begins anew")
    void slowReader() {
        seoul.mine(20);
        Stranger stranger = Stranger.at(seoul, 1);
        pass(10);
        for (int i = 0; i < 10; i++) {
            pass(25);
            assertThat(stranger.closed).isEmpty();
            seoul.handle(new Event.Sent(stranger.id));
        }
        pass(60);
        assertThat(stranger.closed).isEmpty();
        pass(1);
        assertThat(stranger.closed).contains("no pong within 60 s");
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            wire.tick(1);
        }
    }

    @Test
    @DisplayName("a pong without a number, or with zero, ends the wait for it; one with another number doesn't")
    void pongs() {
        Stranger stranger = new Stranger(seoul, Stranger.address(1), true);
        stranger.say(Stranger.version(70_016));
        stranger.say(new Message.Verack());
        assertThat(waits()).isTrue();
        stranger.say(new Message.Pong(stranger.heard(Message.Ping.class).get(0).nonce() + 1));
        assertThat(waits()).isTrue();
        stranger.say(new Message.Unknown("pong", ByteString.EMPTY));
        assertThat(waits()).isFalse();
        wire.tick(10);
        assertThat(waits()).isTrue();
        stranger.say(new Message.Pong(0));
        assertThat(waits()).isFalse();
        assertThat(seoul.node.peers().get(0).ping().lastMicros()).isEmpty();
    }

    private boolean waits() {
        return seoul.node.peers().get(0).ping().waitingSinceMicros().isPresent();
    }
}
