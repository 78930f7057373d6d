package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.ChainStore;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.MempoolAcceptance.Origin;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** After a reorganisation the pool holds what building it anew, with every rule asked again, would give. */
class ReorganisedPoolTest {
    private static final Script ANYONE = Script.ofHex("5161616161");
    private static final RelayPolicy POLICY = RelayPolicy.standard().acceptingNonStandard();

    private final MemoryChainStore store = new MemoryChainStore();

    /** Coins looked up, which in a node may be a look at the disk each. */
    private long lookups;

    private final ChainState chain = new ChainState(ChainParams.regtest(), counting(), ScriptCheckRunner.inOrder());
    private final Mempool pool = new Mempool(chain, POLICY);
    private final List<OutPoint> coins = new ArrayList<>();
    private long now = 1_600_000_000L;

    private ChainStore counting() {
        return (ChainStore) Proxy.newProxyInstance(
                ChainStore.class.getClassLoader(), new Class<?>[] {ChainStore.class}, (proxy, method, args) -> {
                    lookups += method.getName().equals("coin") ? 1 : 0;
                    return method.invoke(store, args);
                });
    }

    private void mine(Mempool from) {
        now += 600;
        Block block = Mining.solve(BlockTemplate.create(chain, from, ANYONE, "/Test/", now, now));
        List<TipChange> changes = chain.acceptBlock(block, now).changes();
        check(changes);
        coins.add(new OutPoint(block.transactions().get(0).txid(), 0));
    }

    private static Transaction pay(OutPoint coin, long sequence, long lockTime, long... satoshis) {
        List<TxOut> outputs = new ArrayList<>();
        for (long amount : satoshis) {
            outputs.add(new TxOut(new Amount(amount), ANYONE));
        }
        return new Transaction(2, List.of(new TxIn(coin, Script.EMPTY, sequence)), outputs, lockTime);
    }

