package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

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

    /** So many transactions, each of which spends the one before, in a form that needs no signature. */
    private static List<Transaction> chain(OutPoint first, int length) {
        List<Transaction> chain = new ArrayList<>();
        OutPoint coin = first;
        for (int i = 0; i < length; i++) {
            TxOut pays = new TxOut(new Amount(FIFTY - 1000L * (i + 1)), Script.ofHex("5161616161"));
            Transaction tx = i == 0
                    ? PoolFixture.sign(new Transaction(
                            2, PoolFixture.unsigned(List.of(coin)).inputs(), List.of(pays), 0))
                    : new Transaction(2, List.of(new TxIn(coin, Script.EMPTY, 0xffff_ffffL)), List.of(pays), i);
            chain.add(tx);
            coin = out(tx, 0);
        }
        return chain;
    }

    private static PoolFixture anyForm(int coins) {
        return new PoolFixture(coins, RelayPolicy.standard().acceptingNonStandard());
    }

    @Test
    @DisplayName("of a chain of 4,000 in a block that is disconnected, 25 come back")
    void longChainInBlock() {
        PoolFixture f = anyForm(1);
        List<Transaction> chain = chain(f.coins.get(0), 4000);
        f.mineOnly(chain.toArray(Transaction[]::new));
        MempoolChange change =
                f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
        assertThat(change.added()).extracting(MempoolEntry::tx).containsExactlyElementsOf(chain.subList(0, 25));
        assertThat(f.pool.count()).isEqualTo(25);
    }

    @Test
    @DisplayName("of a chain of 25 that waits, ten leave when ten come back from a block in front of it")
    void longChainAcrossBlock() {
        PoolFixture f = anyForm(1);
        List<Transaction> chain = chain(f.coins.get(0), 35);
        f.mineOnly(chain.subList(0, 10).toArray(Transaction[]::new));
        chain.subList(10, 35).forEach(f::accepted);
        MempoolChange change =
                f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
        assertThat(change.removed())
                .extracting(removal -> removal.entry().tx())
                .containsExactlyElementsOf(chain.subList(25, 35));
        assertThat(f.pool.entries())
                .extracting(MempoolEntry::tx)
                .containsExactlyInAnyOrderElementsOf(chain.subList(0, 25));
    }

    @Test
    @DisplayName(
            "thirty payments that spend one confirmed transaction stay when it comes back, though only 25 could follow it")
    void manyChildren() {
        PoolFixture f = new PoolFixture(1);
        long[] amounts = new long[30];
        Arrays.fill(amounts, COIN);
        Transaction parent = f.accepted(pay(f.coins, amounts));
        f.mine();
        for (int i = 0; i < 30; i++) {
            f.accepted(pay(out(parent, i), COIN - 1000));
        }
        f.pool.onTipChange(f.chain.invalidate(f.chain.tip().hash()), f.now);
        assertThat(f.pool.count()).isEqualTo(31);
        assertThat(f.pool.descendants(parent.txid())).hasSize(30);
    }

    @Test
    @DisplayName("20 MB of memory come back from disconnected blocks: those nearest to the fork, in order")
    void memoryOfReturning() {
        ReturningTransactions returning = new ReturningTransactions();
        List<Transaction> old = large(1, 5);
        List<Transaction> recent = large(2, 5);
        // Each of the eight takes about 2.5 MB; a ninth has no room.
        assertThat(MemoryUsage.of(old.get(1)) * 8).isLessThan(20_000_000);
        assertThat(MemoryUsage.of(old.get(1)) * 9).isGreaterThan(20_000_000);
        returning.disconnected(recent);
        returning.disconnected(old);
        assertThat(returning.inOrder())
                .containsExactly(
                        old.get(1),
                        old.get(2),
                        old.get(3),
                        old.get(4),
                        recent.get(1),
                        recent.get(2),
                        recent.get(3),
                        recent.get(4));
        returning.disconnected(large(3, 2));
        assertThat(returning.inOrder()).hasSize(8).doesNotContain(recent.get(4)).contains(recent.get(3));
        returning.connected(old);
        assertThat(returning.inOrder()).hasSize(4);
    }

    private static List<Transaction> large(int block, int count) {
        List<Transaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(new Transaction(
                    block,
                    List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(new byte[2_400_000])), i)),
                    List.of(),
                    0));
        }
        return transactions;
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
        ScriptCheckRunner counting = checks -> {
            ran.addAll(checks);
            return ScriptCheckRunner.inOrder().firstFailure(checks);
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
