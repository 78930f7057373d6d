package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.Mempool.Trial;
import org.wonsi.core.tx.Transaction;

/** Several transactions are judged one after the other, and none stays. */
class TrialTest {
    private static final long COIN = 50_00000000L;

    private final PoolFixture fixture = new PoolFixture(3);

    private List<Trial> trial(Transaction... transactions) {
        return fixture.pool.testTogether(List.of(transactions), fixture.now);
    }

    @Test
    @DisplayName("a child may spend its parent in the list; afterwards the pool is as it was")
    void child() {
        Transaction waiting = fixture.accepted(pay(fixture.coins.get(0), COIN - 1_000));
        List<MempoolEntry> before = fixture.pool.entries();
        Transaction parent = pay(out(waiting, 0), COIN - 2_000);
        Transaction child = pay(out(parent, 0), COIN - 4_500);
        assertThat(trial(parent, child)).allMatch(t -> t.violation().isEmpty() && !t.replaces());
        assertThat(trial(parent, child).get(1).fee().satoshis()).isEqualTo(2_500);
        assertThat(fixture.pool.entries()).isEqualTo(before);
        assertThat(fixture.pool.spender(out(waiting, 0))).isEmpty();
        assertThat(fixture.pool.descendants(waiting.txid())).isEmpty();
        fixture.accepted(parent);
        fixture.accepted(child);
    }

    @Test
    @DisplayName("the first that is refused is the last that is judged, and so is one that replaces")
    void stops() {
        Transaction poor = pay(fixture.coins.get(0), COIN);
        Transaction other = pay(fixture.coins.get(1), COIN - 1_000);
        List<Trial> refused = trial(other, poor, pay(fixture.coins.get(2), COIN - 1_000));
        assertThat(refused).hasSize(2);
        assertThat(refused.get(1).violation().map(Violation::reason)).contains(RejectReason.MIN_RELAY_FEE);
        fixture.accepted(other);
        List<Trial> replacing = trial(pay(fixture.coins.get(1), COIN - 9_000), poor);
        assertThat(replacing).hasSize(1);
        assertThat(replacing.get(0).replaces()).isTrue();
        assertThat(replacing.get(0).violation()).isEmpty();
        assertThat(fixture.pool.count()).isEqualTo(1);
    }
}
