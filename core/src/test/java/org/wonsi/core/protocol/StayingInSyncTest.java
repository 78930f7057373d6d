package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** How nodes keep each other up to date once they are connected. */
class StayingInSyncTest {
    private static final TxOut NOTE = new TxOut(Amount.ZERO, Script.ofHex("6a04" + "4e4f5445"));

    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    private static Message.Inv inv(Block block) {
        return new Message.Inv(List.of(InventoryItem.of(block.hash())));
    }

    @Test
    @DisplayName("a new block is announced by inv, and by its header once the peer has said sendheaders (BIP 130)")
    void sendHeaders() {
        Block first = seoul.mine(1).get(0);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(List.of(first.header())));
        Block second = seoul.mine(1).get(0);
        assertThat(stranger.heard(Message.Inv.class)).containsExactly(inv(second));
        assertThat(stranger.heard(Message.Headers.class)).isEmpty();
        stranger.say(new Message.SendHeaders());
        stranger.heard.clear();
        Block third = seoul.mine(1).get(0);
        // An inv is no header yet: the peer couldn't connect the third without the second.
        assertThat(stranger.heard).containsExactly(new Message.Headers(List.of(second.header(), third.header())));
        stranger.heard.clear();
        Block fourth = seoul.mine(1).get(0);
        assertThat(stranger.heard).containsExactly(new Message.Headers(List.of(fourth.header())));
    }

    @Test
    @DisplayName("a block that a peer fetched tells it no header, and takes back none that it was told")
    void fetchedBlock() {
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.SendHeaders());
        Block first = seoul.mine(1).get(0);
        assertThat(stranger.heard(Message.Inv.class)).containsExactly(inv(first));
        stranger.say(new Message.GetData(List.of(InventoryItem.of(first.hash()))));
        stranger.heard.clear();
        Block second = seoul.mine(1).get(0);
        assertThat(stranger.heard).containsExactly(inv(second));
        stranger.say(new Message.GetHeaders(70_016, List.of(first.hash()), BlockHash.ZERO));
        stranger.say(new Message.GetData(List.of(InventoryItem.of(first.hash()))));
        stranger.heard.clear();
        Block third = seoul.mine(1).get(0);
        assertThat(stranger.heard).containsExactly(new Message.Headers(List.of(third.header())));
    }

    @Test
    @DisplayName("8 headers of a longer branch are sent at once, for 9 an inv lets the peer ask")
    void longBranch() {
        for (int length : new int[] {8, 9}) {
            Wire.Station station = wire.station("Node" + length);
            Stranger stranger = Stranger.at(station, 1);
            Wire.Station other = wire.station("Other" + length);
            List<Block> branch = other.mine(length);
            List<Block> tips = station.mine(1);
            stranger.say(new Message.SendHeaders());
            stranger.say(new Message.Headers(List.of(tips.get(0).header())));
            // The branch comes by another way, and makes one reorganisation of it.
            for (int i = length - 1; i >= 0; i--) {
                if (i == 0) {
                    stranger.heard.clear();
                }
                station.perform(
                        station.node.submitBlock(branch.get(i), wire.now).effects());
            }
            assertThat(station.height()).isEqualTo(length);
            if (length == 8) {
                assertThat(stranger.heard)
                        .containsExactly(new Message.Headers(
                                branch.stream().map(Block::header).toList()));
            } else {
                assertThat(stranger.heard).containsExactly(inv(branch.get(8)));
            }
        }
    }

    @Test
    @DisplayName("who announced a block itself isn't told of it")
    void notEchoed() {
        Wire.Station busan = wire.station("Busan");
        Block block = busan.mine(1).get(0);
        Stranger from = Stranger.at(seoul, 1);
        Stranger other = Stranger.at(seoul, 2);
        from.say(new Message.Headers(List.of(block.header())));
        from.heard.clear();
        other.heard.clear();
        from.say(new Message.BlockMessage(block));
        assertThat(seoul.height()).isEqualTo(1);
        assertThat(from.heard).isEmpty();
        assertThat(other.heard).containsExactly(inv(block));
    }

    @Test
    @DisplayName(
            "an inv of an unknown block is answered with getheaders, and the block is asked for once its header fits")
    void invOfBlock() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = busan.mine(3);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(List.of()));
        stranger.heard.clear();
        stranger.say(inv(blocks.get(2)));
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1);
        assertThat(stranger.asked()).isEmpty();
        stranger.say(new Message.Headers(blocks.stream().map(Block::header).toList()));
        assertThat(stranger.asked())
                .isEqualTo(blocks.stream().map(b -> InventoryItem.of(b.hash())).toList());
        stranger.say(inv(blocks.get(2)));
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1);
    }

    @Test
    @DisplayName("who tells of its chain unasked isn't asked for it when the first peer's time is up")
    void toldUnasked() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = busan.mine(1);
        Stranger first = Stranger.at(seoul, 1);
        Stranger second = Stranger.at(seoul, 2);
        Stranger third = Stranger.at(seoul, 3);
        second.say(new Message.Headers(List.of(blocks.get(0).header())));
        for (int i = 0; i <= 20; i++) {
            wire.tick(1);
            List.of(first, second, third).forEach(Stranger::answerPings);
        }
        assertThat(second.heard(Message.GetHeaders.class)).isEmpty();
        assertThat(third.heard(Message.GetHeaders.class)).hasSize(1);
    }

    @Test
    @DisplayName("an inv that comes while a question is open is asked about only if the answer doesn't tell of it")
    void invWhileAsked() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = busan.mine(3);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(inv(blocks.get(0)));
        stranger.heard.clear();
        stranger.say(new Message.Headers(List.of(blocks.get(0).header())));
        assertThat(stranger.heard(Message.GetHeaders.class)).isEmpty();
        stranger.say(inv(blocks.get(1)));
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1);
        stranger.say(inv(blocks.get(2)));
        stranger.heard.clear();
        stranger.say(new Message.Headers(List.of(blocks.get(1).header())));
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1);
    }

    @Test
    @DisplayName("both sides of a new connection tell their tips, and what only one has goes over")
    void tipsExchanged() {
        Wire.Station busan = wire.station("Busan");
        seoul.mine(2);
        busan.mine(5);
        wire.connect(seoul, busan);
        assertThat(seoul.node.chain().tip().hash())
                .isEqualTo(busan.node.chain().tip().hash());
        wire.disconnect(seoul, busan);
        seoul.mine(1);
        wire.connect(seoul, busan);
        assertThat(busan.node.chain().tip().hash())
                .isEqualTo(seoul.node.chain().tip().hash());
    }

    @Test
    @DisplayName(
            "getheaders is answered from the last common block on, up to the stop; getblocks with up to 500 hashes")
    void serving() {
        List<Block> blocks = seoul.mine(501);
        Stranger stranger = Stranger.at(seoul, 1);
        BlockHash genesis = wire.params.genesisHash();
        stranger.say(new Message.GetHeaders(
                70_016,
                List.of(new BlockHash(Hash256.ZERO), blocks.get(1).hash(), genesis),
                blocks.get(3).hash()));
        assertThat(stranger.heard(Message.Headers.class))
                .containsExactly(new Message.Headers(
                        List.of(blocks.get(2).header(), blocks.get(3).header())));
        stranger.say(new Message.GetBlocks(70_016, List.of(genesis), BlockHash.ZERO));
        List<InventoryItem> items = stranger.heard(Message.Inv.class).stream()
                .filter(m -> m.items().size() > 1)
                .findFirst()
                .orElseThrow()
                .items();
        assertThat(items)
                .isEqualTo(blocks.subList(0, 500).stream()
                        .map(b -> InventoryItem.of(b.hash()))
                        .toList());
        // Asking for the last of them is answered with it and the tip's hash, so that the peer asks on.
        stranger.heard.clear();
        stranger.say(new Message.GetData(List.of(items.get(499))));
        assertThat(stranger.heard).containsExactly(new Message.BlockMessage(blocks.get(499)), inv(blocks.get(500)));
    }

    @Test
    @DisplayName("what isn't here is said by notfound")
    void notFound() {
        Stranger stranger = Stranger.at(seoul, 1);
        InventoryItem tx = new InventoryItem(InventoryItem.TX, Hash256.ZERO);
        InventoryItem block = new InventoryItem(InventoryItem.BLOCK, Hash256.ZERO);
        stranger.say(new Message.GetData(List.of(tx, block)));
        assertThat(stranger.heard(Message.NotFound.class)).containsExactly(new Message.NotFound(List.of(tx, block)));
    }

    // ------------------------------------------------------------------------------------------- transactions

    /** Pays from the coinbase of a height; the transaction is 76 bytes, so a fee of 76 is 1,000 for 1,000 bytes. */
    private Transaction pay(int height, long fee) {
        Transaction coinbase = seoul.node
                .chain()
                .block(seoul.node.chain().activeAt(height).orElseThrow().hash())
                .orElseThrow()
                .transactions()
                .get(0);
        Amount value = coinbase.outputs().get(0).value().minus(new Amount(fee));
        return new Transaction(
                2,
                List.of(new TxIn(new OutPoint(coinbase.txid(), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(value, Wire.ANYONE), NOTE),
                0);
    }

    private void submit(Transaction tx) {
        seoul.perform(seoul.node.submitTransaction(tx, wire.now).effects());
    }

    private static Message.Inv inv(Transaction tx) {
        return new Message.Inv(List.of(InventoryItem.of(tx.txid())));
    }

    @Test
    @DisplayName(
            "a transaction that pays the rate a peer asked for is announced to it, one a satoshi below isn't (BIP 133)")
    void feeFilter() {
        seoul.mine(103);
        Transaction enough = pay(1, 152);
        Transaction tooLittle = pay(2, 151);
        assertThat(enough.encode().size()).isEqualTo(76);
        Stranger choosy = Stranger.at(seoul, 1);
        choosy.say(new Message.FeeFilter(2_000));
        Stranger humble = Stranger.at(seoul, 2);
        choosy.heard.clear();
        humble.heard.clear();
        submit(enough);
        submit(tooLittle);
        assertThat(choosy.heard(Message.Inv.class)).containsExactly(inv(enough));
        assertThat(humble.heard(Message.Inv.class)).containsExactly(inv(enough), inv(tooLittle));
        choosy.say(new Message.FeeFilter(-1));
        assertThat(choosy.score()).isEqualTo(20);
    }

    @Test
    @DisplayName("a transaction isn't announced to who sent or announced it, nor to who wants none, nor twice")
    void transactionsNotEchoed() {
        seoul.mine(101);
        Transaction payment = pay(1, 1_000);
        Stranger sender = Stranger.at(seoul, 1);
        Stranger announcer = Stranger.at(seoul, 2);
        Stranger other = Stranger.at(seoul, 3);
        Stranger deaf = new Stranger(seoul, Stranger.address(4), true);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        deaf.say(new VersionMessage(70_016, 1, 0, none, none, 9, "/deaf:1/", 0, false));
        deaf.say(new Message.Verack());
        announcer.say(inv(payment));
        for (Stranger each : List.of(sender, announcer, other, deaf)) {
            each.heard.clear();
        }
        sender.say(new Message.TxMessage(payment));
        assertThat(seoul.node.mempool().count()).isEqualTo(1);
        assertThat(other.heard).containsExactly(inv(payment));
        assertThat(sender.heard).isEmpty();
        assertThat(announcer.heard).isEmpty();
        assertThat(deaf.heard).isEmpty();
        other.heard.clear();
        sender.say(new Message.TxMessage(payment));
        assertThat(other.heard).isEmpty();
    }

    @Test
    @DisplayName("300 waiting transactions cross a healed partition whole, though only 100 are asked for at a time")
    void wholePool() {
        seoul.mine(400);
        Wire.Station busan = wire.station("Busan");
        wire.connect(busan, seoul);
        wire.disconnect(busan, seoul);
        for (int height = 1; height <= 300; height++) {
            submit(pay(height, 1_000));
        }
        wire.connect(busan, seoul);
        assertThat(busan.height()).isEqualTo(400);
        assertThat(busan.node.mempool().count()).isEqualTo(300);
    }

    @Test
    @DisplayName("who joins late fetches the chain first, and then all that waits, none of it taken for an orphan")
    void lateJoiner() {
        seoul.mine(400);
        for (int height = 1; height <= 300; height++) {
            submit(pay(height, 1_000));
        }
        Wire.Station busan = wire.station("Busan");
        wire.connect(busan, seoul);
        assertThat(busan.height()).isEqualTo(400);
        assertThat(wire.sent("Seoul", "Busan", "tx")).isZero();
        wire.tick(1);
        assertThat(busan.node.mempool().count()).isEqualTo(300);
        assertThat(busan.node.mempool().orphanCount()).isZero();
        assertThat(wire.sent("Seoul", "Busan", "tx")).isEqualTo(300);
    }

    @Test
    @DisplayName("a peer that says it is 8 blocks higher is asked for a transaction at once, one that says 9 later")
    void fewBlocksAhead() {
        seoul.mine(101);
        Transaction payment = pay(1, 1_000);
        Wire.Station busan = wire.station("Busan");
        Stranger near = arrived(busan, 1, 8);
        Stranger far = arrived(busan, 2, 9);
        far.say(inv(payment));
        assertThat(far.heard(Message.GetData.class)).isEmpty();
        near.say(inv(payment));
        assertThat(near.heard(Message.GetData.class))
                .containsExactly(new Message.GetData(List.of(InventoryItem.of(payment.txid()))));
    }

    private static Stranger arrived(Wire.Station at, int number, int height) {
        Stranger stranger = new Stranger(at, Stranger.address(number), true);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        stranger.say(new VersionMessage(
                70_016, VersionMessage.NODE_NETWORK, 1_300_000_000, none, none, number, "/peer:1/", height, true));
        stranger.say(new Message.Verack());
        stranger.heard.clear();
        return stranger;
    }
}
