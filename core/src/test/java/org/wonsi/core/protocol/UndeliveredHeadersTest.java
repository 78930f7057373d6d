package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.sync.HeaderDrop;

/** Headers are cheap where the network makes work easy: how many a node bears whose blocks don't come. */
class UndeliveredHeadersTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final Branches branches = new Branches();

    private BlockHeader genesis() {
        return wire.params.genesis().header();
    }

    private static void tell(Stranger stranger, List<BlockHeader> headers) {
        Branches.messages(headers).forEach(stranger::say);
    }

    /** Each header of a branch is a second later than the one before, and none may be from the future. */
    private void muchLater() {
        wire.now = wire.now.plusSeconds(60_000);
    }

    private int known() {
        return seoul.node.undeliveredHeaders();
    }

    /** Lets so much time pass that what was given up is forgotten: at most 60,000 headers, 2,000 with each tick. */
    private void forgetAll() {
        for (int i = 0; i < 30; i++) {
            wire.tick(0);
        }
    }

    @Test
    @DisplayName(
            "20,000 headers on top of the tip are taken from one peer; one more, and it is banned, and they go bit by bit")
    void onTop() {
        seoul.mine();
        muchLater();
        Stranger flooder = Stranger.at(seoul, 1);
        BlockHeader tip = seoul.node.chain().tip().header();
        tell(flooder, branches.on(tip, 20_000));
        assertThat(flooder.closed).isEmpty();
        assertThat(known()).isEqualTo(20_000);
        assertThat(seoul.node.chain().bestHeader().height()).isEqualTo(20_001);

        tell(flooder, branches.on(tip, 1));
        assertThat(flooder.closed).contains("more than 20000 headers without their blocks");
        assertThat(seoul.bans).extracting(Effect.Ban::address).containsExactly(Stranger.address(1));
        assertThat(known()).isEqualTo(18_001);
        for (int turn = 1; turn <= 9; turn++) {
            wire.tick(0);
            assertThat(known()).isEqualTo(18_001 - 2_000 * turn);
            assertThat(seoul.node.chain().bestHeader().height()).isLessThanOrEqualTo(1 + known());
        }
        assertThat(known()).isEqualTo(1);
        wire.tick(0);
        assertThat(known()).isZero();
        assertThat(seoul.node.chain().headers().size()).isEqualTo(2);
        assertThat(seoul.node.chain().bestHeader().height()).isEqualTo(1);
        assertThat(seoul.node.blocksInFlight()).isZero();
    }

    @Test
    @DisplayName("one header told amid a branch that is being forgotten keeps none of it alive, whoever told the parts")
    void toldAmid() {
        seoul.mine();
        muchLater();
        Stranger flooder = Stranger.at(seoul, 1);
        Stranger second = Stranger.at(seoul, 2);
        Stranger third = Stranger.at(seoul, 3);
        BlockHeader tip = seoul.node.chain().tip().header();
        List<BlockHeader> below = branches.on(tip, 18_000);
        tell(flooder, below);
        List<BlockHeader> above = branches.on(below.get(17_999), 5_000);
        tell(second, above);
        tell(flooder, branches.on(tip, 2_000));
        tell(flooder, branches.on(tip, 1));
        assertThat(flooder.closed).contains("more than 20000 headers without their blocks");
        // The 2,001 go first; then the end of the branch is looked for, which takes more than one tick, and found.
        wire.tick(0);
        wire.tick(0);
        assertThat(known()).isEqualTo(21_000);
        tell(third, branches.on(above.get(999), 1));
        forgetAll();
        assertThat(known()).isZero();
        assertThat(seoul.node.chain().headers().size()).isEqualTo(2);
    }

    @Test
    @DisplayName("branches with less work than the tip count the same; those known already don't count again")
    void weakBranches() {
        for (int i = 0; i < 60; i++) {
            seoul.mine();
            wire.now = wire.now.plusSeconds(10);
        }
        Stranger flooder = Stranger.at(seoul, 1);
        List<BlockHeader> last = branches.on(genesis(), 58);
        for (int i = 0; i < 338; i++) {
            tell(flooder, branches.on(genesis(), 59));
        }
        tell(flooder, last);
        tell(flooder, last);
        // 338 times 59 and 58: 20,000.
        assertThat(known()).isEqualTo(20_000);
        assertThat(flooder.closed).isEmpty();
        Stranger other = Stranger.at(seoul, 2);
        tell(other, branches.on(genesis(), 1));
        assertThat(other.closed).as("each address has a count of its own").isEmpty();
        tell(flooder, branches.on(genesis(), 1));
        assertThat(flooder.closed).contains("more than 20000 headers without their blocks");
        forgetAll();
        assertThat(known()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "an address has 40,000 over its connections; what those that ended left goes first, no neighbour is lost")
    void perAddress() {
        muchLater();
        for (int i = 0; i < 2; i++) {
            Stranger gone = Stranger.at(seoul, 1);
            tell(gone, branches.on(genesis(), 19_000));
            gone.hangUp();
        }
        Stranger neighbour = Stranger.at(seoul, 1);
        tell(neighbour, branches.on(genesis(), 2_000));
        assertThat(known()).isEqualTo(40_000);
        tell(neighbour, branches.on(genesis(), 1));
        assertThat(known()).isEqualTo(38_001);
        // What is on its way out isn't counted again: nobody else is given up for it.
        tell(neighbour, branches.on(genesis(), 1));
        assertThat(known()).isEqualTo(36_002);
        forgetAll();
        assertThat(known()).isEqualTo(21_002);
        assertThat(neighbour.closed).isEmpty();
        assertThat(seoul.bans).isEmpty();
    }

    @Test
    @DisplayName("of connections that stand the one that never delivered a block loses itself")
    void worstConnection() {
        Wire.Station busan = wire.station("Busan");
        Block block = busan.mine();
        muchLater();
        Stranger honest = Stranger.at(seoul, 1);
        honest.say(new Message.Headers(List.of(block.header())));
        honest.say(new Message.BlockMessage(block));
        Stranger flooder = Stranger.at(seoul, 1);
        Stranger second = Stranger.at(seoul, 1);
        tell(honest, branches.on(block.header(), 19_000));
        tell(flooder, branches.on(block.header(), 12_000));
        tell(second, branches.on(block.header(), 9_000));
        assertThat(known()).isEqualTo(40_000);
        tell(second, branches.on(block.header(), 1));
        assertThat(flooder.closed)
                .contains("told of headers without their blocks, and room for headers of its address is needed");
        assertThat(honest.closed).isEmpty();
        assertThat(second.closed).isEmpty();
        forgetAll();
        assertThat(known()).isEqualTo(28_001);
    }

    @Test
    @DisplayName("60,000 are known in all; one more, and the address with the most loses some")
    void inAll() {
        muchLater();
        List<Stranger> strangers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Stranger stranger = Stranger.at(seoul, i);
            strangers.add(stranger);
            tell(stranger, branches.on(genesis(), i == 1 ? 18_000 : 14_000));
        }
        assertThat(known()).isEqualTo(60_000);
        assertThat(strangers).allMatch(stranger -> stranger.closed.isEmpty());
        tell(strangers.get(3), branches.on(genesis(), 1));
        assertThat(known()).isEqualTo(58_001);
        forgetAll();
        assertThat(known()).isEqualTo(42_001);
        assertThat(strangers)
                .extracting(stranger -> stranger.closed.isPresent())
                .containsExactly(true, false, false, false);
    }

    @Test
    @DisplayName("headers that an earlier run kept are counted too, and go first, from the store as well")
    void afterRestart() {
        MemoryChainStore store = new MemoryChainStore();
        ChainState before = new ChainState(wire.params, store, ScriptCheckRunner.inOrder());
        before.acceptHeaders(branches.on(genesis(), 50_000), wire.now.getEpochSecond() + 100_000);
        ChainState chain = new ChainState(wire.params, store, ScriptCheckRunner.inOrder());
        Mempool mempool = new Mempool(chain, RelayPolicy.standard());
        FullNode node =
                new FullNode(chain, mempool, ProtocolConfig.of(wire.params, "Seoul", "0.1.0"), new SplittableRandom(1));
        assertThat(node.undeliveredHeaders()).isEqualTo(50_000);

        PeerId peer = new PeerId(1);
        node.handle(new Event.PeerConnected(peer, Stranger.address(1), true), wire.now);
        node.handle(new Event.Received(peer, Stranger.version(70_016), 0), wire.now);
        node.handle(new Event.Received(peer, new Message.Verack(), 0), wire.now);
        for (Message.Headers message : Branches.messages(branches.on(genesis(), 10_001))) {
            node.handle(new Event.Received(peer, message, 0), wire.now);
        }
        assertThat(node.undeliveredHeaders()).isEqualTo(58_001);
        for (int i = 0; i < 24; i++) {
            node.handle(new Event.Tick(), wire.now);
        }
        assertThat(node.undeliveredHeaders()).isEqualTo(10_001);
        List<BlockHash> kept = new ArrayList<>();
        store.forEachHeader(header -> kept.add(header.hash()));
        assertThat(kept).hasSize(10_002);
    }

    @Test
    @DisplayName(
            "a long chain is asked for on and on as its blocks follow, never more than 20,000 headers ahead of them")
    void asksOn() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            blocks.add(busan.mine());
            wire.now = wire.now.plusSeconds(1);
        }
        List<BlockHeader> headers =
                new ArrayList<>(blocks.stream().map(Block::header).toList());
        headers.addAll(branches.on(headers.get(1_999), 18_000));
        wire.now = wire.now.plusSeconds(20_000);
        Stranger honest = Stranger.at(seoul, 1);
        List<Message.Headers> messages = Branches.messages(headers);
        messages.subList(0, 9).forEach(honest::say);
        honest.heard.clear();
        honest.say(messages.get(9));
        assertThat(honest.heard(Message.GetHeaders.class)).isEmpty();
        for (Block block : blocks.subList(0, 1_999)) {
            honest.say(new Message.BlockMessage(block));
        }
        wire.tick(1);
        assertThat(seoul.height()).isEqualTo(1_999);
        assertThat(honest.heard(Message.GetHeaders.class)).isEmpty();
        honest.say(new Message.BlockMessage(blocks.get(1_999)));
        wire.tick(1);
        assertThat(honest.heard(Message.GetHeaders.class)).hasSize(1);
        assertThat(honest.heard(Message.GetHeaders.class).get(0).locator().get(0))
                .isEqualTo(headers.get(19_999).hash());
        assertThat(honest.closed).isEmpty();
    }

    @Test
    @DisplayName("who has the blocks of forgotten headers is asked for them again, and the chain is fetched")
    void toldFirstByALiar() {
        muchLater();
        Wire.Station busan = wire.station("Busan");
        Block block = busan.mine();
        Stranger liar = Stranger.at(seoul, 1);
        Stranger honest = Stranger.at(seoul, 2);
        liar.say(new Message.Headers(List.of(block.header())));
        honest.say(new Message.Headers(List.of(block.header())));
        honest.heard.clear();
        tell(liar, branches.on(genesis(), 20_000));
        assertThat(liar.closed).isPresent();
        for (int i = 0; i < 9; i++) {
            wire.tick(0);
        }
        assertThat(known()).isEqualTo(1);
        assertThat(honest.heard(Message.GetHeaders.class))
                .as("not before all is forgotten")
                .isEmpty();
        honest.heard.clear();
        wire.tick(0);
        assertThat(known()).isZero();
        assertThat(honest.heard(Message.GetHeaders.class)).hasSize(1);
        honest.say(new Message.Headers(List.of(block.header())));
        assertThat(honest.asked()).containsExactly(InventoryItem.of(block.hash()));
        honest.say(new Message.BlockMessage(block));
        assertThat(seoul.height()).isEqualTo(1);
    }

    @Test
    @DisplayName("an operator drops a branch of headers by its first; not a block of the chain, nor an unknown one")
    void dropped() {
        BlockHash first = seoul.mine().hash();
        Stranger liar = Stranger.at(seoul, 1);
        List<BlockHeader> branch = branches.on(seoul.node.chain().tip().header(), 8);
        liar.say(new Message.Headers(branch));
        assertThat(seoul.node.blocksInFlight()).isEqualTo(8);
        assertThat(drop(branch.get(2).hash())).isEqualTo(6);
        assertThat(seoul.node.chain().bestHeader().height()).isEqualTo(3);
        assertThat(drop(branch.get(0).hash())).isEqualTo(2);
        assertThat(seoul.node.chain().bestHeader().hash()).isEqualTo(first);
        assertThat(seoul.node.blocksInFlight()).isZero();
        assertThat(seoul.node.chain().chainTips()).hasSize(1);
        assertThatThrownBy(() -> drop(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block " + first
                        + " is part of the active chain; name the first header of a branch beside or above it");
        BlockHash unknown = new BlockHash(Hash256.ZERO);
        assertThatThrownBy(() -> drop(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no header " + unknown + " is known");
    }

    private int drop(BlockHash hash) {
        HeaderDrop drop = seoul.node.dropHeaders(hash).result();
        while (!drop.isOver()) {
            seoul.node.dropMore(drop);
        }
        return drop.count();
    }

    @Test
    @DisplayName("no more than 2,000 headers are dropped at a time, from the end of the branch down")
    void droppedBitByBit() {
        seoul.mine();
        muchLater();
        Stranger liar = Stranger.at(seoul, 1);
        List<BlockHeader> branch = branches.on(seoul.node.chain().tip().header(), 5_000);
        tell(liar, branch);
        HeaderDrop drop = seoul.node.dropHeaders(branch.get(0).hash()).result();
        int before = 0;
        while (!drop.isOver()) {
            seoul.node.dropMore(drop);
            assertThat(drop.count() - before).isLessThanOrEqualTo(2_000);
            before = drop.count();
            assertThat(known()).isEqualTo(5_000 - before);
            assertThat(seoul.node.chain().bestHeader().height()).isEqualTo(5_001 - before);
        }
        assertThat(drop.count()).isEqualTo(5_000);
    }

    @Test
    @DisplayName(
            "while headers are being forgotten, those told on top of them go too; one told again after it went is new")
    void toldMeanwhile() {
        muchLater();
        List<BlockHeader> flood = branches.on(genesis(), 20_000);
        Stranger flooder = Stranger.at(seoul, 1);
        Stranger other = Stranger.at(seoul, 2);
        tell(flooder, flood);
        tell(flooder, branches.on(genesis(), 1));
        // Gone: the 20,001st and, of the 20,000, those above height 18,001.
        assertThat(known()).isEqualTo(18_001);
        List<BlockHeader> more = branches.on(flood.get(18_000), 100);
        other.say(new Message.Headers(more));
        assertThat(known()).isEqualTo(18_001 + 100 - 2_000);
        assertThat(seoul.node.chain().headers().get(more.get(0).hash())).isEmpty();
        assertThat(seoul.node.chain().headers().get(flood.get(16_100).hash())).isPresent();
        assertThat(seoul.node.chain().headers().get(flood.get(16_101).hash())).isEmpty();
        other.say(new Message.Headers(List.of(flood.get(16_101))));
        forgetAll();
        assertThat(known()).isZero();
        other.say(new Message.Headers(flood.subList(0, 3)));
        forgetAll();
        assertThat(known()).isEqualTo(3);
        assertThat(other.closed).isEmpty();
    }

    @Test
    @DisplayName("a block that comes for a header about to be forgotten keeps it, and those below it")
    void deliveredMeanwhile() {
        Wire.Station busan = wire.station("Busan");
        Block first = busan.mine();
        Block second = busan.mine();
        muchLater();
        Stranger flooder = Stranger.at(seoul, 1);
        Stranger honest = Stranger.at(seoul, 2);
        flooder.say(new Message.Headers(List.of(first.header(), second.header())));
        tell(flooder, branches.on(second.header(), 19_998));
        tell(flooder, branches.on(genesis(), 1));
        assertThat(known()).isEqualTo(18_001);
        honest.say(new Message.BlockMessage(second));
        forgetAll();
        assertThat(seoul.node.chain().headers().size()).isEqualTo(3);
        assertThat(known()).isEqualTo(1);
        honest.say(new Message.BlockMessage(first));
        assertThat(seoul.height()).isEqualTo(2);
        assertThat(known()).isZero();
    }

    @Test
    @DisplayName(
            "of a branch of which some blocks are here only the headers above them go; a branch that is here stays")
    void partlyDelivered() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            blocks.add(busan.mine());
            seoul.mine();
            wire.now = wire.now.plusSeconds(10);
        }
        Block fifth = busan.mine();
        Stranger trickler = Stranger.at(seoul, 1);
        List<BlockHeader> headers =
                new ArrayList<>(blocks.stream().map(Block::header).toList());
        headers.add(fifth.header());
        headers.addAll(branches.on(fifth.header(), 3));
        trickler.say(new Message.Headers(headers));
        trickler.say(new Message.BlockMessage(blocks.get(1)));
        BlockHash first = blocks.get(0).hash();
        assertThat(seoul.node.chain().chainTips())
                .anyMatch(tip -> tip.first().hash().equals(first) && tip.branchLength() == 8);
        assertThat(drop(first)).isEqualTo(6);
        assertThat(seoul.node.undeliveredHeaders()).isEqualTo(1);
        assertThatThrownBy(() -> drop(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no header from " + first
                        + " on lacks its block; a branch that is here can be declared invalid");
    }

    @Test
    @DisplayName("headers on an invalid block are counted after a restart as before; a block that is here isn't")
    void onAnInvalidBlock() {
        MemoryChainStore store = new MemoryChainStore();
        ChainState chain = new ChainState(wire.params, store, ScriptCheckRunner.inOrder());
        Block first = seoul.mine();
        Block second = seoul.mine();
        long now = wire.now.getEpochSecond() + 60_000;
        chain.acceptBlock(first, now);
        chain.acceptBlock(second, now);
        chain.acceptHeaders(branches.on(second.header(), 5), now);
        chain.invalidate(first.hash());
        ChainState again = new ChainState(wire.params, store, ScriptCheckRunner.inOrder());
        FullNode node = new FullNode(
                again,
                new Mempool(again, RelayPolicy.standard()),
                ProtocolConfig.of(wire.params, "Seoul", "1"),
                new SplittableRandom(1));
        assertThat(node.undeliveredHeaders()).isEqualTo(5);
    }

    @Test
    @DisplayName("60,000 headers submitted by the user are borne; with one more those without a peer go, bit by bit")
    void submitted() {
        muchLater();
        muchLater();
        List<BlockHeader> headers = branches.on(genesis(), 60_001);
        for (int i = 0; i < 60_000; i++) {
            seoul.node.submitHeader(headers.get(i), wire.now);
        }
        for (int i = 0; i < 40; i++) {
            wire.tick(0);
        }
        assertThat(known()).isEqualTo(60_000);
        Stranger peer = Stranger.at(seoul, 1);
        seoul.node.submitHeader(headers.get(60_000), wire.now);
        for (int i = 0; i < 40; i++) {
            wire.tick(0);
        }
        assertThat(known()).isZero();
        assertThat(seoul.node.chain().headers().size()).isEqualTo(1);
        assertThat(peer.closed).isEmpty();
    }
}
