package org.wonsi.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

@DisplayName("the trace of a script")
class ScriptTraceTest {
    private static ScriptTrace run(String scriptSig, Script scriptPubKey) {
        OutPoint prevout = new OutPoint(new Txid(Hash256.ofDisplay("11".repeat(32))), 0);
        Transaction tx = new Transaction(
                1,
                List.of(new TxIn(prevout, Script.ofHex(scriptSig), 0xffff_ffffL)),
                List.of(new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
        return ScriptTrace.of(
                tx, 0, new TxOut(Amount.ZERO, scriptPubKey), Set.of(ScriptFlag.P2SH), WorkBudget.unlimited());
    }

    @Test
    @DisplayName("ends at the operation that fails, and names those that weren't reached")
    void failure() {
        // 1 | OP_1 OP_ADD OP_3 OP_EQUALVERIFY OP_1
        ScriptTrace trace = run("51", Script.ofHex("5193538851"));
        assertThat(trace.operations()).hasSize(6);
        assertThat(trace.steps()).hasSize(5);
        assertThat(trace.steps().get(2).stack()).containsExactly(ByteString.ofHex("02"));
        assertThat(trace.steps().get(4).result()).isEqualTo(ScriptError.EQUALVERIFY);
        assertThat(trace.result()).contains(ScriptError.EQUALVERIFY);
        assertThat(trace.isWhole()).isTrue();
    }

    @Test
    @DisplayName("has the script that a pay-to-script-hash input brings along as a part of its own")
    void redeemScript() {
        Script redeem = Script.ofHex("5187"); // OP_1 OP_EQUAL
        String scriptSig = new ScriptBuilder()
                .push(ByteString.ofHex("01"))
                .push(redeem.bytes())
                .build()
                .bytes()
                .toHex();
        ScriptTrace trace = run(scriptSig, StandardScript.payToScriptHash(Hash160.hash(redeem.bytes())));
        assertThat(trace.operations())
                .extracting(ScriptTrace.Part::script)
                .containsExactly(
                        Step.Part.SCRIPT_SIG,
                        Step.Part.SCRIPT_SIG,
                        Step.Part.SCRIPT_PUB_KEY,
                        Step.Part.SCRIPT_PUB_KEY,
                        Step.Part.SCRIPT_PUB_KEY,
                        Step.Part.REDEEM_SCRIPT,
                        Step.Part.REDEEM_SCRIPT);
        assertThat(trace.steps()).hasSize(7);
        assertThat(trace.result()).contains(ScriptError.OK);
    }

    @Test
    @DisplayName("keeps 500 steps and no more; the script runs to its end all the same")
    void steps() {
        // OP_1 and OP_DROP again and again, so that the stack stays small.
        Script hundred = Script.ofHex("5175".repeat(49) + "5151");
        assertThat(run("5175".repeat(200), hundred).isWhole()).isTrue();
        ScriptTrace longer = run("5175".repeat(200) + "51", hundred);
        assertThat(longer.isWhole()).isFalse();
        assertThat(longer.steps()).hasSize(500);
        assertThat(longer.operations()).hasSize(500);
        assertThat(longer.result()).contains(ScriptError.OK);
    }

    @Test
    @DisplayName("keeps 200,000 bytes of stacks and no more")
    void bytes() {
        // n pushes of 496 bytes and four for each element: 500 * n * (n + 1) / 2 bytes after n steps.
        String push = "4df001" + "00".repeat(495) + "01";
        ScriptTrace within = run("", Script.ofHex(push.repeat(19)));
        assertThat(within.isWhole()).as("95,000 bytes").isTrue();
        ScriptTrace most = run(push.repeat(8), Script.ofHex(push.repeat(19)));
        assertThat(most.isWhole()).as("189,000 bytes").isTrue();
        ScriptTrace beyond = run(push.repeat(9), Script.ofHex(push.repeat(19)));
        assertThat(beyond.isWhole()).as("203,000 bytes").isFalse();
        assertThat(beyond.steps()).hasSize(27);
    }

    @Test
    @DisplayName("has no result where its signatures took more than they may")
    void spent() {
        WorkBudget none = new WorkBudget(new WorkBudget.Limits(10, 0, 1_000, 10), () -> false);
        OutPoint prevout = new OutPoint(new Txid(Hash256.ofDisplay("11".repeat(32))), 0);
        Transaction tx = new Transaction(
                1,
                List.of(new TxIn(prevout, Script.ofHex("09300602010102010101"), 0xffff_ffffL)),
                List.of(new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
        Script pays = Script.ofHex("2102" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" + "ac");
        ScriptTrace trace = ScriptTrace.of(tx, 0, new TxOut(Amount.ZERO, pays), Set.of(), none);
        assertThat(trace.result()).isEqualTo(Optional.empty());
    }
}
