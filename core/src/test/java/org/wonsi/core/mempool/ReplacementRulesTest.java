package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

class ReplacementRulesTest {
    private static final long COIN = 100_000_000L;
    private static final long FIFTY = 50 * COIN;

    @Test
    @DisplayName(
            "a replacement that pays for its own bytes on top goes in, a satoshi less doesn't, and what it replaces goes")
    void paysForItself() {
        PoolFixture f = new PoolFixture(1);
        Transaction first = f.accepted(pay(f.coins, FIFTY - 1000));
        Transaction child = f.accepted(pay(out(first, 0), FIFTY - 2000));
        int size = pay(f.coins, FIFTY - 2191).size();
        assertThat(f.pool.accept(pay(f.coins, FIFTY - 2000 - size + 1), f.now)
                        .violation()
                        .map(Violation::reason))
                .contains(RejectReason.INSUFFICIENT_FEE);
        MempoolResult result = f.pool.accept(pay(f.coins, FIFTY - 2000 - size), f.now);
        assertThat(result.outcome()).as("%s", result).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        assertThat(result.removed())
                .extracting(removal -> removal.entry().txid() + " " + removal.reason())
                .containsExactly(first.txid() + " " + Reason.REPLACED, child.txid() + " " + Reason.REPLACED);
        assertThat(f.pool.count()).isEqualTo(1);
        assertThat(f.pool.spender(out(first, 0))).isEmpty();
    }

    @Test
    @DisplayName("a transaction that doesn't signal replaceability is replaced all the same")
    void fullReplaceByFee() {
        PoolFixture f = new PoolFixture(1);
        Transaction unsigned = PoolFixture.unsigned(f.coins, FIFTY - 1000);
        Transaction unsignalled = PoolFixture.sign(new Transaction(
                2,
                unsigned.inputs().stream()
                        .map(in -> new TxIn(in.prevout(), in.scriptSig(), 0xffff_ffffL))
                        .toList(),
                unsigned.outputs(),
                0));
        f.accepted(unsignalled);
        f.accepted(pay(f.coins, FIFTY - 5000));
        assertThat(f.pool.entry(unsignalled.txid())).isEmpty();
    }

    @Test
    @DisplayName("a replacement may throw out 100 transactions")
    void hundredReplaced() {
        PoolFixture f = new PoolFixture(4);
        for (OutPoint coin : f.coins) {
            long[] amounts = new long[24];
            Arrays.fill(amounts, COIN);
            Transaction parent = f.accepted(pay(coin, amounts));
            for (int i = 0; i < 24; i++) {
                f.accepted(pay(out(parent, i), COIN - 1000));
            }
        }
        assertThat(f.pool.count()).isEqualTo(100);
        f.accepted(pay(f.coins, COIN));
        assertThat(f.pool.count()).isEqualTo(1);
    }

    @Test
    @DisplayName("what two contradicted transactions share counts for each of them: 97 transactions count 105")
    void sharedDescendantsCountTwice() {
        PoolFixture f = new PoolFixture(5);
        List<OutPoint> shared = new ArrayList<>();
        for (OutPoint coin : f.coins) {
            long[] amounts = new long[20];
            Arrays.fill(amounts, COIN);
            Transaction parent = f.accepted(pay(coin, amounts));
            for (int i = 0; i < 18; i++) {
                f.accepted(pay(out(parent, i), COIN - 1000));
            }
            shared.add(out(parent, 18));
            shared.add(out(parent, 19));
        }
        f.accepted(pay(List.of(shared.get(0), shared.get(2), shared.get(4), shared.get(6), shared.get(8)), COIN));
        f.accepted(pay(List.of(shared.get(1), shared.get(3), shared.get(5), shared.get(7), shared.get(9)), COIN));
        assertThat(f.pool.count()).isEqualTo(97);
        assertThat(f.pool.test(pay(f.coins, COIN), f.now).violation().map(Violation::rejectString))
                .contains("too many potential replacements");
        assertThat(f.pool.test(pay(f.coins.subList(0, 4), COIN), f.now).outcome())
                .as("four of them count 84")
                .isEqualTo(MempoolResult.Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("a replacement may spend from what only a descendant of the contradicted one spent from")
    void parentsOfAllReplaced() {
        PoolFixture f = new PoolFixture(3);
        Transaction other = f.accepted(pay(f.coins.get(1), 25 * COIN, 24 * COIN));
        Transaction first = f.accepted(pay(f.coins.get(0), FIFTY - 1000));
        Transaction stranger = f.accepted(pay(f.coins.get(2), FIFTY - 1000));
        Transaction child = f.accepted(pay(List.of(out(first, 0), out(other, 0)), 70 * COIN));
        assertThat(f.pool.test(pay(List.of(f.coins.get(0), out(stranger, 0)), COIN), f.now)
                        .violation()
                        .map(Violation::rejectString))
                .contains("replacement-adds-unconfirmed");
        f.accepted(pay(List.of(f.coins.get(0), out(other, 1)), COIN));
        assertThat(f.pool.entry(child.txid())).isEmpty();
    }

    @Test
    @DisplayName("the 25th of a chain goes in, its replacement too, and one small child more by the carve-out")
    void chainLimits() {
        PoolFixture f = new PoolFixture(1);
        Transaction root = f.accepted(pay(f.coins, 25 * COIN, FIFTY - 25 * COIN - 1000));
        List<Transaction> chain = new ArrayList<>(List.of(root));
        for (int i = 1; i < 25; i++) {
            chain.add(f.accepted(pay(out(chain.get(i - 1), 0), 25 * COIN - 1000L * i)));
        }
        f.accepted(pay(out(chain.get(23), 0), 25 * COIN - 50_000));
        assertThat(f.pool.descendants(root.txid())).hasSize(24);
        // The 26th to need the root, but as its direct child and small.
        f.accepted(pay(out(root, 1), 24 * COIN));
        assertThat(f.pool.descendants(root.txid())).hasSize(25);
        Transaction another = pay(List.of(out(root, 1)), 23 * COIN);
        assertThat(f.pool.test(another, f.now).outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        assertThat(f.pool.ancestors(chain.get(23).txid())).hasSize(23);
    }
}
