package org.wonsi.core.tx;

import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

/**
 * What is signed, byte by byte, for a transaction of two inputs and two outputs.
 *
 * @param what the case is about
 * @param scriptCode that the signature is for
 * @param bytes in hex; their double SHA-256 is the signature hash
 */
public record SignedBytes(String what, int input, Script scriptCode, int hashType, String bytes) {
    private static final String IN_0 = "aa".repeat(32) + "00000000";
    private static final String IN_1 = "bb".repeat(32) + "01000000";
    private static final String OUT_0 = "0100000000000000" + "0151";
    private static final String OUT_1 = "0200000000000000" + "0152";
    private static final String OUTPUTS = "02" + OUT_0 + OUT_1;
    private static final String BLANK = "ffffffffffffffff" + "00";

    /** The transaction that is signed. */
    public static final Transaction TX = Transaction.decode(ByteString.ofHex(
            "01000000" + "02" + IN_0 + "0153" + "05000000" + IN_1 + "0154" + "06000000" + OUTPUTS + "07000000"));

    /** All cases. */
    public static List<SignedBytes> cases() {
        return List.of(
                of("ALL: both inputs, the signed one with the script, and both outputs", 0, 1, both("01ac"), OUTPUTS),
                of(
                        "NONE: no output, and the other input's sequence is free",
                        0,
                        2,
                        "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "00000000",
                        "00"),
                of(
                        "SINGLE: the output of the same index, none after it",
                        0,
                        3,
                        "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "00000000",
                        "01" + OUT_0),
                of(
                        "SINGLE: those before it blank",
                        1,
                        3,
                        "02" + IN_0 + "00" + "00000000" + IN_1 + "01ac" + "06000000",
                        "02" + BLANK + OUT_1),
                of("ALL and ANYONECANPAY: no other input", 1, 0x81, "01" + IN_1 + "01ac" + "06000000", OUTPUTS),
                of("NONE and ANYONECANPAY", 1, 0x82, "01" + IN_1 + "01ac" + "06000000", "00"),
                of("SINGLE and ANYONECANPAY", 1, 0x83, "01" + IN_1 + "01ac" + "06000000", "02" + BLANK + OUT_1),
                of("an unknown type signs like ALL: 0", 0, 0, both("01ac"), OUTPUTS),
                of("an unknown type signs like ALL: 4", 0, 4, both("01ac"), OUTPUTS),
                of("all four bytes of a type are signed", 0, 0x12345641, both("01ac"), OUTPUTS),
                of(
                        "only the low five bits choose: NONE",
                        0,
                        0x22,
                        "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "00000000",
                        "00"),
                of("every bit set: like ALL, and ANYONECANPAY", 0, -1, "01" + IN_0 + "01ac" + "05000000", OUTPUTS),
                ofScript(
                        "code separators are left out, not those among the bytes of a push",
                        "ab51ab01abacab",
                        "04" + "5101abac"),
                ofScript(
                        "behind a push that is cut off nothing is written, but counted, as in Bitcoin Core",
                        "ab510511",
                        "03" + "5105"),
                ofScript("the same behind a length that is cut off", "514d05", "03" + "514d"));
    }

    private static String both(String script) {
        return "02" + IN_0 + script + "05000000" + IN_1 + "00" + "06000000";
    }

    private static SignedBytes of(String what, int input, int hashType, String inputs, String outputs) {
        String type = ByteString.copyOf(
                        (byte) hashType, (byte) (hashType >> 8), (byte) (hashType >> 16), (byte) (hashType >> 24))
                .toHex();
        return new SignedBytes(
                what, input, Script.ofHex("ac"), hashType, "01000000" + inputs + outputs + "07000000" + type);
    }

    private static SignedBytes ofScript(String what, String script, String written) {
        return new SignedBytes(
                what, 0, Script.ofHex(script), 1, "01000000" + both(written) + OUTPUTS + "07000000" + "01000000");
    }

    @Override
    public String toString() {
        return what;
    }
}
