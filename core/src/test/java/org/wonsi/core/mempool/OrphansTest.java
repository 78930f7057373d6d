package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.sign;
import static org.wonsi.core.mempool.PoolFixture.unsigned;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.ChainStore;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class OrphansTest {
    private static final long FIFTY = 50_00000000L;
    private static final Script ANYONE = Script.ofHex("51");

    @Test
    @DisplayName("an orphan of 2,900 outputs costs as many looks into the store as one of a single output")
    void noLookForEachOutput() {
        AtomicInteger looks = new AtomicInteger();
        ChainState chain = new ChainState(
                ChainParams.regtest(), counting(new MemoryChainStore(), looks), ScriptCheckRunner.inOrder());
        Mempool pool = new Mempool(chain, RelayPolicy.standard());
        assertThat(looksFor(pool, looks, 1))
                .isEqualTo(looksFor(pool, looks, 2900))
                .isBetween(1, 2);
    }

    private static int looksFor(Mempool pool, AtomicInteger looks, int outputs) {
        looks.set(0);
        Transaction orphan = new Transaction(
                2,
                List.of(new TxIn(new OutPoint(new Txid(Hash256.ZERO), outputs), Script.EMPTY, 0)),
                Collections.nCopies(outputs, new TxOut(new Amount(10_000), PoolFixture.PAY)),
                0);
        assertThat(pool.accept(orphan, 1).outcome()).isEqualTo(MempoolResult.Outcome.ORPHAN);
        return looks.get();
    }

    /** The store, counting how often it is asked for a coin that may lie on a disk. */
    private static ChainStore counting(ChainStore store, AtomicInteger looks) {
        return (ChainStore) Proxy.newProxyInstance(
                ChainStore.class.getClassLoader(), new Class<?>[] {ChainStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("coin")) {
                        looks.incrementAndGet();
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    @DisplayName(
            "of three orphans of 60,000 bytes two follow their parent's block at once, the third when it is their turn again")
    void largeOrphansInTurns() {
        PoolFixture f = new PoolFixture(1, RelayPolicy.standard().acceptingNonStandard());
        List<TxOut> outputs = Collections.nCopies(3, new TxOut(new Amount(FIFTY / 3 - 1000), ANYONE));
        Transaction parent = sign(new Transaction(2, unsigned(f.coins).inputs(), outputs, 0));
        List<Transaction> orphans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orphans.add(new Transaction(
                    2,
                    List.of(new TxIn(out(parent, i), Script.EMPTY, 0)),
                    List.of(new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[59_938])))),
                    0));
            assertThat(orphans.get(i).size()).isEqualTo(60_000);
            assertThat(f.pool.accept(orphans.get(i), f.now).outcome()).isEqualTo(MempoolResult.Outcome.ORPHAN);
        }
        f.mineOnly(parent);
        assertThat(f.pool.count()).isEqualTo(2);
        assertThat(f.pool.orphanCount()).isEqualTo(1);
        assertThat(f.pool.acceptOrphans(f.now).added())
                .extracting(MempoolEntry::tx)
                .containsExactly(orphans.get(2));
        assertThat(f.pool.orphanCount()).isZero();
        assertThat(f.pool.acceptOrphans(f.now)).isEqualTo(MempoolChange.NONE);
    }
}
