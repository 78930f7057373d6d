package org.wonsi.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.script.Interpreter;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptError;
import org.wonsi.core.script.ScriptFlag;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.SigOps;
import org.wonsi.core.script.SignatureChecker;
import org.wonsi.core.script.StandardScript;

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
        assertThat(ScriptText.format(script)).isNotNull();
        assertThat(ScriptText.formatEsplora(script)).isNotNull();
        assertThat(StandardScript.esploraType(script)).isNotEmpty();
        StandardScript form = StandardScript.of(script);
        if (form.type() != ScriptType.NONSTANDARD) {
            assertThat(script.isParsable()).isTrue();
        }
        assertThat(script.operations()).hasSizeLessThanOrEqualTo(bytes.length);
    }

    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(ScriptParser.parse(text).size()).isLessThanOrEqualTo(text.length() * 4 + 5);
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
