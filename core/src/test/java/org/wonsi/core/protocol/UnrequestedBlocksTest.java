package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;

/**
 * Blocks that nobody asked for: taken if they could matter, else known by their header, and never stored without limit.
 *
 * <pre>
 *   genesis - 1 - 2           Seoul's
 *         \- 1b - 2b - 3b     Busan's
 * </pre>
 */
class UnrequestedBlocksTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final Wire.Station busan = wire.station("Busan");

    @Test
    @DisplayName(
            "on a branch with less work than the tip the header is kept, not the block; with as much, the block is")
    void work() {
        seoul.mine(2);
        List<Block> branch = busan.mine(3);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.BlockMessage(branch.get(0)));
        assertThat(seoul.statusOf(branch.get(0))).isEqualTo(BlockStatus.HEADER);
        assertThat(seoul.node.undeliveredHeaders()).isEqualTo(1);
        stranger.say(new Message.BlockMessage(branch.get(1)));
        assertThat(seoul.statusOf(branch.get(1))).isEqualTo(BlockStatus.STORED);
        stranger.say(new Message.BlockMessage(branch.get(2)));
        assertThat(seoul.statusOf(branch.get(2))).isEqualTo(BlockStatus.STORED);
        assertThat(stranger.closed).isEmpty();
        assertThat(seoul.height()).isEqualTo(2);
        // Two of them can't be connected without the first, which is asked for as soon as somebody says it has it.
        assertThat(stranger.asked())
                .containsExactly(InventoryItem.of(branch.get(0).hash()));
        stranger.say(new Message.BlockMessage(branch.get(0)));
        assertThat(seoul.height()).isEqualTo(3);
        assertThat(seoul.node.undeliveredHeaders()).isZero();
    }

    @Test
    @DisplayName("288 above the tip is taken, 289 isn't")
    void farAhead() {
        List<Block> branch = busan.mine(290);
        Stranger liar = Stranger.at(seoul, 1);
        liar.say(new Message.Headers(branch.stream().map(Block::header).toList()));
        liar.say(new Message.NotFound(liar.asked()));
        Stranger stranger = Stranger.at(seoul, 2);
        stranger.say(new Message.BlockMessage(branch.get(287)));
        stranger.say(new Message.BlockMessage(branch.get(288)));
        assertThat(seoul.statusOf(branch.get(287))).isEqualTo(BlockStatus.STORED);
        assertThat(seoul.statusOf(branch.get(288))).isEqualTo(BlockStatus.HEADER);
    }

    @Test
    @DisplayName(
            "a block on an unknown one costs its sender the connection: its headers would have said what it builds on")
    void unknownParent() {
        List<Block> branch = busan.mine(2);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.BlockMessage(branch.get(1)));
        assertThat(stranger.closed).contains("an unrequested block: prev-blk-not-found");
        assertThat(seoul.node.chain().isOrphan(branch.get(1).hash())).isFalse();
    }

    @Test
    @DisplayName("a block isn't told to who told of it before its header was known here, but to others")
    void toldBeforeItsHeader() {
        List<Block> branch = busan.mine(2);
        Stranger early = Stranger.at(seoul, 1);
        Stranger silent = Stranger.at(seoul, 2);
        Stranger sender = Stranger.at(seoul, 3);
        branch.forEach(block -> early.say(new Message.Inv(List.of(InventoryItem.of(block.hash())))));
        early.heard.clear();
        sender.say(new Message.Headers(branch.stream().map(Block::header).toList()));
        branch.forEach(block -> sender.say(new Message.BlockMessage(block)));
        assertThat(seoul.height()).isEqualTo(2);
        assertThat(early.heard(Message.Inv.class)).isEmpty();
        assertThat(silent.heard(Message.Inv.class))
                .last()
                .isEqualTo(
                        new Message.Inv(List.of(InventoryItem.of(branch.get(1).hash()))));
    }

    @Test
    @DisplayName(
            "a peer that serves no chain is asked for headers by its first inv of an unknown block, not by later ones")
    void invOfLightClient() {
        List<Block> branch = busan.mine(2);
        Stranger light = new Stranger(seoul, Stranger.address(1), true);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        light.say(new VersionMessage(70_016, 0, 0, none, none, 12_345, "/light:1/", 0, true));
        light.say(new Message.Verack());
        light.heard.clear();
        light.say(new Message.Inv(List.of(InventoryItem.of(branch.get(0).hash()))));
        assertThat(light.heard(Message.GetHeaders.class)).hasSize(1);
        light.say(new Message.Headers(List.of(branch.get(0).header())));
        assertThat(light.asked()).containsExactly(InventoryItem.of(branch.get(0).hash()));
        light.say(new Message.BlockMessage(branch.get(0)));
        assertThat(seoul.height()).isEqualTo(1);
        light.say(new Message.Inv(List.of(InventoryItem.of(branch.get(1).hash()))));
        assertThat(light.heard(Message.GetHeaders.class)).hasSize(1);
    }

    @Test
    @DisplayName("a light client that doesn't answer a question for headers isn't blamed for it")
    void silentLightClient() {
        Block block = busan.mine(1).get(0);
        Stranger light = new Stranger(seoul, Stranger.address(1), true);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        light.say(new VersionMessage(70_016, 0, 0, none, none, 12_345, "/light:1/", 0, true));
        light.say(new Message.Verack());
        light.say(new Message.Inv(List.of(InventoryItem.of(block.hash()))));
        assertThat(light.heard(Message.GetHeaders.class)).hasSize(1);
        for (int second = 0; second < 21; second++) {
            light.answerPings();
            wire.tick(1);
        }
        assertThat(light.score()).isZero();
    }

    @Test
    @DisplayName("a block sent again is nothing new: 1,000 times are borne, the next ends the connection")
    void again() {
        Block block = seoul.mine(1).get(0);
        Stranger stranger = Stranger.at(seoul, 1);
        for (int i = 0; i < 1_000; i++) {
            stranger.say(new Message.BlockMessage(block));
        }
        assertThat(stranger.closed).isEmpty();
        stranger.say(new Message.BlockMessage(block));
        assertThat(stranger.closed).contains("a flood of messages that lead to nothing, the last of type block");
    }

    @Test
    @DisplayName("a block that proves invalid when a better branch is tried is kept, and the chain stays where it was")
    void invalidOnABetterBranch() {
        List<Block> own = seoul.mine(2);
        List<Block> branch = busan.mine(3);
        Block greedy = HostilePeerTest.greedy(branch.get(2));
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(
                List.of(branch.get(0).header(), branch.get(1).header(), greedy.header())));
        stranger.say(new Message.BlockMessage(branch.get(0)));
        stranger.say(new Message.BlockMessage(branch.get(1)));
        stranger.say(new Message.BlockMessage(greedy));
        assertThat(stranger.closed).contains("invalid block: bad-cb-amount");
        assertThat(seoul.node.chain().tip().hash()).isEqualTo(own.get(1).hash());
        assertThat(seoul.node.chain().block(greedy.hash())).contains(greedy);
    }

    @Test
    @DisplayName("a block that proves invalid on the tip is kept as well, so that an operator can look at it")
    void invalidOnTheTip() {
        Block greedy = HostilePeerTest.greedy(busan.mine(1).get(0));
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.BlockMessage(greedy));
        assertThat(stranger.closed).contains("invalid block: bad-cb-amount");
        assertThat(seoul.statusOf(greedy)).isEqualTo(BlockStatus.INVALID);
        assertThat(seoul.node.chain().block(greedy.hash())).contains(greedy);
    }

    @Test
    @DisplayName("a block whose claims about its place are wrong is refused as a header would be")
    void invalidHeader() {
        seoul.mine(2);
        Block old = Mining.solve(BlockTemplate.create(
                seoul.node.chain(), seoul.node.mempool(), Wire.ANYONE, "/x/", 7, wire.now.getEpochSecond() + 7_300));
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.BlockMessage(old));
        assertThat(seoul.refused().orElseThrow().reason()).isEqualTo("time-too-new");
        assertThat(stranger.closed).isEmpty();
    }
}
