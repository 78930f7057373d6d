package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;

class ReorganisationTest {
    private static final long COIN = 100_000_000L;
    private static final long FIFTY = 50 * COIN;

    @Test
    @DisplayName("what spends a coinbase of a lost branch can't stay, nor what needs it")
    void lostCoinbase() {
        PoolFixture f = new PoolFixture(1);
        for (int i = 0; i < 3; i++) {
            f.mine();
        }
        int height = f.chain.tip().height();
        Block block = f.chain
                .block(f.chain.activeAt(height - 99).orElseThrow().hash())
                .orElseThrow();
        Transaction spender = f.accepted(pay(out(block.transactions().get(0), 0), FIFTY - 1000));
        Transaction child = f.accepted(pay(out(spender, 0), FIFTY - 2000));
        MempoolChange change =
                f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
        assertThat(change.removed())
                .extracting(removal -> removal.entry().txid() + " " + removal.reason())
                .containsExactly(spender.txid() + " " + Reason.REORG, child.txid() + " " + Reason.REORG);
        assertThat(f.pool.count()).isZero();
    }

    @Test
    @DisplayName("a payment that both branches hold doesn't come back")
    void onBothBranches() {
        PoolFixture f = new PoolFixture(1);
        PoolFixture other = new PoolFixture(1);
        Transaction tx = pay(f.coins, FIFTY - 1000);
        f.accepted(tx);
        other.accepted(tx);
        f.mine();
        other.now += 7;
        List<Block> longer = List.of(other.mine(), other.mine());
        MempoolChange last = MempoolChange.NONE;
        for (Block block : longer) {
            last = f.pool.onTipChange(f.chain.acceptBlock(block, f.now + 10_000).changes(), f.now);
        }
        assertThat(f.chain.tip().hash()).isEqualTo(other.chain.tip().hash());
        assertThat(last).isEqualTo(MempoolChange.NONE);
        assertThat(f.pool.count()).isZero();
    }

    @Test
    @DisplayName("a payment that comes back goes before a waiting one that spends it")
    void returningGoesFirst() {
        PoolFixture f = new PoolFixture(2);
        Transaction confirmed = f.accepted(pay(f.coins.get(0), FIFTY - 1000));
        f.mine();
        Transaction child = f.accepted(pay(List.of(out(confirmed, 0), f.coins.get(1)), 2 * FIFTY - 10_000));
        f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
        assertThat(f.pool.entries())
                .extracting(MempoolEntry::txid)
                .containsExactlyInAnyOrder(confirmed.txid(), child.txid());
        assertThat(f.pool.ancestors(child.txid())).hasSize(1);
    }

    @Test
    @DisplayName("scripts that passed in the mempool aren't run again in the block, nor after a reorganisation")
    void scriptsRunOnce() {
        List<ScriptCheck> ran = new ArrayList<>();
        ScriptChecks counting = checks -> {
            ran.addAll(checks);
            return ScriptChecks.inOrder().runAll(checks);
        };
        PoolFixture source = new PoolFixture(1);
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), counting);
        for (int height = 1; height <= source.chain.tip().height(); height++) {
            chain.acceptBlock(
                    source.chain
                            .block(source.chain.activeAt(height).orElseThrow().hash())
                            .orElseThrow(),
                    source.now);
        }
        Mempool pool = new Mempool(chain, RelayPolicy.standard());
        Transaction tx = pay(source.coins, FIFTY - 1000);
        pool.accept(tx, source.now);
        assertThat(ran).hasSize(1);
        source.accepted(tx);
        pool.onTipChange(chain.acceptBlock(source.mine(), source.now).changes(), source.now);
        assertThat(chain.tip().height()).isEqualTo(source.chain.tip().height());
        pool.onTipChange(chain.invalidate(chain.tip().hash()), source.now);
        assertThat(pool.count()).isEqualTo(1);
        assertThat(ran).hasSize(1);
    }

    @Test
    @DisplayName("through random payments, blocks and reorganisations the pool's sums stay what its entries give")
    void sumsStayRight() {
        Random random = new Random(22);
        PoolFixture f = new PoolFixture(20, RelayPolicy.standard().withMaxMemory(36_000));
        List<OutPoint> coins = new ArrayList<>(f.coins);
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            OutPoint coin = coins.get(random.nextInt(coins.size()));
            Optional<Amount> value = f.pool.spender(coin)
                    .map(e -> new Amount(e.tx().outputs().get(0).value().satoshis() * 2))
                    .or(() -> f.pool.coin(coin).map(c -> c.output().value()));
            if (value.isPresent() && value.get().satoshis() > 1_000_000) {
                long half = value.get().satoshis() / 2 - random.nextInt(100_000) - 200;
                Transaction tx = pay(coin, half, half);
                if (f.pool.accept(tx, f.now).outcome() == MempoolResult.Outcome.ACCEPTED) {
                    accepted++;
                    coins.add(out(tx, 0));
                    coins.add(out(tx, 1));
                }
            }
            if (random.nextInt(25) == 0) {
                f.mine();
            } else if (random.nextInt(40) == 0) {
                f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
            }
            check(f, i);
        }
        assertThat(accepted).isGreaterThan(60);
    }

    private static void check(PoolFixture f, int step) {
        List<MempoolEntry> entries = f.pool.entries();
        assertThat(f.pool.count()).as("step %d", step).isEqualTo(entries.size());
        assertThat(f.pool.bytes())
                .isEqualTo(entries.stream().mapToLong(MempoolEntry::size).sum());
        assertThat(f.pool.totalFee().satoshis())
                .isEqualTo(entries.stream().mapToLong(e -> e.fee().satoshis()).sum());
        assertThat(f.pool.memory()).isLessThanOrEqualTo(36_000);
        for (MempoolEntry entry : entries) {
            entry.tx().inputs().forEach(in -> {
                assertThat(f.pool.spender(in.prevout())).contains(entry);
                assertThat(f.pool.entry(in.prevout().txid()).isPresent()
                                || f.chain.coin(in.prevout()).isPresent())
                        .as("step %d: the coins of what waits exist", step)
                        .isTrue();
            });
        }
    }
}
