package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.Periodic;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class UnbroadcastTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private Wire.Station seoul;
    private Wire.Station busan;
    private Transaction payment;

    @BeforeEach
    void aPaymentOfSeoulAlone() {
        seoul = wire.station("Seoul");
        busan = wire.station("Busan");
        for (int i = 0; i < 102; i++) {
            seoul.mine();
            wire.now = wire.now.plusSeconds(10);
        }
        wire.connect(busan, seoul);
        wire.disconnect(busan, seoul);
        payment = payment(1);
        submit(payment);
    }

    /** Spends the coinbase of a height for a fee of 1,000 satoshis. */
    private Transaction payment(int height) {
        Transaction coinbase = seoul.node
                .chain()
                .block(seoul.node.chain().activeAt(height).orElseThrow().hash())
                .orElseThrow()
                .transactions()
                .get(0);
        return new Transaction(
                2,
                List.of(new TxIn(new OutPoint(coinbase.txid(), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(
                        new TxOut(new Amount(49_99999000L), Wire.ANYONE),
                        new TxOut(Amount.ZERO, Script.ofHex("6a04" + "4e4f5445"))),
                0);
    }

    private void submit(Transaction tx) {
        Submission<MempoolResult> submission = seoul.node.submitTransaction(tx, wire.now);
        assertThat(submission.result().outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        seoul.perform(submission.effects());
        wire.run();
    }

    @Test
    @DisplayName("a user's transaction counts as not broadcast until a peer has asked for it; a relayed one never does")
    void untilAsked() {
        assertThat(seoul.node.mempool().isUnbroadcast(payment.txid())).isTrue();
        assertThat(seoul.node.mempool().unbroadcastCount()).isEqualTo(1);
        wire.connect(busan, seoul);
        assertThat(busan.node.mempool().entry(payment.txid())).isPresent();
        assertThat(busan.node.mempool().unbroadcastCount()).isZero();
        assertThat(seoul.node.mempool().unbroadcastCount()).isZero();
    }

    @Test
    @DisplayName("one that leaves the pool isn't waited for any more")
    void untilConfirmed() {
        seoul.mine();
        assertThat(seoul.node.mempool().unbroadcastCount()).isZero();
        assertThat(seoul.node.mempool().unbroadcast()).isEmpty();
    }

    @Test
    @DisplayName(
            "one that no peer wanted to hear of is announced again every ten minutes, or when the timers are forwarded")
    void again() {
        seoul.mine();
        wire.connect(busan, seoul);
        wire.tick(1);
        hearOnly(1_000_000);
        Transaction cheap = payment(2);
        submit(cheap);
        hearOnly(1_000);
        wire.tick(598);
        assertThat(busan.node.mempool().entry(cheap.txid())).isEmpty();
        seoul.handle(new Event.TimersForwarded(Duration.ofSeconds(2)));
        wire.tick(0);
        assertThat(busan.node.mempool().entry(cheap.txid())).isPresent();
        assertThat(seoul.node.mempool().unbroadcastCount()).isZero();
    }

    /** Busan tells Seoul of which fee rates it wants to hear. */
    private void hearOnly(long satoshisPerKilobyte) {
        PeerId busanAtSeoul = seoul.farEnds.keySet().iterator().next();
        seoul.handle(new Event.Received(busanAtSeoul, new Message.FeeFilter(satoshisPerKilobyte), 32));
    }

    @Test
    @DisplayName("what is done at intervals is due at once, then after the interval, or earlier by what was forwarded")
    void periods() {
        Periodic tenMinutes = new Periodic(Duration.ofMinutes(10));
        assertThat(tenMinutes.isDue(wire.now)).isTrue();
        assertThat(tenMinutes.isDue(wire.now.plusSeconds(599))).isFalse();
        assertThat(tenMinutes.isDue(wire.now.plusSeconds(600))).isTrue();
        tenMinutes.forward(Duration.ofSeconds(100));
        assertThat(tenMinutes.isDue(wire.now.plusSeconds(1_099))).isFalse();
        assertThat(tenMinutes.isDue(wire.now.plusSeconds(1_100))).isTrue();
    }
}
