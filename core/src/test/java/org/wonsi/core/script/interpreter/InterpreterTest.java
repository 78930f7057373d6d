package org.wonsi.core.script.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.ScriptNumber;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.StandardScript;

class InterpreterTest {
    private static final Set<ScriptFlag> P2SH = EnumSet.of(ScriptFlag.P2SH);

    private static ScriptError run(String scriptSig, String scriptPubKey, Set<ScriptFlag> flags) {
        return Interpreter.verify(
                ScriptParser.parse(scriptSig), ScriptParser.parse(scriptPubKey), flags, SignatureChecker.NONE);
    }

    @ParameterizedTest(name = "{0} | {1} | leaves {2}")
    @CsvFileSource(resources = "operations.txt", delimiter = '|')
    @DisplayName("operations leave what their name says")
    void leaves(String before, String operations, String after) {
        List<List<ByteString>> stacks = new ArrayList<>();
        Interpreter.verify(
                ScriptParser.parse(before),
                ScriptParser.parse(operations),
                Set.of(),
                SignatureChecker.NONE,
                step -> stacks.add(step.stack()));
        String left = stacks.get(stacks.size() - 1).stream()
                .map(element -> Long.toString(ScriptNumber.decode(element)))
                .collect(Collectors.joining(" "));
        assertThat(left).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "comparisons.txt", delimiter = '|')
    @DisplayName("comparisons can be false")
    void falseComparisons(String numbers, String operation) {
        assertThat(run(numbers, operation, Set.of())).isEqualTo(ScriptError.EVAL_FALSE);
        assertThat(run(numbers, operation + " 0 EQUAL", Set.of())).isEqualTo(ScriptError.OK);
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "5"})
    @DisplayName("WITHIN has the lower bound in and the upper bound out")
    void withinBounds(String x) {
        assertThat(run(x, "2 4 WITHIN", Set.of())).isEqualTo(ScriptError.EVAL_FALSE);
    }

    @ParameterizedTest(name = "{0} of 'abc'")
    @CsvFileSource(resources = "hashes.txt", delimiter = '|')
    @DisplayName("hashes of 'abc', as their standards give them")
    void hashes(String operation, String hash) {
        assertThat(run("'abc'", operation + " " + hash + " EQUAL", Set.of())).isEqualTo(ScriptError.OK);
    }

    @Test
    @DisplayName("a scriptSig can't end the check by RETURN, as it could until July 2010 (CVE-2010-5141)")
    void returnInScriptSig() {
        assertThat(run("1 RETURN", "'key' CHECKSIG", Set.of())).isEqualTo(ScriptError.OP_RETURN);
    }

    @Test
    @DisplayName("the scriptSig can't leave an IF open to swallow the scriptPubKey")
    void openIfInScriptSig() {
        assertThat(run("1 0 IF", "ENDIF 'key' CHECKSIG", Set.of())).isEqualTo(ScriptError.UNBALANCED_CONDITIONAL);
    }

    @Test
    @DisplayName("an output behind a script hash was anyone's with the script at hand, until BIP 16 ran it")
    void scriptHashBeforeAndAfter() {
        Script redeemScript = ScriptParser.parse("'secret' EQUAL");
        String lock = "0x" + StandardScript.payToScriptHash(redeemScript).bytes();
        String script =
                "0x" + new ScriptBuilder().push(redeemScript.bytes()).build().bytes();
        assertThat(run("'wrong' " + script, lock, Set.of())).isEqualTo(ScriptError.OK);
        assertThat(run("'wrong' " + script, lock, P2SH)).isEqualTo(ScriptError.EVAL_FALSE);
        assertThat(run("'secret' " + script, lock, P2SH)).isEqualTo(ScriptError.OK);
        assertThat(run("'secret' 'other'", lock, P2SH)).isEqualTo(ScriptError.EVAL_FALSE);
    }

    @Test
    @DisplayName("a script hash with one operation more is no pay-to-script-hash")
    void notQuiteScriptHash() {
        Script redeemScript = ScriptParser.parse("RETURN");
        String lock = "NOP 0x" + StandardScript.payToScriptHash(redeemScript).bytes();
        assertThat(run("0x01 0x6a", lock, P2SH)).isEqualTo(ScriptError.OK);
    }

    @Test
    @DisplayName("the other stack is empty again when the redeem script starts")
    void otherStackPerScript() {
        Script redeemScript = ScriptParser.parse("1 TOALTSTACK DEPTH NOT");
        assertThat(Interpreter.verify(
                        new ScriptBuilder().push(redeemScript.bytes()).build(),
                        StandardScript.payToScriptHash(redeemScript),
                        P2SH,
                        SignatureChecker.NONE))
                .isEqualTo(ScriptError.OK);
    }

    @Test
    @DisplayName("a signature signs the script from the last executed code separator on, without itself")
    void signedScript() {
        List<String> signed = new ArrayList<>();
        SignatureChecker recorder = new SignatureChecker() {
            @Override
            public boolean checkSignature(ByteString signature, ByteString publicKey, Script scriptCode) {
                return signed.add(scriptCode.toString());
            }

            @Override
            public boolean checkLockTime(long lockTime) {
                return false;
            }

            @Override
            public boolean checkSequence(long sequence) {
                return false;
            }
        };
        ScriptError error = Interpreter.verify(
                ScriptParser.parse("11 12"),
                ScriptParser.parse("13 CHECKSIGVERIFY CODESEPARATOR 0 IF CODESEPARATOR ENDIF 14 CHECKSIGVERIFY"
                        + " CODESEPARATOR 'sig' 'sig' DROP 15 CHECKSIG"),
                Set.of(),
                recorder);
        assertThat(error).isEqualTo(ScriptError.OK);
        String sig = Long.toString(ScriptNumber.decode(ByteString.ofHex("736967")));
        assertThat(signed)
                .containsExactly(
                        "13 OP_CHECKSIGVERIFY OP_CODESEPARATOR 0 OP_IF OP_CODESEPARATOR OP_ENDIF 14 OP_CHECKSIGVERIFY"
                                + " OP_CODESEPARATOR " + sig + " " + sig + " OP_DROP 15 OP_CHECKSIG",
                        "0 OP_IF OP_CODESEPARATOR OP_ENDIF 14 OP_CHECKSIGVERIFY OP_CODESEPARATOR " + sig + " " + sig
                                + " OP_DROP 15 OP_CHECKSIG",
                        "OP_DROP 15 OP_CHECKSIG");
    }

    @Test
    @DisplayName("a listener is told of every operation in all three scripts, of those passed over, and of the failure")
    void listener() {
        Script redeemScript = ScriptParser.parse("0 IF 7 ENDIF 8 VERIFY 0 VERIFY 9");
        List<String> steps = new ArrayList<>();
        ScriptError error = Interpreter.verify(
                new ScriptBuilder().push(redeemScript.bytes()).build(),
                StandardScript.payToScriptHash(redeemScript),
                P2SH,
                SignatureChecker.NONE,
                step -> steps.add(describe(step)));
        assertThat(error).isEqualTo(ScriptError.VERIFY);
        assertThat(steps)
                .containsExactly(
                        "SCRIPT_SIG 0 executed 1 OK",
                        "SCRIPT_PUB_KEY 0 executed 1 OK",
                        "SCRIPT_PUB_KEY 1 executed 2 OK",
                        "SCRIPT_PUB_KEY 22 executed 1 OK",
                        "REDEEM_SCRIPT 0 executed 1 OK",
                        "REDEEM_SCRIPT 1 executed 0 OK",
                        "REDEEM_SCRIPT 2 passed over 0 OK",
                        "REDEEM_SCRIPT 3 passed over 0 OK",
                        "REDEEM_SCRIPT 4 executed 1 OK",
                        "REDEEM_SCRIPT 5 executed 0 OK",
                        "REDEEM_SCRIPT 6 executed 1 OK",
                        "REDEEM_SCRIPT 7 executed 1 VERIFY");
    }

    private static String describe(Step step) {
        return step.part() + " " + step.operation().offset() + (step.executed() ? " executed " : " passed over ")
                + step.stack().size() + " " + step.result();
    }

    @Test
    @DisplayName("the operation table has each code once and finds operations by old and new names")
    void table() {
        assertThat(Opcode.values()).hasSize(111).extracting(Opcode::code).doesNotHaveDuplicates();
        assertThat(Opcode.of(0x76)).contains(Opcode.OP_DUP);
        assertThat(Opcode.of(0x01)).isEmpty();
        assertThat(Opcode.of(0xba)).isEmpty();
        assertThat(Opcode.ofName("op_nop2")).contains(Opcode.OP_CHECKLOCKTIMEVERIFY);
        assertThat(Opcode.ofSmallNumber(-1)).isEqualTo(Opcode.OP_1NEGATE);
        assertThat(Opcode.ofSmallNumber(16)).isEqualTo(Opcode.OP_16);
    }

    @Test
    @DisplayName("a push is built in its shortest form at each step of length")
    void pushLengths() {
        for (int size : new int[] {0, 1, 75, 76, 255, 256, 65_535, 65_536}) {
            ByteString data = ByteString.ofHex("11".repeat(size)); // longer than may be executed, but representable
            Script script = new ScriptBuilder().push(data).build();
            int prefix = size <= 75 ? 1 : size <= 255 ? 2 : size <= 65_535 ? 3 : 5;
            assertThat(script.size()).isEqualTo(prefix + size);
            assertThat(script.operations())
                    .hasSize(1)
                    .first()
                    .extracting(Operation::data)
                    .isEqualTo(data);
            assertThat(script.operations().get(0).isMinimalPush()).isEqualTo(size != 1 || data.at(0) > 16);
        }
    }
}
