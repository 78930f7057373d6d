package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.mempool.MempoolResult.Outcome;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

class MempoolTest {
    private static final long COIN = 100_000_000L;

    private static List<Txid> txids(List<MempoolEntry> entries) {
        return entries.stream().map(MempoolEntry::txid).toList();
    }

    @Test
    @DisplayName("a payment waits, is mined with its fee collected, and leaves the pool as confirmed")
    void paymentIsMined() {
        PoolFixture f = new PoolFixture(1);
        Transaction tx = pay(f.coins.get(0), 50 * COIN - 10_000);
        MempoolResult result = f.pool.accept(tx, f.now);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ACCEPTED);
        assertThat(f.pool.totalFee().satoshis()).isEqualTo(10_000);
        Block block = f.mine();
        assertThat(block.transactions()).hasSize(2);
        assertThat(block.transactions().get(0).outputs().get(0).value().satoshis())
                .isEqualTo(50 * COIN + 10_000);
        assertThat(f.pool.count()).isZero();
        assertThat(f.pool.bytes()).isZero();
        assertThat(f.pool.totalFee().satoshis()).isZero();
    }

    @Test
    @DisplayName(
            "after a reorganisation the losing branch's payments wait again, in order, and the script isn't run anew")
    void reorganisationReturnsPayments() {
        PoolFixture f = new PoolFixture(2);
        Transaction parent = pay(f.coins.get(0), 50 * COIN - 10_000);
        Transaction child = pay(out(parent, 0), 50 * COIN - 20_000);
        f.pool.accept(parent, f.now);
        f.mine();
        f.pool.accept(child, f.now);
        f.mine();
        assertThat(f.pool.count()).isZero();
        List<TipChange> changes =
                f.chain.invalidate(f.chain.tip().parent().orElseThrow().hash());
        MempoolChange change = f.pool.onTipChange(changes, f.now);
        assertThat(txids(change.added())).containsExactly(parent.txid(), child.txid());
        assertThat(txids(f.pool.ancestors(child.txid()))).containsExactly(parent.txid());
    }

    @Test
    @DisplayName("a block that spends a waiting transaction's coin otherwise throws it out, and what needs it")
    void blockConflict() {
        PoolFixture f = new PoolFixture(1);
        PoolFixture other = new PoolFixture(1);
        assertThat(other.chain.tip()).hasToString(f.chain.tip().toString());
        Transaction here = pay(f.coins.get(0), 50 * COIN - 10_000);
        Transaction child = pay(out(here, 0), 50 * COIN - 20_000);
        f.pool.accept(here, f.now);
        f.pool.accept(child, f.now);
        other.pool.accept(pay(f.coins.get(0), 20 * COIN, 29 * COIN), other.now);
        MempoolChange change = f.submit(other.mine());
        assertThat(change.removed())
                .extracting(MempoolChange.Removal::reason)
                .containsExactly(Reason.CONFLICT, Reason.CONFLICT);
        assertThat(f.pool.count()).isZero();
    }

    @Test
    @DisplayName("a child that comes before its parent is an orphan, and follows when the parent comes")
    void orphanFollows() {
        PoolFixture f = new PoolFixture(1);
        Transaction parent = pay(f.coins.get(0), 50 * COIN - 10_000);
        Transaction child = pay(out(parent, 0), 50 * COIN - 20_000);
        MempoolResult early = f.pool.accept(child, f.now);
        assertThat(early.outcome()).isEqualTo(Outcome.ORPHAN);
        assertThat(early.violation().orElseThrow().reason()).isEqualTo(RejectReason.MISSING_OR_SPENT_INPUTS);
        assertThat(txids(f.pool.accept(parent, f.now).added())).containsExactly(parent.txid(), child.txid());
        assertThat(f.pool.orphanCount()).isZero();
    }

    @Test
    @DisplayName("a child that pays much draws in its parent that pays little, before others")
    void childPaysForParent() {
        PoolFixture f = new PoolFixture(3);
        Transaction poor = pay(f.coins.get(0), 50 * COIN - 200);
        Transaction rich = pay(out(poor, 0), 50 * COIN - 100_000);
        Transaction middle = pay(f.coins.get(1), 50 * COIN - 5_000);
        List.of(poor, rich, middle)
                .forEach(tx -> assertThat(f.pool.accept(tx, f.now).outcome()).isEqualTo(Outcome.ACCEPTED));
        assertThat(txids(f.pool.entries())).containsExactly(rich.txid(), middle.txid(), poor.txid());
        assertThat(f.mine().transactions().subList(1, 4))
                .extracting(Transaction::txid)
                .containsExactly(poor.txid(), rich.txid(), middle.txid());
    }
}
