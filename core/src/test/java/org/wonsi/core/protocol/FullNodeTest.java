package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class FullNodeTest {
    /** Makes a transaction long enough to be relayed: 65 bytes at least. */
    private static final TxOut NOTE = new TxOut(Amount.ZERO, Script.ofHex("6a04" + "4e4f5445"));

    private final Wire wire = new Wire(ChainParams.regtest());
    private Wire.Station seoul;
    private Wire.Station busan;
    private Wire.Station jeju;

    @BeforeEach
    void stations() {
        seoul = wire.station("Seoul");
        busan = wire.station("Busan");
        jeju = wire.station("Jeju");
    }

    private void mine(Wire.Station station, int blocks) {
        for (int i = 0; i < blocks; i++) {
            station.mine();
            wire.now = wire.now.plusSeconds(10);
        }
    }

    @Test
    @DisplayName("a node that connects late learns the headers, then the blocks, across a full headers message")
    void initialSync() {
        mine(seoul, 2_050);
        wire.connect(busan, seoul);
        assertThat(busan.height()).isEqualTo(2_050);
        assertThat(busan.node.chain().tip().hash())
                .isEqualTo(seoul.node.chain().tip().hash());
        assertThat(busan.node.blocksInFlight()).isZero();
    }

    @Test
    @DisplayName("a mined block reaches the end of a line of nodes, and each block once")
    void blockRelay() {
        wire.connect(seoul, busan);
        wire.connect(busan, jeju);
        mine(seoul, 3);
        assertThat(jeju.height()).isEqualTo(3);
        assertThat(jeju.node.peers()).singleElement().satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("Busan");
            assertThat(peer.sync().bestHeight()).isEqualTo(3);
        });
        assertThat(wire.sent("Busan", "Jeju", "block")).isEqualTo(3);
    }

    @Test
    @DisplayName("after a partition the branch with more work wins, and the losing branch's payments wait again")
    void partitionHeals() {
        wire.connect(seoul, busan);
        mine(seoul, 101);
        Transaction payment = spendCoinbase(seoul, 1, 1_000);
        wire.disconnect(seoul, busan);
        mine(seoul, 3);

        // Only Busan's side hears of the payment, and confirms it on the branch that will lose.
        assertThat(submit(busan, payment)).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        mine(busan, 2);
        assertThat(busan.node.mempool().count()).isZero();

        wire.connect(seoul, busan);
        assertThat(busan.node.chain().tip().hash())
                .isEqualTo(seoul.node.chain().tip().hash());
        assertThat(busan.height()).isEqualTo(104);
        assertThat(busan.node.mempool().entries())
                .extracting(MempoolEntry::txid)
                .containsExactly(payment.txid());
        assertThat(seoul.node.mempool().entries())
                .extracting(MempoolEntry::txid)
                .containsExactly(payment.txid());
        assertThat(busan.events)
                .filteredOn(NodeEvent.Reorg.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    NodeEvent.Reorg reorg = (NodeEvent.Reorg) event;
                    assertThat(reorg.forkHeight()).isEqualTo(101);
                    assertThat(reorg.disconnected()).isEqualTo(2);
                    assertThat(reorg.connected()).isEqualTo(3);
                });
        mine(seoul, 1);
        assertThat(busan.node.mempool().count()).isZero();
    }

    @Test
    @DisplayName("a payment travels along a line of nodes and isn't sent back to where it came from")
    void transactionRelay() {
        wire.connect(seoul, busan);
        wire.connect(busan, jeju);
        mine(seoul, 101);
        Transaction payment = spendCoinbase(seoul, 1, 1_000);
        submit(seoul, payment);
        wire.run();
        assertThat(jeju.node.mempool().entry(payment.txid())).isPresent();
        assertThat(wire.sent("Busan", "Jeju", "tx")).isEqualTo(1);
        assertThat(wire.sent("Jeju", "Busan", "inv")).isZero();
    }

    @Test
    @DisplayName("a child that comes before its parent waits, and the parent is asked for")
    void orphanTransaction() {
        mine(seoul, 101);
        wire.connect(busan, seoul);
        Transaction parent = spendCoinbase(seoul, 1, 1_000);
        Transaction child =
                spend(new OutPoint(parent.txid(), 0), parent.outputs().get(0).value(), 1_000);
        wire.disconnect(seoul, busan);
        submit(seoul, parent);
        submit(seoul, child);
        wire.connect(busan, seoul);
        assertThat(busan.node.mempool().count()).isEqualTo(2);
    }

    @Test
    @DisplayName("who sent an orphan that proves invalid when its parent comes is dropped, not who sent the parent")
    void invalidOrphan() {
        mine(seoul, 101);
        Transaction parent = spendCoinbase(seoul, 1, 1_000);
        Amount value = parent.outputs().get(0).value();
        Transaction child = spend(new OutPoint(parent.txid(), 0), value.plus(new Amount(2)), 1);
        Stranger forger = Stranger.at(seoul, 1);
        Stranger honest = Stranger.at(seoul, 2);
        forger.say(new Message.TxMessage(child));
        assertThat(seoul.node.mempool().isOrphan(child.txid())).isTrue();
        assertThat(forger.score()).isZero();
        honest.say(new Message.TxMessage(parent));
        assertThat(forger.closed).contains("invalid transaction: bad-txns-in-belowout");
        assertThat(honest.closed).isEmpty();
        assertThat(honest.score()).isZero();
        assertThat(seoul.node.mempool().entry(parent.txid())).isPresent();
        assertThat(seoul.node.mempool().isOrphan(child.txid())).isFalse();
    }

    @Test
    @DisplayName(
            "whoever sends a block with a wrong merkle root, or one that breaks a rule, is dropped with the reason")
    void forgedBlocks() {
        mine(seoul, 1);
        wire.connect(seoul, busan);
        Block good = Mining.solve(BlockTemplate.create(
                seoul.node.chain(), seoul.node.mempool(), Wire.ANYONE, "/forged/", 7, wire.now.getEpochSecond()));
        BlockHeader header = good.header();
        Block wrongRoot = Mining.solve(new Block(
                new BlockHeader(header.version(), header.prevBlock(), Hash256.ZERO, header.time(), header.bits(), 0),
                good.transactions()));
        sendBlock(wrongRoot);
        assertThat(busan.refused().orElseThrow().reason()).isEqualTo("bad-txnmrklroot");
        assertThat(busan.node.peers()).isEmpty();
        assertThat(busan.events)
                .filteredOn(NodeEvent.PeerClosed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((NodeEvent.PeerClosed) event).reason())
                        .isEqualTo("invalid block: bad-txnmrklroot"));
        assertThat(busan.height()).isEqualTo(1);
    }

    private void sendBlock(Block block) {
        PeerId atBusan = busan.node.peers().get(0).id();
        busan.handle(new Event.Received(atBusan, new Message.BlockMessage(block), 100));
        wire.run();
    }

    @Test
    @DisplayName("a header without the work it claims is refused before anything else of it is looked at")
    void forgedHeader() {
        mine(seoul, 1);
        wire.connect(seoul, busan);
        BlockHeader tip = seoul.node.chain().tip().header();
        long nonce = 0;
        while (tip.withNonce(nonce).hash().toDisplay().compareTo("8") < 0) {
            nonce++;
        }
        PeerId atBusan = busan.node.peers().get(0).id();
        busan.handle(new Event.Received(atBusan, new Message.Headers(List.of(tip.withNonce(nonce))), 100));
        wire.run();
        assertThat(busan.refused().orElseThrow().reason()).isEqualTo("high-hash");
        assertThat(busan.node.peers()).isEmpty();
    }

    @Test
    @DisplayName("a node that dials itself notices, and hangs up")
    void selfConnection() {
        wire.connect(seoul, seoul);
        assertThat(seoul.node.peers()).isEmpty();
        assertThat(seoul.closed()).contains("connected to self");
    }

    @Test
    @DisplayName("a peer of whom nothing is heard for 30 s after a ping is dropped, not before")
    void silence() {
        wire.connect(seoul, busan);
        loseWhatSeoulSends();
        pass(10, 30);
        assertThat(busan.closed()).isEmpty();
        wire.tick(1);
        assertThat(busan.closed()).containsExactly("silent for 30 s");
    }

    @Test
    @DisplayName("a peer that says other things but no pong has 60 s")
    void pingTimeout() {
        wire.connect(seoul, busan);
        PeerId atBusan = busan.node.peers().get(0).id();
        loseWhatSeoulSends();
        pass(10);
        for (int i = 0; i < 6; i++) {
            pass(10);
            busan.handle(new Event.Received(atBusan, new Message.Ping(i), 32));
        }
        assertThat(busan.closed()).isEmpty();
        wire.tick(1);
        assertThat(busan.closed()).containsExactly("no pong within 60 s");
    }

    @Test
    @DisplayName(
            "a node that was itself away for a minute, with a ping unanswered, gives its peer the whole time again")
    void wasAway() {
        wire.connect(seoul, busan);
        loseWhatSeoulSends();
        pass(10);
        wire.tick(60);
        pass(30);
        assertThat(busan.closed()).isEmpty();
        wire.tick(1);
        assertThat(busan.closed()).containsExactly("silent for 30 s");
    }

    @Test
    @DisplayName("time that passes because the clock was set is no absence: the waits go on, to the second")
    void clockSet() {
        wire.connect(seoul, busan);
        loseWhatSeoulSends();
        pass(10);
        setClock(30);
        assertThat(busan.closed()).isEmpty();
        setClock(1);
        assertThat(busan.closed()).containsExactly("silent for 30 s");
    }

    private void setClock(int secondsAhead) {
        wire.now = wire.now.plusSeconds(secondsAhead);
        busan.handle(new Event.ClockSet());
        wire.tick(0);
    }

    private void loseWhatSeoulSends() {
        seoul.farEnds.remove(seoul.node.peers().get(0).id());
    }

    /** Lets seconds go by, with a tick every five. */
    private void pass(int... seconds) {
        for (int part : seconds) {
            for (int i = 0; i < part / 5; i++) {
                wire.tick(5);
            }
        }
    }

    @Test
    @DisplayName("a cut link stays cut whoever dials, until it is healed")
    void cutLink() {
        wire.connect(seoul, busan);
        seoul.handle(new Event.LinkCut("Busan"));
        wire.run();
        assertThat(busan.node.peers()).isEmpty();
        wire.connect(busan, seoul);
        assertThat(busan.node.peers()).isEmpty();
        seoul.handle(new Event.LinkHealed("Busan"));
        wire.connect(busan, seoul);
        assertThat(busan.node.peers()).hasSize(1);
    }

    @Test
    @DisplayName("a block submitted twice is a duplicate, and a block with an unknown parent an orphan")
    void submitBlock() {
        Block first = seoul.mine();
        assertThat(seoul.node.submitBlock(first, wire.now).result().outcome()).isEqualTo(BlockResult.Outcome.DUPLICATE);
        Block second = seoul.mine();
        assertThat(busan.node.submitBlock(second, wire.now).result().outcome()).isEqualTo(BlockResult.Outcome.ORPHAN);
        busan.perform(busan.node.submitBlock(first, wire.now).effects());
        assertThat(busan.height()).isEqualTo(2);
    }

    @Test
    @DisplayName("after an announcement by inv alone, the next header is only sent once the peer has the one before")
    void headersConnect() {
        mine(seoul, 9);
        BlockHash first = seoul.node.chain().activeAt(1).orElseThrow().hash();
        seoul.perform(seoul.node.invalidate(first, wire.now).effects());
        wire.connect(seoul, busan);
        assertThat(seoul.node.peers()).hasSize(1);
        List<Effect> nine = seoul.node.reconsider(first, wire.now).effects();
        assertThat(sent(nine)).containsExactly("inv");
        Block tenth = Mining.solve(BlockTemplate.create(
                seoul.node.chain(), seoul.node.mempool(), Wire.ANYONE, "", 0, wire.now.getEpochSecond()));
        List<Effect> one = seoul.node.submitBlock(tenth, wire.now).effects();
        assertThat(sent(one)).containsExactly("inv");
        seoul.perform(nine);
        seoul.perform(one);
        wire.run();
        assertThat(busan.height()).isEqualTo(10);
    }

    private static List<String> sent(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message().command())
                .toList();
    }

    private MempoolResult.Outcome submit(Wire.Station station, Transaction tx) {
        Submission<MempoolResult> submission = station.node.submitTransaction(tx, wire.now);
        station.perform(submission.effects());
        wire.run();
        return submission.result().outcome();
    }

    /** Spends the coinbase of a height, which anyone can. */
    private Transaction spendCoinbase(Wire.Station station, int height, long fee) {
        Transaction coinbase = station.node
                .chain()
                .block(station.node.chain().activeAt(height).orElseThrow().hash())
                .orElseThrow()
                .transactions()
                .get(0);
        return spend(new OutPoint(coinbase.txid(), 0), coinbase.outputs().get(0).value(), fee);
    }

    private static Transaction spend(OutPoint coin, Amount value, long fee) {
        return new Transaction(
                2,
                List.of(new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(value.minus(new Amount(fee)), Wire.ANYONE), NOTE),
                0);
    }
}
