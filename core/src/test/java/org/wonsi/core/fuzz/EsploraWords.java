package org.wonsi.core.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.script.Opcode;

/** Reads Esplora's notation of a script back into its bytes; it names every byte, so nothing is lost but a push that is cut off. */
final class EsploraWords {
    /** Where Esplora's name isn't OP_ and Bitcoin Core's. */
    private static final Map<String, Integer> OTHER_NAMES = Map.of(
            "OP_PUSHNUM_NEG1", 0x4f, "OP_CLTV", 0xb1, "OP_CSV", 0xb2, "OP_CHECKSIGADD", 0xba, "OP_INVALIDOPCODE", 0xff);

    private EsploraWords() {}

    /** The bytes before the push that is cut off, or all. */
    static ByteString bytes(String text) {
        int cut = text.indexOf('<');
        List<String> words = new ArrayList<>(
                List.of(text.substring(0, cut < 0 ? text.length() : cut).split(" ")));
        if (text.endsWith("<push past end>")) {
            words.remove(words.size() - 1);
        }
        ByteWriter bytes = new ByteWriter();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("OP_")) {
                boolean pushes = i + 1 < words.size() && !words.get(i + 1).startsWith("OP_");
                add(code(words.get(i)), pushes ? HexFormat.of().parseHex(words.get(i + 1)) : new byte[0], bytes);
            }
        }
        return bytes.toByteString();
    }

    private static void add(int code, byte[] pushed, ByteWriter bytes) {
        bytes.writeUInt8(code);
        for (int i = 0; i < lengthBytes(code); i++) {
            bytes.writeUInt8((pushed.length >> (8 * i)) & 0xff);
        }
        bytes.writeBytes(pushed);
    }

    private static int lengthBytes(int code) {
        return switch (code) {
            case 0x4c -> 1;
            case 0x4d -> 2;
            case 0x4e -> 4;
            default -> 0;
        };
    }

    private static int code(String word) {
        if (OTHER_NAMES.containsKey(word)) {
            return OTHER_NAMES.get(word);
        }
        String number = word.substring(word.lastIndexOf('_') + 1);
        if (word.startsWith("OP_PUSHBYTES_") || word.startsWith("OP_RETURN_")) {
            return Integer.parseInt(number);
        }
        if (word.startsWith("OP_PUSHNUM_")) {
            return 0x50 + Integer.parseInt(number);
        }
        int code = Opcode.valueOf(word).code();
        if (OTHER_NAMES.containsValue(code) || (code > 0x50 && code <= 0x60)) {
            throw new IllegalArgumentException("Esplora doesn't say " + word);
        }
        return code;
    }
}
