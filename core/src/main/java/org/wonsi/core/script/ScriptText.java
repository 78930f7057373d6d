package org.wonsi.core.script;

import java.util.Map;
import java.util.StringJoiner;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;

/**
 * A writer of scripts as text, in the two notations in use.
 *
 * <pre>
 *   Bitcoin Core   OP_DUP OP_HASH160 89abcd... OP_EQUALVERIFY OP_CHECKSIG
 *   Esplora        OP_DUP OP_HASH160 OP_PUSHBYTES_20 89abcd... OP_EQUALVERIFY OP_CHECKSIG
 * </pre>
 *
 * <p>For people and for tests only. No text is ever read back to decide anything: two different scripts may be
 * written alike.
 */
public final class ScriptText {
    private static final Map<Integer, String> HASH_TYPES = Map.of(
            0x01, "ALL",
            0x02, "NONE",
            0x03, "SINGLE",
            0x81, "ALL|ANYONECANPAY",
            0x82, "NONE|ANYONECANPAY",
            0x83, "SINGLE|ANYONECANPAY");

    private ScriptText() {}

    /**
     * As Bitcoin Core's RPC prints it ({@code ScriptToAsmStr}): pushes of up to four bytes as numbers, longer ones as
     * hex, {@code [error]} where a push is cut off.
     */
    public static String format(Script script) {
        StringJoiner text = new StringJoiner(" ");
        ScriptReader reader = new ScriptReader(script);
        while (reader.hasNext()) {
            text.add(reader.next().map(ScriptText::word).orElse("[error]"));
        }
        return text.toString();
    }

    /**
     * The same for an input's script: of what looks like a signature, the last byte is written as the hash type that it
     * names, {@code 3045...[ALL]}. Source: Bitcoin Core, {@code ScriptToAsmStr} with {@code fAttemptSighashDecode}.
     */
    public static String formatScriptSig(Script script) {
        if (!script.isParsable()) {
            return format(script);
        }
        StringJoiner text = new StringJoiner(" ");
        script.operations().forEach(operation -> text.add(signature(operation)));
        return text.toString();
    }

    private static String signature(Operation operation) {
        ByteString data = operation.data();
        if (data.size() < 9) {
            return word(operation);
        }
        String type = HASH_TYPES.get(data.at(data.size() - 1));
        ByteString der = data.slice(0, data.size() - 1);
        return type == null || EcdsaSignature.parseDer(der).isEmpty()
                ? word(operation)
                : der.toHex() + "[" + type + "]";
    }

    /** As Esplora's {@code scriptpubkey_asm} and {@code scriptsig_asm} have it: the code of each push, then its bytes. */
    public static String formatEsplora(Script script) {
        StringJoiner text = new StringJoiner(" ");
        ScriptReader reader = new ScriptReader(script);
        while (reader.hasNext()) {
            int offset = reader.position();
            text.add(reader.next().map(ScriptText::esploraWord).orElseGet(() -> cutOff(script, offset)));
        }
        return text.toString();
    }

    private static String word(Operation operation) {
        if (operation.isBytesPush()) {
            ByteString data = operation.data();
            return data.size() <= ScriptNumber.MAX_SIZE ? Long.toString(ScriptNumber.decode(data)) : data.toHex();
        }
        return operation
                .smallNumber()
                .map(String::valueOf)
                .orElseGet(() -> operation.opcode().map(Opcode::name).orElseGet(() -> unnamed(operation.code())));
    }

    private static String unnamed(int code) {
        return switch (code) {
            case 0xba -> "OP_CHECKSIGADD";
            case 0xff -> "OP_INVALIDOPCODE";
            default -> "OP_UNKNOWN";
        };
    }

    private static String esploraWord(Operation operation) {
        String name = esploraName(operation.code());
        return operation.data().isEmpty() ? name : name + " " + operation.data().toHex();
    }

    private static String esploraName(int code) {
        if (code > 0 && code < Opcode.OP_PUSHDATA1.code()) {
            return "OP_PUSHBYTES_" + code;
        }
        if (code >= Opcode.OP_1.code() && code <= Opcode.OP_16.code()) {
            return "OP_PUSHNUM_" + (code - Opcode.OP_1.code() + 1);
        }
        return switch (code) {
            case 0x4f -> "OP_PUSHNUM_NEG1";
            case 0xb1 -> "OP_CLTV";
            case 0xb2 -> "OP_CSV";
            case 0xba -> "OP_CHECKSIGADD";
            case 0xff -> "OP_INVALIDOPCODE";
            default -> Opcode.of(code).map(Opcode::name).orElse("OP_RETURN_" + code);
        };
    }

    /**
     * The word for an operation that the script's end cuts off.
     *
     * <p>Esplora names two cases, so this does too: the length itself is incomplete, or what it promises isn't
     * there.
     */
    private static String cutOff(Script script, int offset) {
        int code = script.bytes().at(offset);
        int lengthBytes = code < Opcode.OP_PUSHDATA1.code() ? 0 : 1 << (code - Opcode.OP_PUSHDATA1.code());
        return script.size() - offset - 1 < lengthBytes ? "<unexpected end>" : esploraName(code) + " <push past end>";
    }
}
