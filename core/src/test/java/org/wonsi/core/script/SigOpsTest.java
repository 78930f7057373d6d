package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigOpsTest {

    @ParameterizedTest(name = "{0}: {1}, accurately {2}")
    @CsvSource({
        "'', 0, 0",
        "CHECKSIG CHECKSIGVERIFY, 2, 2",
        "CHECKMULTISIG, 20, 20",
        "1 CHECKMULTISIG, 20, 1",
        "16 CHECKMULTISIGVERIFY, 20, 16",
        "0 CHECKMULTISIG, 20, 20",
        "17 CHECKMULTISIG, 20, 20",
        "-1 CHECKMULTISIG, 20, 20",
        "3 NOP CHECKMULTISIG, 20, 20",
        "0 IF CHECKSIG ENDIF, 1, 1",
        "0x03 0xacacac, 0, 0",
        "CHECKSIG 0x05 0xacac, 1, 1"
    })
    @DisplayName("signature checks are counted off the operations, executed or not, up to a push that is cut off")
    void counted(String text, int legacy, int accurate) {
        Script script = ScriptParser.parse(text);
        assertThat(SigOps.count(script)).isEqualTo(legacy);
        assertThat(SigOps.count(script, true)).isEqualTo(accurate);
    }

    @Test
    @DisplayName("behind a script hash it's the pushed script that counts (BIP 16)")
    void behindScriptHash() {
        Script redeemScript = ScriptParser.parse("2 0 0 3 CHECKMULTISIG CHECKSIG");
        Script scriptPubKey = StandardScript.payToScriptHash(redeemScript);
        Script scriptSig =
                new ScriptBuilder().number(0).push(redeemScript.bytes()).build();
        assertThat(SigOps.count(scriptPubKey)).isZero();
        assertThat(SigOps.countP2sh(scriptPubKey, scriptSig)).isEqualTo(4);
        assertThat(SigOps.countP2sh(scriptPubKey, Script.EMPTY)).isZero();
        Script computes =
                new ScriptBuilder().op(Opcode.OP_NOP).script(scriptSig).build();
        assertThat(SigOps.countP2sh(scriptPubKey, computes)).isZero();
        Script cutOff = new Script(scriptSig.bytes().slice(0, scriptSig.size() - 1));
        assertThat(SigOps.countP2sh(scriptPubKey, cutOff)).isZero();
        Script small = ScriptParser.parse("1");
        assertThat(SigOps.countP2sh(scriptPubKey, small)).isZero();
        assertThat(SigOps.countP2sh(ScriptParser.parse("3 CHECKMULTISIG"), scriptSig))
                .isEqualTo(3);
    }
}
