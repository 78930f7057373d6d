package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;
import static org.wonsi.core.mempool.PoolFixture.sign;
import static org.wonsi.core.mempool.PoolFixture.unsigned;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.mempool.MempoolResult.Outcome;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class PoolLimitsTest {
    private static final long COIN = 100_000_000L;
    private static final long FIFTY = 50 * COIN;

    @Test
    @DisplayName("a fee of one satoshi a byte and an output of 546 satoshis are enough")
    void minimums() {
        PoolFixture f = new PoolFixture(2);
        int size = pay(f.coins.get(0), FIFTY - 200).size();
        f.accepted(pay(f.coins.get(0), FIFTY - size));
        f.accepted(pay(f.coins.get(1), 546, FIFTY - 10_000));
    }

    @Test
    @DisplayName("any form is kept where that is wanted, but not any fee")
    void acceptNonStandard() {
        PoolFixture f = new PoolFixture(1, RelayPolicy.standard().acceptingNonStandard());
        Transaction odd = sign(new Transaction(
                77,
                unsigned(f.coins, 1).inputs(),
                List.of(
                        new TxOut(new Amount(1), Script.ofHex("51")),
                        new TxOut(new Amount(FIFTY - 1000), Script.EMPTY)),
                0));
        f.accepted(odd);
        Transaction spendsOdd = new Transaction(
                1,
                List.of(new TxIn(out(odd, 1), Script.ofHex("51"), 0xffff_ffffL)),
                List.of(new TxOut(new Amount(FIFTY - 1000), Script.ofHex("51")), new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
        assertThat(f.pool.accept(spendsOdd, f.now).violation().map(Violation::reason))
                .contains(RejectReason.MIN_RELAY_FEE);
    }

    @Test
    @DisplayName(
            "a lock time is asked of the next block: its height may equal the lock time plus one, not the lock time")
    void lockTime() {
        PoolFixture f = new PoolFixture(1);
        int next = f.chain.tip().height() + 1;
        Transaction open = sign(new Transaction(
                1,
                unsigned(f.coins, 1).inputs(),
                unsigned(f.coins, FIFTY - 1000).outputs(),
                next - 1));
        f.accepted(open);
    }

    @Test
    @DisplayName("a relative lock time of exactly the coin's age in the next block is over")
    void relativeLockTime() {
        PoolFixture f = new PoolFixture(1);
        int age = f.chain.tip().height()
                + 1
                - f.chain.coin(f.coins.get(0)).orElseThrow().height();
        f.accepted(sign(new Transaction(
                2,
                List.of(new TxIn(f.coins.get(0), Script.EMPTY, age)),
                unsigned(f.coins, FIFTY - 1000).outputs(),
                0)));
    }

    @Test
    @DisplayName("a coinbase is taken when the next block is the 100th after it")
    void maturity() {
        PoolFixture f = new PoolFixture(1);
        int next = f.chain.tip().height() + 1;
        OutPoint mature = coinbaseAt(f, next - 100);
        OutPoint young = coinbaseAt(f, next - 99);
        f.accepted(pay(mature, FIFTY - 1000));
        assertThat(f.pool.accept(pay(young, FIFTY - 1000), f.now).violation().map(Violation::reason))
                .contains(RejectReason.PREMATURE_COINBASE_SPEND);
    }

    private static OutPoint coinbaseAt(PoolFixture f, int height) {
        return f.chain
                .block(f.chain.activeAt(height).orElseThrow().hash())
                .map(block -> new OutPoint(block.transactions().get(0).txid(), 0))
                .orElseThrow();
    }

    @Test
    @DisplayName("a full pool throws out what pays least, with what needs it; a poor parent is kept by its rich child")
    void eviction() {
        PoolFixture f = new PoolFixture(5, RelayPolicy.standard().withMaxMemory(4300));
        Transaction poorParent = f.accepted(pay(f.coins.get(0), FIFTY - 200));
        f.accepted(pay(out(poorParent, 0), FIFTY - 50_000));
        Transaction cheap = f.accepted(pay(f.coins.get(1), FIFTY - 3000));
        f.accepted(pay(f.coins.get(2), FIFTY - 9000));
        MempoolResult full = f.pool.accept(pay(f.coins.get(3), FIFTY - 10_000), f.now);
        assertThat(full.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(full.removed())
                .extracting(removal -> removal.entry().txid() + " " + removal.reason())
                .containsExactly(cheap.txid() + " " + Reason.EVICTED);
        assertThat(f.pool.entry(poorParent.txid())).isPresent();
        FeeRate price = f.pool.minFeeRate(f.now);
        assertThat(price).isGreaterThan(new FeeRate(15_000)).isLessThan(new FeeRate(18_000));

        // The price stays until a block is found, then halves within hours.
        assertThat(f.pool.minFeeRate(f.now + 1_000_000)).isEqualTo(price);
        f.mine();
        assertThat(f.pool.minFeeRate(f.now)).isEqualTo(price);
        FeeRate halved = f.pool.minFeeRate(f.now + 3 * 3600);
        assertThat(halved.satoshisPerKilobyte())
                .isBetween(price.satoshisPerKilobyte() * 49 / 100, price.satoshisPerKilobyte() * 51 / 100);
        assertThat(f.pool.minFeeRate(f.now + 100 * 3600)).isEqualTo(new FeeRate(1000));
    }

    @Test
    @DisplayName("the price falls by half in three hours however often it is looked at, and to nothing in the end")
    void priceLookedAtOften() {
        RollingMinimumFee price = new RollingMinimumFee(new FeeRate(1000));
        price.evicted(new FeeRate(4000));
        price.blockConnected(0);
        long now = 0;
        while (now < 3 * 3600) {
            now += 11;
            price.at(now, 0, 300_000_000);
        }
        assertThat(price.at(now, 0, 300_000_000).satoshisPerKilobyte()).isBetween(2495L, 2500L);
        while (now < 9 * 3600) {
            now += 11;
            price.at(now, 0, 300_000_000);
        }
        assertThat(price.at(now, 0, 300_000_000)).isEqualTo(new FeeRate(1000));
        while (now < 10 * 3600) {
            now += 11;
            price.at(now, 0, 300_000_000);
        }
        assertThat(price.at(now, 0, 300_000_000)).isEqualTo(FeeRate.ZERO);
    }

    @Test
    @DisplayName("a transaction of 180,000 bytes that needs no other is within the limits of chains, its child isn't")
    void largeWithoutParents() {
        PoolFixture f = new PoolFixture(1, RelayPolicy.standard().acceptingNonStandard());
        Transaction large = sign(new Transaction(
                2,
                unsigned(f.coins).inputs(),
                List.of(
                        new TxOut(new Amount(FIFTY - 1_000_000), Script.ofHex("51")),
                        new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[180_000])))),
                0));
        f.accepted(large);
        Transaction child = new Transaction(
                2,
                List.of(new TxIn(out(large, 0), Script.EMPTY, 0)),
                List.of(new TxOut(new Amount(FIFTY - 2_000_000), Script.ofHex("51"))),
                0);
        assertThat(f.pool.accept(padded(child), f.now).violation().map(Violation::rejectString))
                .contains("too-long-mempool-chain");
    }

    /** The same with an output that makes it longer than 64 bytes. */
    private static Transaction padded(Transaction tx) {
        return new Transaction(
                tx.version(),
                tx.inputs(),
                List.of(tx.outputs().get(0), new TxOut(Amount.ZERO, Script.ofHex("6a"))),
                tx.lockTime());
    }

    @Test
    @DisplayName("after fourteen days a transaction goes, a second earlier it doesn't")
    void expiry() {
        PoolFixture f = new PoolFixture(1);
        Transaction tx = f.accepted(pay(f.coins, FIFTY - 1000));
        assertThat(f.pool.expire(f.now + 14 * 86_400).removed()).isEmpty();
        assertThat(f.pool.expire(f.now + 14 * 86_400 + 1).removed())
                .extracting(removal -> removal.entry().txid() + " " + removal.reason())
                .containsExactly(tx.txid() + " " + Reason.EXPIRED);
    }

    @Test
    @DisplayName("100 orphans are kept for twenty minutes, the newest; one of 100,001 bytes never")
    void orphanLimits() {
        PoolFixture f = new PoolFixture(1);
        List<Transaction> orphans = IntStream.range(0, 101)
                .mapToObj(i -> pay(new OutPoint(new Txid(Hash256.ZERO), i), 1000))
                .toList();
        orphans.forEach(tx -> f.pool.accept(tx, f.now));
        assertThat(f.pool.orphanCount()).isEqualTo(100);
        assertThat(f.pool.isOrphan(orphans.get(0).txid())).isFalse();
        assertThat(f.pool.isOrphan(orphans.get(1).txid())).isTrue();
        f.pool.expire(f.now + 20 * 60 - 1);
        assertThat(f.pool.orphanCount()).isEqualTo(100);
        f.pool.expire(f.now + 20 * 60);
        assertThat(f.pool.orphanCount()).isZero();

        PoolFixture any = new PoolFixture(1, RelayPolicy.standard().acceptingNonStandard());
        assertThat(any.pool.accept(ofSize(100_001), any.now).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(any.pool.accept(ofSize(100_000), any.now).outcome()).isEqualTo(Outcome.ORPHAN);
    }

    private static Transaction ofSize(int bytes) {
        return new Transaction(
                1,
                List.of(new TxIn(new OutPoint(new Txid(Hash256.ZERO), 0), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[bytes - 64])))),
                0);
    }

    @Test
    @DisplayName(
            "limits of form, both sides: 100,000 bytes, 1,650 bytes of script, 65 bytes, 4,000 signature operations")
    void formLimits() {
        assertThat(StandardRules.checkSize(ofSize(100_000))).isEmpty();
        assertThat(StandardRules.checkSize(ofSize(100_001))).isPresent();
        assertThat(StandardRules.checkInputScripts(withScriptSig(1650))).isEmpty();
        assertThat(StandardRules.checkInputScripts(withScriptSig(1651))).isPresent();
        assertThat(StandardRules.checkNotTiny(withScriptSig(5))).isEmpty();
        assertThat(StandardRules.checkNotTiny(withScriptSig(4))).isPresent();
        assertThat(StandardRules.checkSigops(4000)).isEmpty();
        assertThat(StandardRules.checkSigops(4001)).isPresent();
    }

    /** 60 bytes and the script, which is zeros: pushes of nothing. */
    private static Transaction withScriptSig(int bytes) {
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(new byte[bytes])), 0)),
                List.of(new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
    }

    @Test
    @DisplayName("a transaction with many signature operations is charged 20 bytes for each")
    void sigopsCount() {
        Transaction tx = ofSize(100);
        assertThat(new MempoolEntry(tx, new Amount(1000), 0, 0, 5).size()).isEqualTo(100);
        assertThat(new MempoolEntry(tx, new Amount(1000), 0, 0, 6).size()).isEqualTo(120);
    }
}
