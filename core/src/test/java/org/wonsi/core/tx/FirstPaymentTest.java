package org.wonsi.core.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;

/** The first payment from one person to another: Satoshi Nakamoto to Hal Finney, block 170, 12 January 2009. */
class FirstPaymentTest {
    private static final String KEY = "0411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5c"
            + "b2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3";

    /** What the coinbase of block 9 pays to. */
    private static final Script SPENT = Script.ofHex("41" + KEY + "ac");

    private static final Transaction PAYMENT = Transaction.decode(ByteString.ofHex(
            "0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704000000004847304402"
                    + "204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd"
                    + "12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07"
                    + "f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f"
                    + "7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5c"
                    + "b2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000"));

    private static ScriptError verify(Transaction tx, Set<ScriptFlag> flags) {
        return Interpreter.verify(
                tx.inputs().get(0).scriptSig(),
                SPENT,
                flags,
                new TransactionSignatureChecker(tx, 0, Amount.ofCoins(50)));
    }

    @Test
    @DisplayName("the signature of the first payment holds, by the rules of 2009 and by those of today")
    void holds() {
        assertThat(PAYMENT.txid().toDisplay())
                .isEqualTo("f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16");
        assertThat(verify(PAYMENT, EnumSet.noneOf(ScriptFlag.class))).isEqualTo(ScriptError.OK);
        assertThat(verify(PAYMENT, ScriptFlag.STANDARD)).isEqualTo(ScriptError.OK);
    }

    @Test
    @DisplayName("one satoshi more for the receiver, and it doesn't")
    void tamperedWith() {
        TxOut paid = PAYMENT.outputs().get(0);
        TxOut more = new TxOut(paid.value().plus(new Amount(1)), paid.scriptPubKey());
        Transaction tampered = new Transaction(
                1, PAYMENT.inputs(), List.of(more, PAYMENT.outputs().get(1)), 0);
        assertThat(verify(tampered, EnumSet.noneOf(ScriptFlag.class))).isEqualTo(ScriptError.EVAL_FALSE);
        assertThat(verify(tampered, ScriptFlag.STANDARD)).isEqualTo(ScriptError.SIG_NULLFAIL);
    }

    @Test
    @DisplayName("what it spends is a pay-to-public-key output, shown as Core and Esplora show it")
    void spentOutput() {
        assertThat(StandardScript.of(SPENT))
                .isEqualTo(new StandardScript(ScriptType.PUBKEY, List.of(ByteString.ofHex(KEY)), 0));
        assertThat(ScriptText.format(SPENT)).isEqualTo(KEY + " OP_CHECKSIG");
        assertThat(ScriptText.formatEsplora(SPENT)).isEqualTo("OP_PUSHBYTES_65 " + KEY + " OP_CHECKSIG");
    }

    @Test
    @DisplayName("a listener sees the stack grow to signature and key, and shrink to true")
    void steps() {
        List<String> steps = new ArrayList<>();
        Interpreter.verify(
                PAYMENT.inputs().get(0).scriptSig(),
                SPENT,
                ScriptFlag.STANDARD,
                new TransactionSignatureChecker(PAYMENT, 0, Amount.ofCoins(50)),
                step -> steps.add(describe(step)));
        assertThat(steps)
                .containsExactly("SCRIPT_SIG 47 [71] OK", "SCRIPT_PUB_KEY 41 [71, 65] OK", "SCRIPT_PUB_KEY ac [1] OK");
    }

    private static String describe(Step step) {
        return step.part() + " " + Integer.toHexString(step.operation().code()) + " "
                + step.stack().stream().map(ByteString::size).toList() + " " + step.result();
    }
}
