package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;

class ScriptTextTest {
    private static final String HASH = "89abcdefabbaabbaabbaabbaabbaabbaabbaabba";

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "76a914" + HASH + "88ac, OP_DUP OP_HASH160 " + HASH + " OP_EQUALVERIFY OP_CHECKSIG,"
                + " OP_DUP OP_HASH160 OP_PUSHBYTES_20 " + HASH + " OP_EQUALVERIFY OP_CHECKSIG",
        "004f5160, 0 -1 1 16, OP_0 OP_PUSHNUM_NEG1 OP_PUSHNUM_1 OP_PUSHNUM_16",
        "04ffff001d0104, 486604799 4, OP_PUSHBYTES_4 ffff001d OP_PUSHBYTES_1 04",
        "4c0105, 5, OP_PUSHDATA1 05",
        "4d010005, 5, OP_PUSHDATA2 05",
        "4e0100000005, 5, OP_PUSHDATA4 05",
        "b1b2b3, OP_CHECKLOCKTIMEVERIFY OP_CHECKSEQUENCEVERIFY OP_NOP4, OP_CLTV OP_CSV OP_NOP4",
        "6a0548656c6c6f, OP_RETURN 48656c6c6f, OP_RETURN OP_PUSHBYTES_5 48656c6c6f",
        "50babcfeff, OP_RESERVED OP_CHECKSIGADD OP_UNKNOWN OP_UNKNOWN OP_INVALIDOPCODE,"
                + " OP_RESERVED OP_CHECKSIGADD OP_RETURN_188 OP_RETURN_254 OP_INVALIDOPCODE",
        "510211, 1 [error], OP_PUSHNUM_1 OP_PUSHBYTES_2 <push past end>",
        "4c, [error], <unexpected end>",
        "4c01, [error], OP_PUSHDATA1 <push past end>",
        "4d01, [error], <unexpected end>",
        "4d0100, [error], OP_PUSHDATA2 <push past end>",
        "4e010000, [error], <unexpected end>",
        "4e01000000, [error], OP_PUSHDATA4 <push past end>"
    })
    @DisplayName("a script reads as in Bitcoin Core and as in Esplora")
    void asText(String hex, String core, String esplora) {
        assertThat(ScriptText.format(Script.ofHex(hex))).isEqualTo(core);
        assertThat(ScriptText.formatEsplora(Script.ofHex(hex))).isEqualTo(esplora);
    }

    /** The signature of Bitcoin's first payment, block 170, without its hash type. */
    private static final String SIGNATURE =
            "304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220"
                    + "181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d09";

    @ParameterizedTest
    @CsvSource({
        "47" + SIGNATURE + "01, " + SIGNATURE + "[ALL]",
        "47" + SIGNATURE + "83, " + SIGNATURE + "[SINGLE|ANYONECANPAY]",
        "47" + SIGNATURE + "04, " + SIGNATURE + "04",
        "09314400000000000001, 314400000000000001",
        "0047" + SIGNATURE + "01, 0 " + SIGNATURE + "[ALL]",
        "47" + SIGNATURE + "0102, " + SIGNATURE + "01 [error]",
        "0700000000000001, 00000000000001",
        "'', ''"
    })
    @DisplayName("a signature in an input's script names its hash type, what only looks like one doesn't")
    void scriptSig(String hex, String text) {
        assertThat(ScriptText.formatScriptSig(Script.ofHex(hex))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'  DUP\tOP_HASH160\n', 76a9",
        "'dup', 76",
        "'0 -1 1 16 17 -2 1000', 004f51600111018202e803",
        "'0x4c 0x01 0x07', 4c0107",
        "'''Az''', 02417a",
        "'''''', 00",
        "'TRUE FALSE NOP2 NOP3', 5100b1b2",
        "'9223372036854775807', 08ffffffffffffff7f"
    })
    @DisplayName("scripts are written as operations, numbers, bytes and quoted text")
    void parsed(String text, String hex) {
        assertThat(ScriptParser.parse(text).bytes().toHex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"DUPE", "0x1", "0xzz", "'''open'", "PUSHDATA1", "1.5"})
    @DisplayName("a word that is none of these is named")
    void notParsed(String word) {
        assertThatThrownBy(() -> ScriptParser.parse("1 " + word))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("'" + word + "' is no word of a script");
    }

    @Test
    @DisplayName("a number past 64 bits is named")
    void numberOutOfRange() {
        assertThatThrownBy(() -> ScriptParser.parse("9223372036854775808"))
                .hasMessage("'9223372036854775808' is out of range; numbers have at most 64 bits");
    }
}
