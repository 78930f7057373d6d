package org.wonsi.node.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class PooledScriptCheckRunnerTest {
    /** OP_1 passes, OP_0 and OP_RETURN fail, each in its own way. */
    private static final List<Script> SCRIPTS = List.of(Script.ofHex("51"), Script.ofHex("00"), Script.ofHex("6a"));

    private static ScriptCheck check(int input, int script) {
        Transaction tx = new Transaction(
                1,
                List.of(new TxIn(new OutPoint(new Txid(Hash256.ZERO), input), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
        return new ScriptCheck(tx, 0, new TxOut(Amount.ZERO, SCRIPTS.get(script)), Set.of());
    }

    private static List<ScriptCheck> checks(Random random, int count, int oneFailsIn) {
        List<ScriptCheck> checks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            checks.add(check(i, random.nextInt(oneFailsIn) == 0 ? 1 + random.nextInt(2) : 0));
        }
        return checks;
    }

    @Test
    @DisplayName("of 300 random lists, four threads give the verdict and reason of one")
    void sameVerdict() {
        Random random = new Random(28);
        int failing = 0;
        try (PooledScriptCheckRunner pooled = new PooledScriptCheckRunner(4)) {
            for (int i = 0; i < 300; i++) {
                List<ScriptCheck> checks = checks(random, random.nextInt(200), 1 + random.nextInt(300));
                Optional<Violation> expected = ScriptCheckRunner.inOrder().runAll(checks);
                assertThat(pooled.runAll(checks)).as("list %d of seed 28", i).isEqualTo(expected);
                failing += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(failing).isBetween(100, 290);
    }

    @Test
    @DisplayName("several callers share one pool without waiting for each other's end")
    void severalCallers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (PooledScriptCheckRunner pooled = new PooledScriptCheckRunner(2)) {
            List<Future<Optional<Violation>>> verdicts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                List<ScriptCheck> checks = checks(new Random(i), 300, 100_000);
                verdicts.add(callers.submit(() -> pooled.runAll(checks)));
            }
            for (Future<Optional<Violation>> verdict : verdicts) {
                assertThat(verdict.get()).isEmpty();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    @DisplayName("no threads at all are refused")
    void noThreads() {
        assertThatThrownBy(() -> new PooledScriptCheckRunner(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one thread");
    }
}
