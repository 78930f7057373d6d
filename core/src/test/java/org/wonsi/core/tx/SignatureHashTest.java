package org.wonsi.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;

/** What is signed, byte by byte, for a transaction of two inputs and two outputs. */
class SignatureHashTest {
    private static final Script CODE = Script.ofHex("ac");
    private static final String IN_0 = "aa".repeat(32) + "00000000";
    private static final String IN_1 = "bb".repeat(32) + "01000000";
    private static final String OUT_0 = "0100000000000000" + "0151";
    private static final String OUT_1 = "0200000000000000" + "0152";
    private static final String BLANK = "ffffffffffffffff" + "00";
    private static final Transaction TX = Transaction.decode(ByteString.ofHex("01000000" + "02" + IN_0 + "0153"
            + "05000000" + IN_1 + "0154" + "06000000" + "02" + OUT_0 + OUT_1 + "07000000"));

    private static String preimage(int input, Script code, int hashType) {
        return SignatureHash.preimage(TX, input, code, hashType).orElseThrow().toHex();
    }

    @Test
    @DisplayName("ALL: both inputs, the signed one with the script, and both outputs")
    void all() {
        assertThat(preimage(0, CODE, 1))
                .isEqualTo("01000000" + "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "06000000" + "02" + OUT_0
                        + OUT_1 + "07000000" + "01000000");
    }

    @Test
    @DisplayName("NONE: no output, and the other input's sequence is free")
    void none() {
        assertThat(preimage(0, CODE, 2))
                .isEqualTo("01000000" + "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "00000000" + "00" + "07000000"
                        + "02000000");
    }

    @Test
    @DisplayName("SINGLE: the output of the same index, those before it blank, none after it")
    void single() {
        assertThat(preimage(0, CODE, 3))
                .isEqualTo("01000000" + "02" + IN_0 + "01ac" + "05000000" + IN_1 + "00" + "00000000" + "01" + OUT_0
                        + "07000000" + "03000000");
        assertThat(preimage(1, CODE, 3))
                .isEqualTo("01000000" + "02" + IN_0 + "00" + "00000000" + IN_1 + "01ac" + "06000000" + "02" + BLANK
                        + OUT_1 + "07000000" + "03000000");
    }

    @Test
    @DisplayName("ANYONECANPAY: no other input")
    void anyoneCanPay() {
        assertThat(preimage(1, CODE, 0x81))
                .isEqualTo("01000000" + "01" + IN_1 + "01ac" + "06000000" + "02" + OUT_0 + OUT_1 + "07000000"
                        + "81000000");
        assertThat(preimage(1, CODE, 0x82))
                .isEqualTo("01000000" + "01" + IN_1 + "01ac" + "06000000" + "00" + "07000000" + "82000000");
        assertThat(preimage(1, CODE, 0x83))
                .isEqualTo("01000000" + "01" + IN_1 + "01ac" + "06000000" + "02" + BLANK + OUT_1 + "07000000"
                        + "83000000");
    }

    @Test
    @DisplayName("unknown types sign like ALL, only the low five bits choose, and all four bytes are signed")
    void unknownTypes() {
        String all = preimage(0, CODE, 1);
        String everything = all.substring(0, all.length() - 8);
        assertThat(preimage(0, CODE, 0)).isEqualTo(everything + "00000000");
        assertThat(preimage(0, CODE, 4)).isEqualTo(everything + "04000000");
        assertThat(preimage(0, CODE, 0x12345641)).isEqualTo(everything + "41563412");
        assertThat(preimage(0, CODE, 0x22)).endsWith("00" + "07000000" + "22000000");
        assertThat(preimage(0, CODE, -1)).startsWith("01000000" + "01" + IN_0).endsWith("ffffffff");
    }

    @Test
    @DisplayName("SINGLE without an output of that index signs the number 1, whatever the transaction")
    void singleWithoutOutput() {
        Transaction oneOutput =
                new Transaction(1, TX.inputs(), List.of(TX.outputs().get(0)), 7);
        Hash256 one = Hash256.ofDisplay("00".repeat(31) + "01");
        assertThat(SignatureHash.hash(oneOutput, 1, CODE, 3)).isEqualTo(one);
        assertThat(SignatureHash.hash(oneOutput, 1, CODE, 0x83)).isEqualTo(one);
        assertThat(SignatureHash.hash(oneOutput, 0, CODE, 3)).isNotEqualTo(one);
        assertThat(SignatureHash.preimage(oneOutput, 1, CODE, 3)).isEmpty();
    }

    @Test
    @DisplayName("code separators are left out of the script, not those among the bytes of a push")
    void codeSeparators() {
        String with = preimage(0, Script.ofHex("ab51ab01abacab"), 1);
        assertThat(with).contains(IN_0 + "04" + "5101abac" + "05000000");
    }

    @Test
    @DisplayName("behind a push that is cut off nothing is written, but counted, as in Bitcoin Core")
    void cutOff() {
        assertThat(preimage(0, Script.ofHex("ab510511"), 1)).contains(IN_0 + "03" + "5105" + "05000000");
        assertThat(preimage(0, Script.ofHex("514d05"), 1)).contains(IN_0 + "03" + "514d" + "05000000");
    }

    @Test
    @DisplayName("there is no hash for an input that isn't there")
    void noSuchInput() {
        assertThatThrownBy(() -> SignatureHash.hash(TX, 2, CODE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 2 of 2");
    }
}