    /** Passes changes on, and compares the pool with one that is built anew. */
    private void check(List<TipChange> changes) {
        boolean reorganised = changes.stream().anyMatch(c -> c.kind() == TipChange.Kind.DISCONNECTED);
        List<MempoolEntry> waited = pool.entries().stream()
                .sorted(Comparator.comparingInt(
                        (MempoolEntry e) -> pool.ancestors(e.txid()).size()))
                .toList();
        pool.onTipChange(changes, now);
        if (reorganised) {
            Map<Txid, Set<Txid>> expected = builtAnew(changes, waited);
            Map<Txid, Set<Txid>> actual = new LinkedHashMap<>();
            for (MempoolEntry entry : pool.entries()) {
                List<MempoolEntry> needed = pool.ancestors(entry.txid());
                assertParentsFirst(needed);
                actual.put(entry.txid(), needed.stream().map(MempoolEntry::txid).collect(Collectors.toSet()));
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static void assertParentsFirst(List<MempoolEntry> needed) {
        Set<Txid> later = needed.stream().map(MempoolEntry::txid).collect(Collectors.toCollection(HashSet::new));
        for (MempoolEntry entry : needed) {
            assertThat(entry.tx().inputs())
                    .noneMatch(in -> later.contains(in.prevout().txid()));
            later.remove(entry.txid());
        }
    }

    /** What a new pool takes, all of it asked everything, and what each of it needs. */
    private Map<Txid, Set<Txid>> builtAnew(List<TipChange> changes, List<MempoolEntry> waited) {
        ReturningTransactions returning = new ReturningTransactions();
        for (TipChange change : changes) {
            if (change.kind() == TipChange.Kind.CONNECTED) {
                returning.connected(change.block().transactions());
            } else {
                returning.disconnected(change.block().transactions());
            }
        }
        Pool anew = new Pool();
        List<Transaction> all = new ArrayList<>(returning.inOrder());
        waited.forEach(entry -> all.add(entry.tx()));
        for (Transaction tx : all) {
            MempoolAcceptance admission = new MempoolAcceptance(
                    tx,
                    chain,
                    anew,
                    POLICY,
                    FeeRate.ZERO,
                    new MempoolAcceptance.Terms(now, Origin.DISCONNECTED_BLOCK, 0));
            if (admission.check().isEmpty() && admission.conflicts().isEmpty()) {
                anew.add(admission.entry(), admission.lockPoints(), anew.nextPlace());
            }
        }
        Map<Txid, Set<Txid>> result = new LinkedHashMap<>();
        for (PoolNode node : anew.inOrder()) {
            result.put(
                    node.entry().txid(),
                    Pool.withAncestors(node.parents).stream()
                            .map(n -> n.entry().txid())
                            .collect(Collectors.toSet()));
        }
        return result;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("through random payments with locks, young coinbases and deep reorganisations")
    void likeBuildingAnew(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 110; i++) {
            mine(pool);
        }
        List<BlockHash> left = new ArrayList<>();
        int accepted = 0;
        int reorganised = 0;
        for (int step = 0; step < 400; step++) {
            int kind = random.nextInt(20);
            if (kind < 15) {
                accepted += payRandomly(random) ? 1 : 0;
            } else if (kind < 17) {
                mine(random.nextInt(3) == 0 ? new Mempool(chain, POLICY) : pool);
            } else if (kind < 19 && chain.tip().height() > 106) {
                HeaderNode first = chain.tip().ancestor(chain.tip().height() - random.nextInt(4));
                left.add(first.hash());
                check(chain.invalidate(first.hash()));
                reorganised++;
            } else if (!left.isEmpty()) {
                check(chain.reconsider(left.remove(random.nextInt(left.size()))));
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(40);
        assertThat(reorganised).as("seed %d", seed).isGreaterThan(10);
    }

    private boolean payRandomly(SplittableRandom random) {
        // Of the coinbases those about to mature are the ones that matter.
        int height = chain.tip().height();
        OutPoint coin = random.nextInt(4) == 0
                ? new OutPoint(
                        chain.block(chain.activeAt(height - 99 - random.nextInt(3))
                                        .orElseThrow()
                                        .hash())
                                .orElseThrow()
                                .transactions()
                                .get(0)
                                .txid(),
                        0)
                : coins.get(random.nextInt(coins.size()));
        long value = pool.coin(coin).map(c -> c.output().value().satoshis()).orElse(0L);
        if (value < 100_000) {
            return false;
        }
        int confirmations = pool.coin(coin).map(c -> height + 1 - c.height()).orElse(0);
        long lockTime = random.nextInt(3) == 0 ? height - random.nextInt(2) : 0;
        long sequence = switch (random.nextInt(4)) {
            case 0 -> Math.max(0, Math.min(3, confirmations));
            case 1 -> (1 << 22) | random.nextInt(3);
            case 2 -> 0xffff_ffffL;
            default -> 0xffff_fffeL;
        };
        Transaction tx = pay(coin, sequence, lockTime, value / 2 - 1_000, value / 2 - 2_000);
        if (pool.accept(tx, now).outcome() != MempoolResult.Outcome.ACCEPTED) {
            return false;
        }
        coins.add(out(tx, 0));
        coins.add(out(tx, 1));
        return true;
    }

    @Test
    @DisplayName("of 300 that wait only the one whose coin's block is disconnected, and what needs it, looks up coins")
    void onlyWhatIsConcerned() {
        for (int i = 0; i < 101; i++) {
            mine(pool);
        }
        long[] amounts = new long[300];
        Arrays.fill(amounts, 1_000_000);
        Transaction fan = pay(coins.get(0), 0xffff_ffffL, 0, amounts);
        pool.accept(fan, now);
        Transaction late = pay(coins.get(1), 0xffff_ffffL, 0, 2_000_000, 3_000_000);
        mine(pool);
        pool.accept(late, now);
        mine(pool);
        assertThat(pool.count()).isZero();
        for (int i = 0; i < 299; i++) {
            pool.accept(pay(out(fan, i), 0xffff_fffeL, 100, 900_000), now);
        }
        Transaction concerned = pay(out(late, 0), 0xffff_ffffL, 0, 1_000_000);
        pool.accept(concerned, now);
        pool.accept(pay(out(concerned, 0), 0xffff_ffffL, 0, 500_000), now);
        assertThat(pool.count()).isEqualTo(301);
        long before = lookups;
        pool.onTipChange(chain.invalidate(chain.tip().hash()), now);
        assertThat(pool.count()).isEqualTo(302);
        assertThat(lookups - before).isLessThan(12);
    }
}
