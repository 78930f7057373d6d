package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.PublicKey;

class StandardScriptTest {
    private static final String C = "02" + "1111111111111111111111111111111111111111111111111111111111111111";
    private static final String U = "04" + "1111111111111111111111111111111111111111111111111111111111111111"
            + "1111111111111111111111111111111111111111111111111111111111111111";
    private static final String H20 = "2222222222222222222222222222222222222222";
    private static final String H32 = "3333333333333333333333333333333333333333333333333333333333333333";

    @ParameterizedTest(name = "{0} is {1}, in Esplora {2}")
    @CsvSource({
        "21" + C + "ac, pubkey, p2pk",
        "41" + U + "ac, pubkey, p2pk",
        "76a914" + H20 + "88ac, pubkeyhash, p2pkh",
        "a914" + H20 + "87, scripthash, p2sh",
        "5121" + C + "51ae, multisig, unknown",
        "5221" + C + "41" + U + "21" + C + "53ae, multisig, unknown",
        "6a, nulldata, op_return",
        "6a04deadbeef, nulldata, op_return",
        "6a5105010203, nonstandard, op_return",
        "6a61, nonstandard, op_return",
        "0014" + H20 + ", witness_v0_keyhash, v0_p2wpkh",
        "0020" + H32 + ", witness_v0_scripthash, v0_p2wsh",
        "5120" + H32 + ", witness_v1_taproot, v1_p2tr",
        "51024e73, anchor, unknown",
        "51024e74, witness_unknown, unknown",
        "6014" + H20 + ", witness_unknown, unknown",
        "0013" + "22222222222222222222222222222222222222" + ", nonstandard, unknown",
        "'', nonstandard, empty",
        "51, nonstandard, unknown"
    })
    @DisplayName("scripts have the names that Bitcoin Core and Esplora give them")
    void names(String hex, String core, String esplora) {
        Script script = Script.ofHex(hex);
        assertThat(StandardScript.of(script).type().coreName()).isEqualTo(core);
        assertThat(StandardScript.esploraType(script)).isEqualTo(esplora);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2105" + "1111111111111111111111111111111111111111111111111111111111111111" + "ac, a key's first byte",
        "4c21" + C + "ac, the push of a key",
        "76a914" + H20 + "88ad, the last operation",
        "76a94c14" + H20 + "88ac, the push of a hash",
        "a914" + H20 + "88, the last operation",
        "5021" + C + "51ae, 0 of 1",
        "5221" + C + "51ae, 2 of 1",
        "5121" + C + "52ae, 1 of 2 with one key",
        "5151ae, no key",
        "5121" + C + "51ae61, more behind",
        "512151ae, a push that is cut off"
    })
    @DisplayName("one byte from a standard form is nonstandard")
    void nearly(String hex, String what) {
        assertThat(StandardScript.of(Script.ofHex(hex)).type()).as(what).isEqualTo(ScriptType.NONSTANDARD);
    }

    @Test
    @DisplayName("what is built is recognised, with its keys or hash")
    void built() {
        PublicKey c = PublicKey.parse(ByteString.ofHex(C));
        PublicKey u = PublicKey.parse(ByteString.ofHex(U));
        ByteString hash = ByteString.ofHex(H20);
        assertThat(StandardScript.of(StandardScript.payToPublicKey(u)))
                .isEqualTo(new StandardScript(ScriptType.PUBKEY, List.of(u.bytes()), 0));
        assertThat(StandardScript.of(StandardScript.payToPublicKeyHash(hash)))
                .isEqualTo(new StandardScript(ScriptType.PUBKEYHASH, List.of(hash), 0));
        assertThat(StandardScript.of(StandardScript.payToScriptHash(hash)))
                .isEqualTo(new StandardScript(ScriptType.SCRIPTHASH, List.of(hash), 0));
        assertThat(StandardScript.of(StandardScript.payToMultisig(2, List.of(c, u, c))))
                .isEqualTo(new StandardScript(ScriptType.MULTISIG, List.of(c.bytes(), u.bytes(), c.bytes()), 2));
        assertThat(StandardScript.nullData(ByteString.ofHex("0102")).bytes().toHex())
                .isEqualTo("6a020102");
        // BIP 16: the hash of the empty script.
        assertThat(StandardScript.payToScriptHash(Script.EMPTY).bytes().toHex())
                .isEqualTo("a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87");
    }

    @Test
    @DisplayName("20 keys are recognised, 21 aren't; 16 can be built")
    void manyKeys() {
        PublicKey key = PublicKey.parse(ByteString.ofHex(C));
        String keys20 = ("21" + C).repeat(20);
        assertThat(StandardScript.of(Script.ofHex("51" + keys20 + "0114ae")).type())
                .isEqualTo(ScriptType.MULTISIG);
        assertThat(StandardScript.of(Script.ofHex("0114" + keys20 + "0114ae")).required())
                .isEqualTo(20);
        assertThat(StandardScript.of(Script.ofHex("51" + keys20 + "21" + C + "0115ae"))
                        .type())
                .isEqualTo(ScriptType.NONSTANDARD);
        List<PublicKey> keys16 = java.util.Collections.nCopies(16, key);
        assertThat(StandardScript.of(StandardScript.payToMultisig(16, keys16)).required())
                .isEqualTo(16);
        assertThatThrownBy(() -> StandardScript.payToMultisig(1, java.util.Collections.nCopies(17, key)))
                .hasMessage("1 of 17 keys; there can be 1 to 16 and as many signatures at most");
        assertThatThrownBy(() -> StandardScript.payToPublicKeyHash(ByteString.EMPTY))
                .hasMessage("a hash of 0 bytes; it must be 20");
    }

    @Test
    @DisplayName("the forms that SegWit gives a meaning are told apart")
    void witnessPrograms() {
        assertThat(StandardScript.of(Script.ofHex("0014" + H20)).type().isWitnessProgram())
                .isTrue();
        assertThat(StandardScript.of(Script.ofHex("51024e73")).type().isWitnessProgram())
                .isTrue();
        assertThat(StandardScript.of(Script.ofHex("a914" + H20 + "87")).type().isWitnessProgram())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6a, true", "6a51, true", "51, false", "'', false", "516a, false"})
    @DisplayName("an output that begins with RETURN can never be spent")
    void unspendable(String hex, boolean unspendable) {
        assertThat(Script.ofHex(hex).isUnspendable()).isEqualTo(unspendable);
    }

    @Test
    @DisplayName("nor can one of 10,001 bytes")
    void unspendableBySize() {
        assertThat(Script.ofHex("51".repeat(10_000)).isUnspendable()).isFalse();
        assertThat(Script.ofHex("51".repeat(10_001)).isUnspendable()).isTrue();
    }
}
