package org.wonsi.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.SigOps;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.SignatureChecker;

/** Any bytes may stand where a script does: running, counting and showing them gives an answer, whatever they are. */
class ScriptFuzzTest {
    /** Every signature of more than one byte is right. */
    private static final SignatureChecker TRUSTING = new SignatureChecker() {
        @Override
        public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
            return signatureWithHashType.size() > 1;
        }

        @Override
        public boolean checkLockTime(long lockTime) {
            return lockTime < 500_000;
        }

        @Override
        public boolean checkSequence(long sequence) {
            return sequence < 100;
        }
    };

    private static Set<ScriptFlag> flags(int bits) {
        Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        List<ScriptFlag> all = List.of(ScriptFlag.values());
        for (int i = 0; i < all.size(); i++) {
            if ((bits >> i & 1) != 0) {
                flags.add(all.get(i));
            }
        }
        if (flags.contains(ScriptFlag.CLEANSTACK)) {
            flags.add(ScriptFlag.P2SH);
        }
        return flags;
    }

    /**
     * Two bytes choose the flags, one the length of the input's script; the rest is the output's. Each flag only forbids
     * more: what is right under some of them is right under none.
     */
    @FuzzTest
    void run(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        int end = Math.min(bytes.length, 3 + (bytes[2] & 0xff));
        Script input = new Script(ByteString.copyOf(bytes, 3, end));
        Script output = new Script(ByteString.copyOf(bytes, end, bytes.length));
        int bits = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        Set<ScriptFlag> flags = flags(bits);
        ScriptError verdict = Interpreter.verify(input, output, flags, TRUSTING);
        assertThat(Interpreter.verify(input, output, flags, TRUSTING)).isEqualTo(verdict);
        if (verdict == ScriptError.OK) {
            assertThat(Interpreter.verify(input, output, Set.of(), TRUSTING)).isEqualTo(ScriptError.OK);
        }
    }

    @FuzzTest
    void look(byte[] bytes) {
        Script script = new Script(ByteString.copyOf(bytes));
        assertThat(SigOps.count(script, true)).isLessThanOrEqualTo(SigOps.count(script, false));
        assertThat(SigOps.count(script, false)).isBetween(0, bytes.length * 20);
        checkText(script);
        assertThat(EsploraWords.bytes(ScriptText.formatEsplora(script)))
                .isEqualTo(script.isParsable() ? script.bytes() : whole(script));
        assertThat(StandardScript.esploraType(script)).isNotEmpty();
        StandardScript form = StandardScript.of(script);
        if (form.type() != ScriptType.NONSTANDARD) {
            assertThat(script.isParsable()).isTrue();
        }
        assertThat(script.operations()).hasSizeLessThanOrEqualTo(bytes.length);
    }

    /** Bitcoin Core's notation has a word an operation, the bytes of a push that is too long for a number, and says where it ends. */
    private static void checkText(Script script) {
        String text = ScriptText.format(script);
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        List<Operation> operations = script.operations();
        assertThat(words).hasSize(operations.size() + (script.isParsable() ? 0 : 1));
        for (int i = 0; i < operations.size(); i++) {
            ByteString pushed = operations.get(i).data();
            if (pushed.size() > 4) {
                assertThat(words.get(i)).isEqualTo(HexFormat.of().formatHex(pushed.toByteArray()));
            } else {
                assertThat(words.get(i)).matches("-?[0-9]{1,10}|OP_[A-Z0-9]+");
            }
        }
        assertThat(words.subList(operations.size(), words.size())).isSubsetOf("[error]");
    }

    /** What stands before the push that is cut off. */
    private static ByteString whole(Script script) {
        List<Operation> operations = script.operations();
        if (operations.isEmpty()) {
            return ByteString.EMPTY;
        }
        Operation last = operations.get(operations.size() - 1);
        int lengthBytes = last.code() == 0x4c ? 1 : last.code() == 0x4d ? 2 : last.code() == 0x4e ? 4 : 0;
        return script.bytes()
                .slice(0, last.offset() + 1 + lengthBytes + last.data().size());
    }

    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Script script = ScriptParser.parse(text);
            assertThat(script.size()).isLessThanOrEqualTo(text.length() * 4 + 5);
            assertThat(ScriptParser.parse("0x" + script.bytes().toHex())).isEqualTo(script);
        } catch (MalformedException e) {
            assertThat(e)
                    .hasMessageMatching(
                            "(?s)'.+' is out of range; numbers have at most 64 bits|'.+' is no word of a script; write .+");
        }
    }
}
