package org.wonsi.core.script.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.ScriptParser;

/** Every way a script can end, on both sides of every limit. */
class ScriptErrorTest {
    private static final String KEY = "0x21 0x02" + "11".repeat(32);
    private static final String UNCOMPRESSED_KEY = "0x41 0x04" + "11".repeat(64);
    private static final String HYBRID_KEY = "0x41 0x06" + "11".repeat(64);

    /** r is 1, s half of the group's order, the largest that is low; hash type ALL. */
    private static final String SIGNATURE =
            signature("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 1);

    private static final String HIGH_S_SIGNATURE =
            signature("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1", 1);

    private static final String PUSH_520 = "0x4d 0x0802 0x" + "00".repeat(520);
    private static final String PUSH_521 = "0x4d 0x0902 0x" + "00".repeat(521);

    /** Takes every well-known signature by either key for good, heights up to 500 for past, ages up to 10 for reached. */
    private static final SignatureChecker CHECKER = new SignatureChecker() {
        @Override
        public boolean checkSignature(ByteString signature, ByteString publicKey, Script scriptCode) {
            return signature.size() > 1 && signature.at(0) == 0x30 && publicKey.size() >= 33;
        }

        @Override
        public boolean checkLockTime(long lockTime) {
            return lockTime <= 500;
        }

        @Override
        public boolean checkSequence(long sequence) {
            return sequence <= 10;
        }
    };

    private static String signature(String s, int hashType) {
        return "0x28 0x3025" + "020101" + "0220" + s + String.format("%02x", hashType);
    }

    /**
     * One script and how it ends.
     *
     * @param sentence what it shows
     */
    private record Ending(
            String sentence, String scriptSig, String scriptPubKey, Set<ScriptFlag> flags, ScriptError expected) {
        ScriptError run() {
            return Interpreter.verify(ScriptParser.parse(scriptSig), ScriptParser.parse(scriptPubKey), flags, CHECKER);
        }

        @Override
        public String toString() {
            return expected + ": " + sentence;
        }
    }

    private static Ending ok(String sentence, String scriptSig, String scriptPubKey, ScriptFlag... flags) {
        return ending(ScriptError.OK, sentence, scriptSig, scriptPubKey, flags);
    }

    private static Ending ending(
            ScriptError expected, String sentence, String scriptSig, String scriptPubKey, ScriptFlag... flags) {
        EnumSet<ScriptFlag> set = EnumSet.noneOf(ScriptFlag.class);
        set.addAll(List.of(flags));
        return new Ending(sentence, scriptSig, scriptPubKey, set, expected);
    }

    private static String times(int count, String words) {
        return (words + " ").repeat(count);
    }

    /** A script of so many bytes: 19 pushes of 520 bytes dropped again, NOPs, and 1. */
    private static String scriptOf(int bytes) {
        return times(19, PUSH_520 + " DROP") + times(bytes - 19 * 524 - 1, "NOP") + "1";
    }

    static Stream<Ending> endings() {
        return Stream.of(results(), sizes(), counts(), verifies(), opcodes(), conditionals(), numbers())
                .flatMap(List::stream);
    }

    private static List<Ending> results() {
        return List.of(
                ok("one true element is left", "1", "NOP"),
                ending(ScriptError.EVAL_FALSE, "nothing is left", "", "NOP"),
                ending(ScriptError.EVAL_FALSE, "the last element is empty", "1", "0"),
                ending(ScriptError.EVAL_FALSE, "zeros with a minus sign are false", "", "0x03 0x000080"),
                ok("a minus sign in the middle is not", "", "0x03 0x008000"),
                ending(ScriptError.OP_RETURN, "RETURN ends a script", "1", "RETURN"),
                ok("but not in a branch that isn't taken", "1", "0 IF RETURN ENDIF"),
                ok("two elements are left", "1", "1"),
                ending(
                        ScriptError.CLEANSTACK,
                        "two are left, one is allowed",
                        "1",
                        "1",
                        ScriptFlag.CLEANSTACK,
                        ScriptFlag.P2SH),
                ok("one is left", "1", "NOP", ScriptFlag.CLEANSTACK, ScriptFlag.P2SH),
                ending(ScriptError.SIG_PUSHONLY, "the scriptSig computes", "1 NOP", "", ScriptFlag.SIGPUSHONLY),
                ending(ScriptError.SIG_PUSHONLY, "the scriptSig is cut off", "1 0x02 0x11", "", ScriptFlag.SIGPUSHONLY),
                ok("OP_16 is still a push", "16", "NOP", ScriptFlag.SIGPUSHONLY),
                ok("without the flag it may compute", "1 NOP", ""),
                ending(
                        ScriptError.SIG_PUSHONLY,
                        "a script behind a hash must be pushed (BIP 16)",
                        "NOP 0x01 0x51",
                        "HASH160 0x14 0xda1745e9b549bd0bfa1a569971c77eba30cd5a4b EQUAL",
                        ScriptFlag.P2SH));
    }

    private static List<Ending> sizes() {
        return List.of(
                ok("10,000 bytes of script", "", scriptOf(10_000)),
                ending(ScriptError.SCRIPT_SIZE, "10,001 bytes of script", "", scriptOf(10_001)),
                ok("an element of 520 bytes", "1", PUSH_520 + " DROP"),
                ending(ScriptError.PUSH_SIZE, "an element of 521 bytes", "1", PUSH_521 + " DROP"),
                ending(ScriptError.PUSH_SIZE, "even where nothing is executed", "1", "0 IF " + PUSH_521 + " ENDIF"),
                ok("1,000 elements", "", times(1_000, "1")),
                ending(ScriptError.STACK_SIZE, "1,001 elements", "", times(1_001, "1")),
                ok("1,000 on both stacks", "", times(998, "1") + "TOALTSTACK 1 1"),
                ending(ScriptError.STACK_SIZE, "1,001 on both stacks", "", times(998, "1") + "TOALTSTACK 1 1 1 DROP"));
    }

    private static List<Ending> counts() {
        String nokeys20 = "0 0 " + times(20, "0") + "20 CHECKMULTISIG";
        return List.of(
                ok("201 operations", "1", times(201, "NOP")),
                ending(ScriptError.OP_COUNT, "202 operations", "1", times(202, "NOP")),
                ending(ScriptError.OP_COUNT, "those not executed count", "1", "0 IF " + times(200, "NOP") + "ENDIF"),
                ok("pushes and RESERVED don't", "1", "0 IF " + times(199, "NOP") + "RESERVED 16 ENDIF"),
                ok("each key of a multisig is one", "", times(180, "NOP") + nokeys20),
                ending(ScriptError.OP_COUNT, "and these are 202", "", times(181, "NOP") + nokeys20),
                ok("20 keys", "", nokeys20),
                ending(ScriptError.PUBKEY_COUNT, "21 keys", "", "0 0 " + times(21, "0") + "21 CHECKMULTISIG"),
                ending(ScriptError.PUBKEY_COUNT, "-1 keys", "", "0 0 -1 CHECKMULTISIG"),
                ok("no keys, no signatures", "", "0 0 0 CHECKMULTISIG"),
                ending(ScriptError.SIG_COUNT, "more signatures than keys", "", "0 0 0 2 0 1 CHECKMULTISIG"),
                ending(ScriptError.SIG_COUNT, "-1 signatures", "", "0 -1 0 1 CHECKMULTISIG"),
                ending(ScriptError.INVALID_STACK_OPERATION, "no count of keys", "", "CHECKMULTISIG"),
                ending(ScriptError.INVALID_STACK_OPERATION, "a key is missing", "", "0 2 CHECKMULTISIG"),
                ending(ScriptError.INVALID_STACK_OPERATION, "a signature is missing", "", "1 0 1 CHECKMULTISIG"),
                ending(ScriptError.INVALID_STACK_OPERATION, "the extra element is missing", "", "0 0 CHECKMULTISIG"));
    }

    private static List<Ending> verifies() {
        return List.of(
                ok("VERIFY", "1 1", "VERIFY"),
                ending(ScriptError.VERIFY, "VERIFY", "1 0", "VERIFY"),
                ok("EQUALVERIFY", "1 7 7", "EQUALVERIFY"),
                ending(ScriptError.EQUALVERIFY, "EQUALVERIFY compares bytes", "1 7", "0x02 0x0700 EQUALVERIFY"),
                ok("NUMEQUALVERIFY compares numbers", "1 7", "0x02 0x0700 NUMEQUALVERIFY"),
                ending(ScriptError.NUMEQUALVERIFY, "NUMEQUALVERIFY", "1 7 8", "NUMEQUALVERIFY"),
                ok("CHECKSIGVERIFY", "1 " + SIGNATURE, KEY + " CHECKSIGVERIFY"),
                ending(ScriptError.CHECKSIGVERIFY, "CHECKSIGVERIFY", "1 0", KEY + " CHECKSIGVERIFY"),
                ok("CHECKMULTISIGVERIFY", "1 0 " + SIGNATURE, "1 " + KEY + " 1 CHECKMULTISIGVERIFY"),
                ending(
                        ScriptError.CHECKMULTISIGVERIFY,
                        "CHECKMULTISIGVERIFY",
                        "1 0 0",
                        "1 " + KEY + " 1 CHECKMULTISIGVERIFY"),
                ok("a height that has come", "500", "CHECKLOCKTIMEVERIFY", ScriptFlag.CHECKLOCKTIMEVERIFY),
                ending(
                        ScriptError.UNSATISFIED_LOCKTIME,
                        "a height that hasn't",
                        "501",
                        "CHECKLOCKTIMEVERIFY",
                        ScriptFlag.CHECKLOCKTIMEVERIFY),
                ok("without the flag it does nothing", "501", "CHECKLOCKTIMEVERIFY"),
                ending(
                        ScriptError.NEGATIVE_LOCKTIME,
                        "a negative height",
                        "-1",
                        "CHECKLOCKTIMEVERIFY",
                        ScriptFlag.CHECKLOCKTIMEVERIFY),
                ending(
                        ScriptError.INVALID_STACK_OPERATION,
                        "no height",
                        "",
                        "CHECKLOCKTIMEVERIFY 1",
                        ScriptFlag.CHECKLOCKTIMEVERIFY),
                ok("an age that is reached", "10", "CHECKSEQUENCEVERIFY", ScriptFlag.CHECKSEQUENCEVERIFY),
                ending(
                        ScriptError.UNSATISFIED_LOCKTIME,
                        "an age that isn't",
                        "11",
                        "CHECKSEQUENCEVERIFY",
                        ScriptFlag.CHECKSEQUENCEVERIFY),
                ok("bit 31 switches it off", "2147483659", "CHECKSEQUENCEVERIFY", ScriptFlag.CHECKSEQUENCEVERIFY),
                ending(
                        ScriptError.UNSATISFIED_LOCKTIME,
                        "bit 32 doesn't",
                        "4294967307",
                        "CHECKSEQUENCEVERIFY",
                        ScriptFlag.CHECKSEQUENCEVERIFY),
                ending(
                        ScriptError.NEGATIVE_LOCKTIME,
                        "a negative age",
                        "-1",
                        "CHECKSEQUENCEVERIFY",
                        ScriptFlag.CHECKSEQUENCEVERIFY),
                ending(
                        ScriptError.INVALID_STACK_OPERATION,
                        "no age",
                        "",
                        "CHECKSEQUENCEVERIFY 1",
                        ScriptFlag.CHECKSEQUENCEVERIFY));
    }

    private static List<Ending> opcodes() {
        return List.of(
                ending(ScriptError.BAD_OPCODE, "VER when executed", "1", "VER"),
                ok("but not else", "1", "0 IF VER RESERVED RESERVED1 RESERVED2 0xba 0xff ENDIF"),
                ending(ScriptError.BAD_OPCODE, "VERIF in any branch", "1", "0 IF VERIF ENDIF"),
                ending(ScriptError.BAD_OPCODE, "VERNOTIF in any branch", "1", "0 IF VERNOTIF ENDIF"),
                ending(ScriptError.BAD_OPCODE, "a code without meaning", "1", "0xba"),
                ok("the last with one", "1", "NOP10"),
                ending(
                        ScriptError.BAD_OPCODE,
                        "a push that is cut off, even where nothing is executed",
                        "1",
                        "0 IF ENDIF 0x02 0x11"),
                ending(ScriptError.BAD_OPCODE, "a length that is cut off", "1", "0x4d 0x01"),
                ending(ScriptError.DISABLED_OPCODE, "CAT, even where nothing is executed", "1", "0 IF CAT ENDIF"),
                ending(ScriptError.INVALID_STACK_OPERATION, "DUP of nothing", "", "DUP"),
                ending(ScriptError.INVALID_STACK_OPERATION, "2ROT of five", "1 2 3 4 5", "2ROT"),
                ok("2ROT of six", "1 2 3 4 5 6", "2ROT"),
                ok("PICK the lowest", "1 2 3", "2 PICK"),
                ending(ScriptError.INVALID_STACK_OPERATION, "PICK below the lowest", "1 2 3", "3 PICK"),
                ending(ScriptError.INVALID_STACK_OPERATION, "ROLL above the top", "1 2 3", "-1 ROLL"),
                ok("to the other stack and back", "1", "TOALTSTACK FROMALTSTACK"),
                ending(ScriptError.INVALID_ALTSTACK_OPERATION, "nothing on the other stack", "1", "FROMALTSTACK"),
                ending(
                        ScriptError.INVALID_ALTSTACK_OPERATION,
                        "the other stack isn't passed on",
                        "1 1 TOALTSTACK",
                        "FROMALTSTACK"),
                ok("NOP4", "1", "NOP4"),
                ending(
                        ScriptError.DISCOURAGE_UPGRADABLE_NOPS,
                        "NOP4",
                        "1",
                        "NOP4",
                        ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS),
                ok("CHECKLOCKTIMEVERIFY before its fork", "1", "NOP2", ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS),
                ok("CHECKSEQUENCEVERIFY before its fork", "1", "NOP3", ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS),
                ok("NOP is meant to do nothing", "1", "NOP", ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS),
                ok("NOP4 not executed", "1", "0 IF NOP4 ENDIF", ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS));
    }

    private static List<Ending> conditionals() {
        return List.of(
                ending(ScriptError.UNBALANCED_CONDITIONAL, "IF of nothing", "", "IF ENDIF 1"),
                ending(ScriptError.UNBALANCED_CONDITIONAL, "an IF without end", "1", "IF 1"),
                ending(ScriptError.UNBALANCED_CONDITIONAL, "ELSE without IF", "1", "ELSE"),
                ending(ScriptError.UNBALANCED_CONDITIONAL, "ENDIF without IF", "1", "ENDIF"),
                ending(ScriptError.UNBALANCED_CONDITIONAL, "an IF after it doesn't help", "1", "ENDIF 1 IF"),
                ok("an ELSE inside a branch that isn't taken takes none", "1", "0 IF 1 IF 0 ELSE 0 ENDIF ENDIF"),
                ok("the ELSE of the outer one does", "0 1", "0 IF 1 IF ELSE ELSE ENDIF ELSE NIP ENDIF"),
                ending(ScriptError.UNBALANCED_CONDITIONAL, "an IF that the scriptSig leaves open", "1 1 IF", "ENDIF"),
                ok("an IF in a branch that isn't taken takes nothing", "1 0", "IF IF IF ENDIF ENDIF ENDIF"),
                ok("several ELSEs switch each time", "1", "IF 1 ELSE 0 ELSE 1 ENDIF ADD 2 EQUAL"));
    }

    private static List<Ending> numbers() {
        return List.of(
                ok("four bytes are a number", "2147483647", "1ADD"),
                ending(ScriptError.UNKNOWN_ERROR, "five aren't", "2147483648", "1ADD"),
                ok("a result of five bytes is bytes", "2147483647", "1ADD SIZE 5 EQUALVERIFY"),
                ok(
                        "lock times have five",
                        "0x05 0x0000000000",
                        "CHECKLOCKTIMEVERIFY 1",
                        ScriptFlag.CHECKLOCKTIMEVERIFY),
                ending(
                        ScriptError.UNKNOWN_ERROR,
                        "but not six",
                        "0x06 0x000000000000",
                        "CHECKLOCKTIMEVERIFY 1",
                        ScriptFlag.CHECKLOCKTIMEVERIFY),
                ok("needless zeros", "0x02 0x0100", "1ADD"),
                ending(ScriptError.UNKNOWN_ERROR, "needless zeros", "0x02 0x0100", "1ADD", ScriptFlag.MINIMALDATA),
                ok("a zero that the sign needs", "0x02 0x8000", "1ADD", ScriptFlag.MINIMALDATA),
                ok("5 as PUSHDATA1", "0x4c 0x01 0x05", ""),
                ending(ScriptError.MINIMALDATA, "5 as PUSHDATA1", "0x4c 0x01 0x05", "", ScriptFlag.MINIMALDATA),
                ending(ScriptError.MINIMALDATA, "5 as a push of a byte", "0x01 0x05", "", ScriptFlag.MINIMALDATA),
                ending(ScriptError.MINIMALDATA, "16 as a push of a byte", "0x01 0x10", "", ScriptFlag.MINIMALDATA),
                ending(ScriptError.MINIMALDATA, "-1 as a push of a byte", "0x01 0x81", "", ScriptFlag.MINIMALDATA),
                ending(ScriptError.MINIMALDATA, "1 as a push of a byte", "0x01 0x01", "", ScriptFlag.MINIMALDATA),
                ok("a zero byte as a push of a byte", "1 0x01 0x00", "DROP", ScriptFlag.MINIMALDATA),
                ending(ScriptError.MINIMALDATA, "nothing by PUSHDATA1", "1 0x4c 0x00", "DROP", ScriptFlag.MINIMALDATA),
                ok("17 as a push of a byte", "0x01 0x11", "", ScriptFlag.MINIMALDATA),
                ending(
                        ScriptError.MINIMALDATA,
                        "75 bytes by PUSHDATA1",
                        "0x4c 0x4b 0x" + "11".repeat(75),
                        "",
                        ScriptFlag.MINIMALDATA),
                ok("76 bytes by PUSHDATA1", "0x4c 0x4c 0x" + "11".repeat(76), "", ScriptFlag.MINIMALDATA),
                ending(
                        ScriptError.MINIMALDATA,
                        "255 bytes by PUSHDATA2",
                        "0x4d 0xff00 0x" + "11".repeat(255),
                        "",
                        ScriptFlag.MINIMALDATA),
                ok("256 bytes by PUSHDATA2", "0x4d 0x0001 0x" + "11".repeat(256), "", ScriptFlag.MINIMALDATA),
                ok("not where nothing is executed", "1", "0 IF 0x4c 0x01 0x05 ENDIF", ScriptFlag.MINIMALDATA));
    }

    static Stream<Ending> signatures() {
        return Stream.of(
                ok("a strict signature", SIGNATURE, KEY + " CHECKSIG", ScriptFlag.DERSIG),
                ok("no signature is no bad one", "0", KEY + " CHECKSIG NOT", ScriptFlag.DERSIG, ScriptFlag.STRICTENC),
                ending(
                        ScriptError.SIG_DER,
                        "a needless zero",
                        "0x29 0x3026" + "02020001" + SIGNATURE.substring(17),
                        KEY + " CHECKSIG",
                        ScriptFlag.DERSIG),
                ending(
                        ScriptError.SIG_DER,
                        "without DERSIG, LOW_S asks for it",
                        "1",
                        KEY + " CHECKSIG",
                        ScriptFlag.LOW_S),
                ending(ScriptError.SIG_DER, "and STRICTENC", "1", KEY + " CHECKSIG", ScriptFlag.STRICTENC),
                ok("before BIP 66 anything may stand there", "1", KEY + " CHECKSIG NOT"),
                ok("s of half the order", SIGNATURE, KEY + " CHECKSIG", ScriptFlag.LOW_S),
                ending(
                        ScriptError.SIG_HIGH_S,
                        "s of half the order and one",
                        HIGH_S_SIGNATURE,
                        KEY + " CHECKSIG",
                        ScriptFlag.LOW_S),
                ok("a high s is consensus", HIGH_S_SIGNATURE, KEY + " CHECKSIG", ScriptFlag.DERSIG),
                ok(
                        "SINGLE, the last hash type",
                        signature("01".repeat(32), 3),
                        KEY + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ok(
                        "SINGLE and ANYONECANPAY",
                        signature("01".repeat(32), 0x83),
                        KEY + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ending(
                        ScriptError.SIG_HASHTYPE,
                        "hash type 0",
                        signature("01".repeat(32), 0),
                        KEY + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ending(
                        ScriptError.SIG_HASHTYPE,
                        "hash type 4",
                        signature("01".repeat(32), 4),
                        KEY + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ok("an uncompressed key", SIGNATURE, UNCOMPRESSED_KEY + " CHECKSIG", ScriptFlag.STRICTENC),
                ending(
                        ScriptError.PUBKEYTYPE,
                        "a hybrid key",
                        SIGNATURE,
                        HYBRID_KEY + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ending(
                        ScriptError.PUBKEYTYPE,
                        "a key too short",
                        SIGNATURE,
                        "0x20 0x02" + "11".repeat(31) + " CHECKSIG",
                        ScriptFlag.STRICTENC),
                ok("a hybrid key is consensus", SIGNATURE, HYBRID_KEY + " CHECKSIG"),
                ok(
                        "a multisig looks at no key once it is sure",
                        "0 0 " + SIGNATURE,
                        "2 0 " + KEY + " 2 CHECKMULTISIG NOT"),
                ok("an empty extra element", "0 " + SIGNATURE, "1 " + KEY + " 1 CHECKMULTISIG", ScriptFlag.NULLDUMMY),
                ending(
                        ScriptError.SIG_NULLDUMMY,
                        "another extra element",
                        "1 " + SIGNATURE,
                        "1 " + KEY + " 1 CHECKMULTISIG",
                        ScriptFlag.NULLDUMMY),
                ok("an empty signature fails cleanly", "0", KEY + " CHECKSIG NOT", ScriptFlag.NULLFAIL),
                ending(ScriptError.SIG_NULLFAIL, "another that fails", "1", KEY + " CHECKSIG NOT", ScriptFlag.NULLFAIL),
                ending(
                        ScriptError.SIG_NULLFAIL,
                        "one of two that fail",
                        "0 0 1",
                        "2 " + KEY + " " + KEY + " 2 CHECKMULTISIG NOT",
                        ScriptFlag.NULLFAIL),
                ok("both empty", "0 0 0", "2 " + KEY + " " + KEY + " 2 CHECKMULTISIG NOT", ScriptFlag.NULLFAIL),
                ok("a code separator", SIGNATURE, "CODESEPARATOR " + KEY + " CHECKSIG"),
                ending(
                        ScriptError.OP_CODESEPARATOR,
                        "a code separator",
                        SIGNATURE,
                        "CODESEPARATOR " + KEY + " CHECKSIG",
                        ScriptFlag.CONST_SCRIPTCODE),
                ending(
                        ScriptError.OP_CODESEPARATOR,
                        "even where nothing is executed",
                        "1",
                        "0 IF CODESEPARATOR ENDIF",
                        ScriptFlag.CONST_SCRIPTCODE),
                ok("the signature in the script it signs", SIGNATURE, SIGNATURE + " DROP " + KEY + " CHECKSIG"),
                ending(
                        ScriptError.SIG_FINDANDDELETE,
                        "the signature in the script it signs",
                        SIGNATURE,
                        SIGNATURE + " DROP " + KEY + " CHECKSIG",
                        ScriptFlag.CONST_SCRIPTCODE),
                ending(
                        ScriptError.SIG_FINDANDDELETE,
                        "the same with a multisig",
                        "0 " + SIGNATURE,
                        SIGNATURE + " DROP 1 " + KEY + " 1 CHECKMULTISIG",
                        ScriptFlag.CONST_SCRIPTCODE),
                ok("IF of a number that isn't 1, outside of a witness", "2", "IF 1 ENDIF", ScriptFlag.MINIMALIF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"endings", "signatures"})
    void endsSo(Ending ending) {
        assertThat(ending.run()).isEqualTo(ending.expected());
    }

    @Test
    @DisplayName("there is a script for every way to end")
    void everyError() {
        Set<ScriptError> produced =
                Stream.concat(endings(), signatures()).map(Ending::run).collect(Collectors.toSet());
        assertThat(produced).containsExactlyInAnyOrder(ScriptError.values());
    }

    @Test
    @DisplayName("the reasons read as in Bitcoin Core")
    void messages() {
        assertThat(ScriptError.EVAL_FALSE.message())
                .isEqualTo("Script evaluated without error but finished with a false/empty top stack element");
        assertThat(ScriptError.SIG_DER.message()).isEqualTo("Non-canonical DER signature");
        assertThat(ScriptError.UNKNOWN_ERROR.message()).isEqualTo("unknown error");
    }

    @Test
    @DisplayName("every operation that was switched off fails in any branch, and so do the reserved ones when executed")
    void disabledAndReserved() {
        int disabled = 0;
        for (Opcode opcode : Opcode.values()) {
            Script executed = new ScriptBuilder().number(1).op(opcode).build();
            Script passedOver = new ScriptBuilder()
                    .number(1)
                    .number(0)
                    .op(Opcode.OP_IF)
                    .op(opcode)
                    .op(Opcode.OP_ENDIF)
                    .build();
            if (opcode.kind() == Opcode.Kind.DISABLED) {
                disabled++;
                assertThat(run(executed)).isEqualTo(ScriptError.DISABLED_OPCODE);
                assertThat(run(passedOver)).isEqualTo(ScriptError.DISABLED_OPCODE);
            } else if (opcode.kind() == Opcode.Kind.RESERVED) {
                assertThat(run(executed)).isEqualTo(ScriptError.BAD_OPCODE);
            }
        }
        assertThat(disabled).isEqualTo(15);
    }

    private static ScriptError run(Script script) {
        return Interpreter.verify(Script.EMPTY, script, Set.of(), SignatureChecker.NONE);
    }
}
