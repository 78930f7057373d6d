package org.wonsi.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.bitcoinj.base.AddressParser;
import org.bitcoinj.base.Base58;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.LegacyAddress;
import org.bitcoinj.script.ScriptBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.script.Script;

class AddressTest {
    private static final ChainParams MAINNET = ChainParams.mainnet();
    private static final ChainParams SEMINAR = ChainParams.seminar();
    private static final ChainParams REGTEST = ChainParams.regtest();

    @ParameterizedTest
    @CsvFileSource(resources = "addresses.txt", delimiter = '|')
    @DisplayName("well-known addresses stand for their scripts, both ways")
    void knownAddresses(String text, String script) {
        Address address = Address.parse(text, MAINNET);
        assertThat(address.scriptPubKey().bytes().toHex()).isEqualTo(script);
        assertThat(address.toString()).isEqualTo(text);
        assertThat(Address.ofScript(new Script(ByteString.ofHex(script)), MAINNET))
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @DisplayName("bitcoinj and bitcoin-kmp write the same addresses and scripts for random keys")
    void oracles(long seed) {
        Random random = new Random(seed);
        AddressParser parser = AddressParser.getDefault(BitcoinNetwork.REGTEST);
        for (int i = 0; i < 100; i++) {
            String what = "seed " + seed + ", round " + i;
            PrivateKey key = PrivateKey.generate(random);
            ByteString hash = key.publicKey(random.nextBoolean()).hash160();
            Address p2pkh = Address.p2pkh(hash, REGTEST);
            Address p2sh = Address.p2sh(hash, REGTEST);
            var theirs = LegacyAddress.fromPubKeyHash(BitcoinNetwork.REGTEST, hash.toByteArray());
            var theirScript = LegacyAddress.fromScriptHash(BitcoinNetwork.REGTEST, hash.toByteArray());
            assertThat(theirs.toString()).as(what).isEqualTo(p2pkh.toString());
            assertThat(theirScript.toString()).as(what).isEqualTo(p2sh.toString());
            assertThat(ScriptBuilder.createOutputScript(parser.parseAddress(p2pkh.toString()))
                            .program())
                    .as(what)
                    .isEqualTo(p2pkh.scriptPubKey().bytes().toByteArray());
            assertThat(fr.acinq.bitcoin.Base58Check.encode((byte) 0x49, hash.toByteArray()))
                    .as(what)
                    .isEqualTo(Address.p2pkh(hash, SEMINAR).toString());
            assertThat(Address.p2pkh(hash, SEMINAR).toString()).as(what).startsWith("W");
            assertThat(Address.p2sh(hash, SEMINAR).toString()).as(what).startsWith("S");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    @DisplayName("bitcoinj writes random bytes in the same base 58, leading zeros included")
    void base58(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[1 + random.nextInt(80)];
            random.nextBytes(bytes);
            for (int zeros = random.nextInt(4); zeros > 0 && zeros < bytes.length; zeros--) {
                bytes[zeros - 1] = 0;
            }
            String ours = Base58Check.encode(ByteString.copyOf(bytes));
            byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
            assertThat(Base58.encodeChecked(bytes[0] & 0xff, body))
                    .as("seed " + seed + ", round " + i)
                    .isEqualTo(ours);
            assertThat(Base58Check.decode(ours)).isEqualTo(ByteString.copyOf(bytes));
        }
    }

    @Test
    @DisplayName("an address with any one character changed is refused")
    void typingErrors() {
        String text = "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH";
        int refused = 0;
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertThatThrownBy(() -> Address.parse(changed, MAINNET)).isInstanceOf(MalformedException.class);
            refused++;
        }
        assertThat(refused).isEqualTo(34);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"
                        + "|'1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH' is a mainnet address, on the seminar network",
                "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r"
                        + "|'mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r' is a regtest address, on the seminar network",
                "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMJ|'1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMJ' is no address:"
                        + " the checksum doesn't match: a character is wrong, missing or too many",
                "1BgGZ9tcN40m|'1BgGZ9tcN40m' is no address: at offset 10: expected a base 58 digit"
                        + " (letters and digits without 0, O, I and l), found '0'",
                "''|'' is no address: the text '' is too short",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
                        + "|'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' is a SegWit address of mainnet,"
                        + " on the seminar network",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"
                        + "|'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5' is no address:"
                        + " the checksum doesn't match: a character is wrong, missing or too many",
                "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"
                        + "|this is a private key, not an address; keep it secret"
            },
            quoteCharacter = '"')
    @DisplayName("a text that is no address of this network is told for what it is")
    void notAnAddress(String text, String message) {
        String input = text.equals("''") ? "" : text;
        assertThatThrownBy(() -> Address.parse(input, SEMINAR))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wn1dRrwtQ3ZQsUH9PSha5DvTULDN8aytRk", "Wn1UMrvrwGKxnQg72XkEcGUz4DL3JpDNzc"})
    @DisplayName("an address in base 58 that begins as the network's SegWit addresses would is an address")
    void base58ThatBeginsLikeBech32(String text) {
        assertThat(Address.parse(text, SEMINAR).toString()).isEqualTo(text);
    }

    @Test
    @DisplayName("a typing error in an address that begins like a SegWit address is told as one")
    void mistypedBase58ThatBeginsLikeBech32() {
        assertThatThrownBy(() -> Address.parse("Wn1dRrwtQ3ZQsUH9PSha5DvTULDN8aytRm", SEMINAR))
                .hasMessage("'Wn1dRrwtQ3ZQsUH9PSha5DvTULDN8aytRm' is no address:"
                        + " the checksum doesn't match: a character is wrong, missing or too many");
    }

    @Test
    @DisplayName("a SegWit address of the same network says what to ask for instead")
    void segwitHere() {
        assertThatThrownBy(() -> Address.parse("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", MAINNET))
                .hasMessage("'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4' is a SegWit address; this version can't pay"
                        + " to those, ask for one that doesn't begin with bc1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "76a914751e76e8199196d454941c45d1b3a323f1433bd688",
                "76a914751e76e8199196d454941c45d1b3a323f1433bd688ad",
                "76a913751e76e8199196d454941c45d1b3a323f1433bd688ac",
                "a914751e76e8199196d454941c45d1b3a323f1433bd688",
                "21" + "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" + "ac"
            })
    @DisplayName("a script that isn't exactly one of the two templates has no address")
    void noAddress(String script) {
        assertThat(Address.ofScript(new Script(ByteString.ofHex(script)), MAINNET))
                .isEmpty();
    }
}
