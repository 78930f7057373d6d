package org.wonsi.core.script;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * A parser of scripts written by people, in the grammar of Bitcoin Core's test vectors.
 *
 * <pre>
 *   DUP  OP_DUP    an operation
 *   11  -1  1000   a push of the number, in its shortest form
 *   'text'         a push of the text's bytes
 *   0x4c 0x01 0x07 bytes of the script as they are: here, a push of 07 by PUSHDATA1
 * </pre>
 *
 * <p>Words are separated by white space. Source: Bitcoin Core, {@code ParseScript}.
 *
 * <p>For tests, lessons and experiments. Core's vectors contain bytes that no builder would write, so raw bytes are
 * part of the grammar.
 */
public final class ScriptParser {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern RAW_BYTES = Pattern.compile("0x((?:[0-9a-fA-F]{2})*)");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'");

    private ScriptParser() {}

    /**
     * The script that the text describes.
     *
     * @throws MalformedException that names the word which isn't one of the grammar
     */
    public static Script parse(String text) {
        ScriptBuilder builder = new ScriptBuilder();
        WORD.matcher(text).results().map(MatchResult::group).forEach(word -> add(word, builder));
        return builder.build();
    }

    private static void add(String word, ScriptBuilder builder) {
        Matcher raw = RAW_BYTES.matcher(word);
        Matcher quoted = TEXT.matcher(word);
        if (NUMBER.matcher(word).matches()) {
            builder.number(number(word));
        } else if (raw.matches()) {
            builder.raw(ByteString.ofHex(raw.group(1)));
        } else if (quoted.matches()) {
            builder.push(ByteString.copyOf(quoted.group(1).getBytes(StandardCharsets.UTF_8)));
        } else {
            builder.op(operation(word));
        }
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new MalformedException(FormError.SCRIPT_NUMBER_RANGE, word);
        }
    }

    /** Any operation but a push by length: those are written as bytes. */
    private static Opcode operation(String word) {
        Optional<Opcode> opcode = Opcode.ofName(word)
                .filter(o -> o.code() < Opcode.OP_PUSHDATA1.code() || o.code() > Opcode.OP_PUSHDATA4.code());
        return opcode.orElseThrow(() -> new MalformedException(FormError.SCRIPT_WORD, word));
    }
}
