package org.wonsi.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;

@DisplayName("an address, explained")
class AddressExplanationTest {
    private static final String HASH = "62e907b15cbf27d5425399ebf6f0fb50ebb88f18";
    private static final String FIRST = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    private final Explainer explainer = new Explainer(ChainParams.mainnet(), PrevoutSource.NONE);

    private Explanation explain(String text) {
        Pasted pasted = Pasted.parse(text);
        return explainer.explain(pasted.bytes(), pasted.form().orElseThrow());
    }

    private static ByteField field(Explanation explanation, String id) {
        return explanation.fields().stream()
                .filter(field -> field.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("has version, hash with the locking script, and a checksum that holds: 1, 20 and 4 bytes")
    void good() {
        Explanation explanation = explain(" " + FIRST + "\n");
        assertThat(explanation.kind()).isEqualTo("address");
        assertThat(explanation.title()).isEqualTo("Address " + FIRST + ", mainnet, P2PKH");
        assertThat(explanation.sections()).containsExactly(new Section("Address, 25 bytes", 0, 25));
        assertThat(explanation.fields())
                .extracting(ByteField::id, ByteField::start, ByteField::end, ByteField::value)
                .containsExactly(
                        tuple("address.version", 0, 1, "0x00: mainnet, P2PKH"),
                        tuple(
                                "address.hash",
                                1,
                                21,
                                "in the locking script OP_DUP OP_HASH160 " + HASH + " OP_EQUALVERIFY OP_CHECKSIG"),
                        tuple("address.checksum", 21, 25, "c29b7d93"));
        assertThat(explanation.checks())
                .containsExactly(
                        Check.of("checksum", true, "the double SHA-256 of version and hash begins with c29b7d93"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/org/wonsi/core/address/addresses.txt", delimiter = '|')
    @DisplayName("tells the script of each well-known address")
    void known(String text, String script) {
        assertThat(field(explain(text), "address.hash").value())
                .isEqualTo("in the locking script " + ScriptText.format(Script.ofHex(script)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mainnet|P2PKH|0x00: mainnet, P2PKH",
                "mainnet|P2SH|0x05: mainnet, P2SH",
                "regtest|P2PKH|0x6f: testnet or regtest, P2PKH",
                "regtest|P2SH|0xc4: testnet or regtest, P2SH",
                "seminar|P2PKH|0x49: seminar, P2PKH",
                "seminar|P2SH|0x3f: seminar, P2SH"
            })
    @DisplayName("may be of any network, which its first byte names")
    void networks(String network, Address.Kind kind, String version) {
        ChainParams params = ChainParams.of(Network.parse(network));
        Address address = kind == Address.Kind.P2PKH
                ? Address.p2pkh(ByteString.ofHex(HASH), params)
                : Address.p2sh(ByteString.ofHex(HASH), params);
        Explanation explanation = explain(address.toString());
        assertThat(field(explanation, "address.version").value()).isEqualTo(version);
        assertThat(field(explanation, "address.hash").value())
                .isEqualTo("in the locking script " + ScriptText.format(address.scriptPubKey()));
    }

    @Test
    @DisplayName("is shown with a checksum that fails if a character is wrong")
    void wrongChecksum() {
        Explanation explanation = explain(FIRST.replace('z', 'y'));
        assertThat(explanation.fields()).hasSize(3);
        assertThat(explanation.checks())
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILS));
    }

    @Test
    @DisplayName("of an unknown version has no locking script")
    void unknownVersion() {
        Explanation explanation = explain(Base58Check.encode(ByteString.ofHex("5a" + HASH)));
        assertThat(explanation.title()).endsWith(", no network known here");
        assertThat(field(explanation, "address.version").value()).isEqualTo("0x5a: no network known here");
        assertThat(field(explanation, "address.hash").value()).isEqualTo(HASH);
        assertThat(explanation.checks())
                .singleElement()
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Check.Outcome.HOLDS));
    }

    @Test
    @DisplayName("of another length is refused, and a private key by name and without being repeated")
    void wrongLength() {
        String shorter = Base58Check.encode(ByteString.ofHex("00" + HASH.substring(2)));
        assertThatThrownBy(() -> explain(shorter))
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected 25 bytes of an address, found 24");
        String longer = Base58Check.encode(ByteString.ofHex("00" + HASH + "00"));
        assertThatThrownBy(() -> explain(longer)).hasMessageEndingWith("found 26");
        assertThatThrownBy(() -> explain("KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"))
                .hasMessage("this is a private key, not an address; keep it secret");
        assertThatThrownBy(() -> explainer.explain(ByteString.ofHex("00"), Explainer.Form.ADDRESS))
                .hasMessageEndingWith("found 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"
            })
    @DisplayName("of SegWit is refused for what it is, mistyped or not")
    void segWit(String text) {
        assertThatThrownBy(() -> Pasted.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("is a SegWit address in bech32; only addresses in base 58 are explained here");
    }

    @Test
    @DisplayName("is told from hex: digits and letters up to f are bytes, and a wrong digit among them is named")
    void pasted() {
        assertThat(Pasted.parse(" 00AbfF \n").bytes()).isEqualTo(ByteString.ofHex("00abff"));
        assertThat(Pasted.parse("ab".repeat(20)).form()).isEmpty();
        assertThatThrownBy(() -> Pasted.parse("zz")).hasMessageContaining("a hex digit");
        assertThatThrownBy(() -> Pasted.parse("ab".repeat(40) + "zz")).hasMessageContaining("a hex digit");
        assertThatThrownBy(() -> Pasted.parse("1A1zP1eP5QGefi2DMPTfTL5SLmv7Div0Na"))
                .hasMessageContaining("a base 58 digit");
        assertThatThrownBy(() -> Pasted.parse("1A1zP1eP5QGefi2DMPTfTL5SLmv7Div'Na"))
                .hasMessageContaining("a hex digit");
    }
}
