package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCache;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class FailingScriptTest {
    @Test
    @DisplayName("the input that the runner names is run again for its reason, those before it aren't")
    void onlyTheNamedInput() {
        PoolFixture f = new PoolFixture(3);
        List<ScriptCheck> asked = new ArrayList<>();
        ScriptCheckRunner last = checks -> {
            asked.addAll(checks);
            return checks.isEmpty() ? OptionalInt.empty() : OptionalInt.of(checks.size() - 1);
        };
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), last);
        for (int height = 1; height <= f.chain.tip().height(); height++) {
            chain.acceptBlock(
                    f.chain.block(f.chain.activeAt(height).orElseThrow().hash()).orElseThrow(), f.now);
        }
        assertThat(asked).isEmpty();
        Transaction signed = pay(f.coins, 140_0000_0000L);
        // None of the three is signed any more; a search from the first on would name the first.
        Transaction unsigned = new Transaction(
                2,
                signed.inputs().stream()
                        .map(in -> new TxIn(in.prevout(), Script.EMPTY, in.sequence()))
                        .toList(),
                signed.outputs(),
                0);
        Violation violation = new Mempool(chain, RelayPolicy.standard())
                .accept(unsigned, f.now)
                .violation()
                .orElseThrow();
        assertThat(asked).hasSize(3);
        assertThat(violation.reason()).isEqualTo(RejectReason.SCRIPT_FAILED);
        assertThat(violation.detail()).startsWith("input 2 of " + unsigned.txid());
    }

    @Test
    @DisplayName("what the cache knows to pass isn't run, and the place of a failure counts in the whole list")
    void placeInTheWholeList() {
        PoolFixture f = new PoolFixture(2);
        Transaction known = pay(f.coins.get(0), 49_0000_0000L);
        Transaction other = pay(f.coins.get(1), 49_0000_0000L);
        List<Integer> sizes = new ArrayList<>();
        ScriptCache cache = new ScriptCache(checks -> {
            sizes.add(checks.size());
            return OptionalInt.of(1);
        });
        TxOut output = f.chain.coin(f.coins.get(0)).orElseThrow().output();
        Set<ScriptFlag> flags = ScriptFlag.STANDARD;
        cache.passed(known, flags);
        List<ScriptCheck> checks = List.of(
                new ScriptCheck(known, 0, output, flags),
                new ScriptCheck(other, 0, output, flags),
                new ScriptCheck(known, 0, output, flags),
                new ScriptCheck(other, 0, output, flags));
        assertThat(cache.firstFailure(checks)).hasValue(3);
        assertThat(sizes).containsExactly(2);
    }

    @Test
    @DisplayName("scripts that were run ahead, together, aren't run again; from a failure on they are")
    void runAhead() {
        PoolFixture f = new PoolFixture(3);
        List<Integer> sizes = new ArrayList<>();
        ScriptCheckRunner counting = checks -> {
            sizes.add(checks.size());
            return ScriptCheckRunner.inOrder().firstFailure(checks);
        };
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), counting);
        for (int height = 1; height <= f.chain.tip().height(); height++) {
            chain.acceptBlock(
                    f.chain.block(f.chain.activeAt(height).orElseThrow().hash()).orElseThrow(), f.now);
        }
        Transaction good = pay(f.coins.get(0), 49_0000_0000L);
        Transaction signed = pay(f.coins.get(1), 49_0000_0000L);
        Transaction forged = new Transaction(
                2, List.of(new TxIn(f.coins.get(1), Script.EMPTY, TxIn.SEQUENCE_FINAL)), signed.outputs(), 0);
        Transaction last = pay(f.coins.get(2), 49_0000_0000L);
        Transaction ofNothing = pay(PoolFixture.out(last, 5), 1_0000_0000L);
        Mempool pool = new Mempool(chain, RelayPolicy.standard());
        sizes.clear();
        pool.checkScriptsAhead(List.of(good, forged, ofNothing, last));
        assertThat(sizes).containsExactly(3);
        assertThat(pool.count()).isZero();
        for (Transaction tx : List.of(good, forged, last)) {
            pool.accept(tx, f.now);
        }
        // None of the first, one each of the others; what the runner names is run for its reason outside of it.
        assertThat(sizes).containsExactly(3, 0, 1, 1);
        assertThat(pool.entry(good.txid())).isPresent();
        assertThat(pool.entry(forged.txid())).isEmpty();
        assertThat(pool.entry(last.txid())).isPresent();
    }
}
