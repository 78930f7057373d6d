package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;

/** Which branches are fetched, however long they are and whatever else the peer knows. */
class BranchDownloadTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final Wire.Station busan = wire.station("Busan");

    private static Message.Headers headers(List<Block> blocks) {
        return new Message.Headers(blocks.stream().map(Block::header).toList());
    }

    private static List<InventoryItem> items(List<Block> blocks) {
        return blocks.stream().map(block -> InventoryItem.of(block.hash())).toList();
    }

    @Test
    @DisplayName("a branch of 1,100 blocks replaces one of 1,090: the download goes on past its window of 1,024")
    void deepReorganisation() {
        seoul.mine(1_090);
        busan.mine(1_100);
        wire.connect(seoul, busan);
        assertThat(seoul.height()).isEqualTo(1_100);
        assertThat(seoul.node.chain().tip().hash())
                .isEqualTo(busan.node.chain().tip().hash());
    }

    @Test
    @DisplayName("a branch as good as the tip is fetched although the peer knows a better one it doesn't deliver")
    void belowThePeersBest() {
        seoul.mine(3);
        List<Block> rival = busan.mine(3);
        Stranger stranger = Stranger.at(seoul, 1);
        List<BlockHeader> better = new Branches().on(wire.params.genesis().header(), 5);
        stranger.say(new Message.Headers(better));
        stranger.heard.clear();
        stranger.say(headers(rival));
        assertThat(stranger.asked()).isEqualTo(items(rival));
    }

    @Test
    @DisplayName("a branch with less work than the tip isn't fetched")
    void worseThanTheTip() {
        seoul.mine(3);
        List<Block> rival = busan.mine(2);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(headers(rival));
        assertThat(stranger.asked()).isEmpty();
    }

    @Test
    @DisplayName("of branches of equal work that a peer announces, the last counts as what it has")
    void lastOfEqualWork() {
        List<Block> first = seoul.mine(2);
        List<Block> second = busan.mine(2);
        Wire.Station daegu = wire.station("Daegu");
        Stranger stranger = Stranger.at(daegu, 1);
        stranger.say(headers(first));
        stranger.say(headers(second));
        assertThat(daegu.node.peers().get(0).sync().bestHash())
                .isEqualTo(second.get(1).hash().toDisplay());
    }

    @Test
    @DisplayName("after a block is declared invalid, what a peer announces beside its branch is fetched")
    void afterInvalidate() {
        List<Block> own = seoul.mine(4);
        List<Block> rival = busan.mine(4);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(headers(own));
        seoul.perform(seoul.node.invalidate(own.get(3).hash(), wire.now).effects());
        stranger.say(headers(rival.subList(0, 3)));
        assertThat(stranger.asked()).isEqualTo(items(rival.subList(0, 3)));
        rival.subList(0, 3).forEach(block -> stranger.say(new Message.BlockMessage(block)));
        stranger.say(headers(rival));
        stranger.say(new Message.BlockMessage(rival.get(3)));
        assertThat(seoul.node.chain().tip().hash()).isEqualTo(rival.get(3).hash());
    }

    @Test
    @DisplayName("announcing a block and then not having it costs 20 points; the fifth time ends the connection")
    void announcedAndNotFound() {
        Stranger liar = Stranger.at(seoul, 1);
        Branches branches = new Branches();
        for (int i = 1; i <= 5; i++) {
            liar.heard.clear();
            liar.say(new Message.Headers(branches.on(wire.params.genesis().header(), 1)));
            assertThat(liar.closed).isEmpty();
            assertThat(liar.asked()).hasSize(1);
            InventoryItem item = liar.asked().get(0);
            liar.say(new Message.NotFound(List.of(item)));
            if (i < 5) {
                assertThat(liar.score()).isEqualTo(20 * i);
            }
        }
        assertThat(liar.closed.orElseThrow()).startsWith("announced block ").endsWith(", and hasn't got it");
    }

    @Test
    @DisplayName(
            "a block that an operator declared invalid doesn't cost a peer that dialled in, but one that was dialled")
    void declaredInvalid() {
        List<Block> own = seoul.mine(2);
        Stranger inbound = Stranger.at(seoul, 1);
        Stranger outbound = Stranger.dialledBy(seoul, 2);
        seoul.perform(seoul.node.invalidate(own.get(1).hash(), wire.now).effects());
        inbound.say(headers(own));
        outbound.say(headers(own));
        assertThat(inbound.closed).isEmpty();
        assertThat(outbound.closed).contains("invalid header: duplicate-invalid");
    }
}
