package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.tx.Txid;

/**
 * What was only announced counts for nothing until it is here: nobody stops a node by headers whose blocks don't come.
 *
 * <pre>
 *   tip - h - h - h - h - h - h - h - h      headers with work, and no blocks, or one now and then
 *      \- 1                                  the node's own next block
 * </pre>
 */
class WithheldBlocksTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final Branches branches = new Branches();

    private static List<InventoryItem> announced(Stranger witness) {
        return witness.heard(Message.Inv.class).stream()
                .flatMap(inv -> inv.items().stream())
                .toList();
    }

    private static InventoryItem transaction(int n) {
        return InventoryItem.of(
                new Txid(Sha256d.hash(new ByteWriter().writeInt32(n).toByteArray())));
    }

    @Test
    @DisplayName(
            "sixteen headers without their blocks on top of the tip: the node's own blocks are announced all the same")
    void ownBlocksAreAnnounced() {
        seoul.mine(2);
        Stranger witness = Stranger.at(seoul, 1);
        Stranger liar = Stranger.at(seoul, 2);
        liar.say(new Message.Headers(branches.on(seoul.node.chain().tip().header(), 16)));
        assertThat(seoul.node.blocksInFlight()).isEqualTo(16);
        Block own = seoul.mine();
        assertThat(announced(witness)).contains(InventoryItem.of(own.hash()));
    }

    @Test
    @DisplayName(
            "who announces blocks and doesn't deliver within 60 seconds loses its connection, and nobody else does")
    void liarIsDropped() {
        seoul.mine(2);
        Stranger witness = Stranger.at(seoul, 1);
        Stranger liar = Stranger.at(seoul, 2);
        liar.say(new Message.Headers(branches.on(seoul.node.chain().tip().header(), 8)));
        for (int second = 0; second < 60; second++) {
            wire.tick(1);
            witness.answerPings();
            liar.answerPings();
            assertThat(liar.closed).isEmpty();
        }
        wire.tick(1);
        assertThat(liar.closed.orElseThrow()).endsWith(" not delivered within 60 s");
        assertThat(witness.closed).isEmpty();
    }

    @Test
    @DisplayName(
            "a peer that trickles a body now and then stops neither announcements nor transactions, and loses itself")
    void trickle() {
        seoul.mine(2);
        Wire.Station busan = wire.station("Busan");
        List<Block> withheld = busan.mine(40);
        wire.now = wire.now.plusSeconds(60);
        Stranger witness = Stranger.at(seoul, 1);
        Stranger trickler = Stranger.onLoopback(seoul);
        trickler.say(new Message.Headers(withheld.stream().map(Block::header).toList()));
        int announcedTransactions = 0;
        int delivered = 0;
        for (int second = 1; second <= 61; second++) {
            wire.tick(1);
            witness.answerPings();
            trickler.answerPings();
            if (second % 20 == 0 && trickler.closed.isEmpty()) {
                // The last ones first: the chain can't move by them.
                trickler.say(new Message.BlockMessage(withheld.get(15 - delivered)));
                delivered++;
            }
            if (second % 15 == 0) {
                Block own = seoul.mine();
                assertThat(announced(witness)).contains(InventoryItem.of(own.hash()));
                InventoryItem tx = transaction(announcedTransactions++);
                trickler.say(new Message.Inv(List.of(tx)));
                witness.say(new Message.Inv(List.of(tx)));
                assertThat(witness.asked().contains(tx) || trickler.asked().contains(tx))
                        .isTrue();
            }
        }
        assertThat(delivered).isGreaterThan(1);
        assertThat(trickler.closed.orElseThrow()).endsWith(" not delivered within 60 s");
        assertThat(witness.closed).isEmpty();
    }

    @Test
    @DisplayName(
            "who claims a height and tells no headers is asked for transactions after 20 seconds like anybody else")
    void claimedHeight() {
        Stranger liar = new Stranger(seoul, Stranger.address(1), true);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        liar.say(
                new VersionMessage(70_016, VersionMessage.NODE_NETWORK, 0, none, none, 1, "/liar:1/", 1_000_000, true));
        liar.say(new Message.Verack());
        liar.heard.clear();
        liar.say(new Message.Inv(List.of(transaction(1))));
        wire.tick(19);
        liar.answerPings();
        assertThat(liar.asked()).isEmpty();
        wire.tick(1);
        assertThat(liar.asked()).containsExactly(transaction(1));
    }

    @Test
    @DisplayName(
            "what a peer with an undelivered chain announced first is asked of the next that has it, all 300 of them")
    void transactionsOfOthers() {
        seoul.mine(2);
        Stranger liar = Stranger.at(seoul, 1);
        Stranger honest = Stranger.at(seoul, 2);
        liar.say(new Message.Headers(branches.on(seoul.node.chain().tip().header(), 16)));
        List<InventoryItem> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(transaction(i));
        }
        liar.say(new Message.Inv(items));
        assertThat(liar.asked()).doesNotContainAnyElementsOf(items);
        honest.say(new Message.Inv(items));
        assertThat(honest.asked()).hasSize(100);
        honest.say(new Message.NotFound(items.subList(0, 100)));
        assertThat(honest.asked()).hasSize(200);
    }

    @Test
    @DisplayName("during the initial download nothing is announced; ten seconds without a block end it, or a minute")
    void firstDownload() {
        assertThat(seoul.node.isInitialBlockDownload()).isTrue();
        wire.tick(1);
        wire.tick(9);
        assertThat(seoul.node.isInitialBlockDownload()).isTrue();
        wire.tick(1);
        assertThat(seoul.node.isInitialBlockDownload()).isFalse();
    }

    @Test
    @DisplayName(
            "the initial download ends after a minute though blocks come in, and with the last block if all are here")
    void firstDownloadOfALongChain() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = busan.mine(30);
        List<BlockHeader> headers = blocks.stream().map(Block::header).toList();
        Stranger slow = Stranger.at(seoul, 1);
        wire.tick(1);
        slow.say(new Message.Headers(headers));
        for (int i = 0; i < 12; i++) {
            assertThat(seoul.node.isInitialBlockDownload()).isTrue();
            wire.tick(5);
            slow.answerPings();
            slow.say(new Message.BlockMessage(blocks.get(i)));
        }
        assertThat(seoul.node.isInitialBlockDownload()).isFalse();
        assertThat(seoul.height()).isEqualTo(12);

        Wire.Station daegu = wire.station("Daegu");
        wire.connect(daegu, busan);
        assertThat(daegu.height()).isEqualTo(30);
        assertThat(daegu.node.isInitialBlockDownload()).isFalse();
    }
}
