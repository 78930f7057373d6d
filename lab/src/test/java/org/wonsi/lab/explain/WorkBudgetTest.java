package org.wonsi.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** Bytes that take long to explain: what is done of them, and what is said of the rest. */
class WorkBudgetTest {
    private static final Txid SOME = Txid.ofDisplay("11".repeat(32));
    /** A key that is one, and a signature that isn't its. */
    private static final Script KEY_AND_CHECKSIG =
            Script.ofHex("21" + "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" + "ac");

    private static final Script SIGNATURE =
            Script.ofHex("47" + "3044" + "0220" + "11".repeat(32) + "0220" + "22".repeat(32) + "01");
    private static final String TOO_MUCH =
            "too much work for one answer of a node; ./wonsi decode --node checks it on your own machine";

    private final AtomicInteger lookedUp = new AtomicInteger();

    private static Transaction transaction(int inputs, boolean oneOutPoint) {
        List<TxIn> ins = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            ins.add(new TxIn(new OutPoint(SOME, oneOutPoint ? 0 : i), SIGNATURE, TxIn.SEQUENCE_FINAL));
        }
        return new Transaction(1, ins, List.of(new TxOut(new Amount(1), Script.ofHex("51"))), 0);
    }

    private Explanation explain(Transaction tx, WorkBudget.Limits limits) {
        PrevoutSource all = out -> {
            lookedUp.incrementAndGet();
            return Optional.of(new TxOut(new Amount(1), KEY_AND_CHECKSIG));
        };
        return new Explainer(ChainParams.regtest(), all, new WorkBudget(limits, () -> false)).explain(tx.encode());
    }

    @Test
    @DisplayName("6,600 inputs that name one outpoint are a violation of form, and nothing behind it is looked at")
    void duplicates() {
        Explanation explanation = explain(transaction(6_600, true), WorkBudget.Limits.FOR_REMOTE_CLIENTS);
        assertThat(explanation.checks())
                .containsExactly(Check.of("form", false, "bad-txns-inputs-duplicate, " + SOME + ":0 is spent twice"));
        assertThat(lookedUp).hasValue(0);
    }

    @Test
    @DisplayName("Of a transaction of 776 kB as many signatures are checked as fit in 100 MB, and the rest is named")
    void hashedBytes() {
        Transaction tx = transaction(6_900, false);
        assertThat(tx.size()).isBetween(750_000, 800_000);
        int possible = 100_000_000 / tx.size();
        List<Check> checks = explain(tx, WorkBudget.Limits.FOR_REMOTE_CLIENTS).checks();
        assertThat(checks).hasSize(possible + 2);
        assertThat(checks.get(possible).name()).isEqualTo("signature of input " + (possible - 1));
        assertThat(checks.get(possible).outcome()).isEqualTo(Check.Outcome.FAILS);
        assertThat(checks.get(possible + 1))
                .isEqualTo(Check.notChecked("signature of inputs " + possible + " to 6899", TOO_MUCH));
        assertThat(lookedUp).hasValue(possible + 1);
    }

    @Test
    @DisplayName("Three inputs are looked at when three may be, and two when two may be")
    void inputs() {
        Transaction tx = transaction(3, false);
        assertThat(explain(tx, new WorkBudget.Limits(3, 99, 9_999, 99)).checks())
                .extracting(Check::outcome)
                .containsExactly(Check.Outcome.HOLDS, Check.Outcome.FAILS, Check.Outcome.FAILS, Check.Outcome.FAILS);
        assertThat(explain(tx, new WorkBudget.Limits(2, 99, 9_999, 99)).checks())
                .last()
                .isEqualTo(Check.notChecked("signature of input 2", TOO_MUCH));
    }

    @Test
    @DisplayName("Two signatures are checked when two may be; with one the second input isn't called wrong")
    void signatures() {
        Transaction tx = transaction(2, false);
        assertThat(explain(tx, new WorkBudget.Limits(9, 2, 9_999, 99)).checks())
                .hasSize(3)
                .last()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILS));
        assertThat(explain(tx, new WorkBudget.Limits(9, 1, 9_999, 99)).checks())
                .hasSize(3)
                .last()
                .isEqualTo(Check.notChecked("signature of input 1", TOO_MUCH));
    }

    @Test
    @DisplayName("When who asked is gone, no further input is looked at")
    void gone() {
        PrevoutSource all = out -> {
            lookedUp.incrementAndGet();
            return Optional.empty();
        };
        WorkBudget budget = WorkBudget.forRemoteClients(() -> lookedUp.get() == 5);
        new Explainer(ChainParams.regtest(), all, budget)
                .explain(transaction(100, false).encode());
        assertThat(lookedUp).hasValue(5);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    @DisplayName("A script of 25,000 operations has a field each; one more, and the rest is one field to the last byte")
    void fields() {
        for (int operations : new int[] {25_000, 25_001, 1_000_000}) {
            Explanation explanation = new Explainer(
                            ChainParams.regtest(), PrevoutSource.NONE, WorkBudget.forRemoteClients(() -> false))
                    .explain(ByteString.ofHex("61".repeat(operations)), Explainer.Form.SCRIPT);
            assertThat(explanation.fields()).hasSize(Math.min(operations, 25_001));
            ByteField last = explanation.fields().get(explanation.fields().size() - 1);
            assertThat(last.end()).isEqualTo(operations);
            assertThat(last.id()).isEqualTo(operations == 25_000 ? "script.operation" : "rest");
            assertThat(explanation.title()).hasSizeLessThan(1_200);
        }
    }
}
