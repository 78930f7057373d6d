package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.PAY;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/** The operator values a transaction otherwise than by its fee. */
class PrioritiesTest {
    private static final long COIN = 50_00000000L;

    private final PoolFixture fixture = new PoolFixture(4);
    private final Mempool pool = fixture.pool;

    private List<Txid> template() {
        return BlockTemplate.create(fixture.chain, pool, PAY, "/Test/", 1, fixture.now).entries().stream()
                .map(MempoolEntry::txid)
                .toList();
    }

    @Test
    @DisplayName("a parent whose child is valued draws it into the block; what is valued at nothing stays outside")
    void templates() {
        Transaction first = fixture.accepted(pay(fixture.coins.get(0), COIN - 1_000));
        Transaction second = fixture.accepted(pay(fixture.coins.get(1), COIN - 2_000));
        Transaction child = fixture.accepted(pay(out(first, 0), COIN - 2_000));
        assertThat(template()).containsExactly(second.txid(), first.txid(), child.txid());
        pool.prioritise(child.txid(), 10_000);
        assertThat(template()).containsExactly(first.txid(), child.txid(), second.txid());
        pool.prioritise(second.txid(), -2_000);
        assertThat(template()).containsExactly(first.txid(), child.txid());
        assertThat(pool.totalFee().satoshis()).isEqualTo(4_000);
        assertThat(pool.entries().get(pool.entries().size() - 1).txid()).isEqualTo(second.txid());
    }

    @Test
    @DisplayName("1,000 satoshis for 1,000 bytes are enough for a block, one less isn't")
    void leastRate() {
        Transaction tx = fixture.accepted(pay(fixture.coins.get(0), COIN - 1_000));
        pool.prioritise(tx.txid(), tx.size() - 1_000);
        assertThat(template()).containsExactly(tx.txid());
        pool.prioritise(tx.txid(), -1);
        assertThat(template()).isEmpty();
    }

    @Test
    @DisplayName("a replacement is judged by the values of both, before it comes too")
    void replacement() {
        Transaction old = fixture.accepted(pay(fixture.coins.get(0), COIN - 10_000));
        Transaction poorer = pay(fixture.coins.get(0), COIN - 9_000);
        assertThat(pool.test(poorer, fixture.now).violation().map(Violation::reason))
                .contains(RejectReason.INSUFFICIENT_FEE);
        pool.prioritise(poorer.txid(), 2_000);
        assertThat(pool.test(poorer, fixture.now).violation()).isEmpty();
        pool.prioritise(poorer.txid(), -2_000);
        pool.prioritise(old.txid(), -10_000);
        fixture.accepted(poorer);
    }

    @Test
    @DisplayName("what was said adds up, within 100,000 coins, and is forgotten once a block holds the transaction")
    void sums() {
        Transaction tx = fixture.accepted(pay(fixture.coins.get(0), COIN - 1_000));
        pool.prioritise(tx.txid(), Long.MAX_VALUE);
        pool.prioritise(tx.txid(), Long.MAX_VALUE);
        assertThat(pool.priorities()).containsEntry(tx.txid(), 10_000_000_000_000L);
        assertThat(pool.entry(tx.txid()).orElseThrow().modifiedFee().satoshis()).isEqualTo(10_000_000_001_000L);
        pool.prioritise(tx.txid(), Long.MIN_VALUE);
        assertThat(pool.priorities()).isEmpty();
        pool.prioritise(tx.txid(), 5);
        fixture.mine();
        assertThat(pool.priorities()).isEmpty();
        assertThat(pool.count()).isZero();
    }

    @Test
    @DisplayName("a transaction that comes back from a block or waits on counts as it was valued")
    void reorganisation() {
        Transaction waiting = fixture.accepted(pay(fixture.coins.get(0), COIN - 1_000));
        pool.prioritise(waiting.txid(), 7);
        fixture.mineOnly();
        pool.onTipChange(fixture.chain.invalidate(fixture.chain.tip().hash()), fixture.now);
        assertThat(pool.entry(waiting.txid()).orElseThrow().feeDelta()).isEqualTo(7);
    }
}
