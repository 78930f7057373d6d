package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.LockTimeRules.SequenceLock;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;

@DisplayName("The list of what waits is in the order of fee rates, and of coming where they are equal")
class RateOrderTest {
    private final PoolFixture fixture = new PoolFixture(1);
    private final Transaction tx = pay(fixture.coins.get(0), 49_00000000L);

    private PoolNode node(long fee, long sequence) {
        return new PoolNode(
                new MempoolEntry(tx, new Amount(fee), 0, 1, 1),
                new LockPoints(-1, -1, new SequenceLock(-1, -1)),
                sequence);
    }

    @Test
    @DisplayName("as a list that is sorted anew would be, through 500 comings and goings")
    void asSorted() {
        Random random = new Random(7);
        RateOrder order = new RateOrder();
        List<PoolNode> model = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (model.size() > 20 && random.nextInt(3) == 0) {
                PoolNode gone = model.remove(random.nextInt(model.size()));
                order.remove(gone);
                if (random.nextBoolean()) {
                    gone.value(random.nextInt(50) * 100L);
                    order.add(gone);
                    model.add(gone);
                }
            } else {
                PoolNode come = node(random.nextInt(50) * 100L, i);
                order.add(come);
                model.add(come);
            }
            assertThat(order.entries())
                    .isEqualTo(model.stream()
                            .sorted(Comparator.comparing(
                                            (PoolNode n) -> n.entry().feeRate())
                                    .reversed()
                                    .thenComparingLong(n -> n.sequence))
                            .map(PoolNode::entry)
                            .toList());
        }
        assertThat(model).hasSizeGreaterThan(200);
    }

    @Test
    @DisplayName("what isn't there can be removed, and a list that was given out stays what it was")
    void given() {
        RateOrder order = new RateOrder();
        PoolNode first = node(1_000, 1);
        order.remove(first);
        order.add(first);
        List<MempoolEntry> before = order.entries();
        order.add(node(2_000, 2));
        assertThat(before).containsExactly(first.entry());
        assertThat(order.entries()).hasSize(2);
        assertThat(order.entries().get(1)).isSameAs(first.entry());
    }
}
