package org.wonsi.core.hd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.bitcoin.DeterministicWallet;
import java.util.Random;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;

class ExtendedKeyTest {

    @ParameterizedTest
    @CsvFileSource(resources = "bip32.txt", delimiter = '|')
    @DisplayName("the keys along the paths are those of BIP 32's vectors 1 to 4, and read back")
    void vectors(String seed, String path, String publicText, String privateText) {
        ExtendedKey key = ExtendedKey.master(Hex.parse(seed)).derive(KeyPath.parse(path));
        assertThat(ExtendedKeyText.formatPublic(key, Network.MAINNET)).isEqualTo(publicText);
        assertThat(ExtendedKeyText.formatPrivate(key, Network.MAINNET)).isEqualTo(privateText);
        ExtendedKey readPrivate = ExtendedKeyText.parse(privateText, Network.MAINNET);
        assertThat(ExtendedKeyText.formatPrivate(readPrivate, Network.MAINNET)).isEqualTo(privateText);
        ExtendedKey readPublic = ExtendedKeyText.parse(publicText, Network.MAINNET);
        assertThat(ExtendedKeyText.formatPublic(readPublic, Network.MAINNET)).isEqualTo(publicText);
        assertThat(readPublic.privateKey()).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bip32-invalid.txt", delimiter = '|')
    @DisplayName("the invalid keys of BIP 32's vector 5 are refused with the reason")
    void invalid(String text, String message) {
        assertThatThrownBy(() -> ExtendedKeyText.parse(text, Network.MAINNET))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName(
            "bitcoinj and bitcoin-kmp derive the same keys along random paths; the public side alone finds them too")
    void oracles(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            ExtendedKey ours = ExtendedKey.master(bytes);
            DeterministicKey bitcoinj = HDKeyDerivation.createMasterPrivateKey(bytes);
            var kmp = DeterministicWallet.generate(bytes);
            for (int step = 0; step < 5; step++) {
                String what = "seed " + seed + ", round " + i + ", step " + step;
                boolean hardened = random.nextBoolean();
                int index = random.nextInt() & 0x7fff_ffff;
                ExtendedKey parent = ours;
                ours = ours.child(hardened ? index + KeyPath.HARDENED : index);
                bitcoinj = HDKeyDerivation.deriveChildKey(bitcoinj, new ChildNumber(index, hardened));
                kmp = DeterministicWallet.derivePrivateKey(kmp, hardened ? DeterministicWallet.hardened(index) : index);
                assertThat(bitcoinj.getPrivKeyBytes())
                        .as(what)
                        .isEqualTo(ours.privateKey().orElseThrow().toByteArray());
                assertThat(bitcoinj.getPubKey())
                        .as(what)
                        .isEqualTo(ours.publicKey().bytes().toByteArray());
                assertThat(bitcoinj.getChainCode())
                        .as(what)
                        .isEqualTo(ours.chainCode().toByteArray());
                assertThat(DeterministicWallet.encode(kmp, DeterministicWallet.tprv))
                        .as(what)
                        .isEqualTo(ExtendedKeyText.formatPrivate(ours, Network.SEMINAR));
                if (!hardened) {
                    assertThat(ExtendedKeyText.formatPublic(parent.publicOnly().child(index), Network.SEMINAR))
                            .as(what)
                            .isEqualTo(ExtendedKeyText.formatPublic(ours, Network.SEMINAR));
                }
            }
        }
    }

    @Test
    @DisplayName("a seed has 16 to 64 bytes")
    void seedSize() {
        assertThat(ExtendedKey.master(new byte[16]).depth()).isZero();
        assertThat(ExtendedKey.master(new byte[64]).depth()).isZero();
        assertThatThrownBy(() -> ExtendedKey.master(new byte[15])).hasMessage("a seed has 16 to 64 bytes, not 15");
        assertThatThrownBy(() -> ExtendedKey.master(new byte[65])).hasMessage("a seed has 16 to 64 bytes, not 65");
    }

    @Test
    @DisplayName("a public key has no hardened children, a key 255 deep none at all, and no private text")
    void noChildren() {
        ExtendedKey root = ExtendedKey.master(new byte[16]);
        ExtendedKey watching = root.publicOnly();
        assertThat(watching.child(KeyPath.HARDENED - 1).childNumber()).isEqualTo(2147483647L);
        assertThatThrownBy(() -> watching.child(KeyPath.HARDENED))
                .hasMessage("a hardened child can't be derived from a public key");
        assertThatThrownBy(() -> ExtendedKeyText.formatPrivate(watching, Network.MAINNET))
                .hasMessage("this extended key has no private part");
        ExtendedKey deep = root;
        for (int i = 0; i < 255; i++) {
            deep = deep.child(0);
        }
        ExtendedKey deepest = deep;
        assertThat(deepest.depth()).isEqualTo(255);
        assertThatThrownBy(() -> deepest.child(0)).hasMessage("a key 255 steps from the root has no children");
    }

    @Test
    @DisplayName("an extended key of another network is refused by name, and wiping ends a private key's use")
    void networksAndWiping() {
        ExtendedKey root = ExtendedKey.master(new byte[16]);
        String xpub = ExtendedKeyText.formatPublic(root, Network.MAINNET);
        String tpub = ExtendedKeyText.formatPublic(root, Network.REGTEST);
        assertThat(xpub).startsWith("xpub");
        assertThat(tpub).startsWith("tpub");
        assertThatThrownBy(() -> ExtendedKeyText.parse(xpub, Network.SEMINAR))
                .hasMessage("this is an extended key of mainnet, on the seminar network");
        assertThatThrownBy(() -> ExtendedKeyText.parse(tpub, Network.MAINNET))
                .hasMessage("this is an extended key of a test network, on mainnet");
        root.wipe();
        assertThatThrownBy(() -> root.child(KeyPath.HARDENED)).hasMessage("the private key has been wiped");
    }

    @ParameterizedTest
    @CsvSource({
        "m, m",
        "m/0, m/0",
        "m/44'/1h/0H/0/7, m/44'/1'/0'/0/7",
        "m/2147483647'/2147483647, m/2147483647'/2147483647"
    })
    @DisplayName("paths are read with all three marks of hardening, and written with the apostrophe")
    void paths(String text, String written) {
        assertThat(KeyPath.parse(text).toString()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "44'/0|a path begins with m/, and '44'/0' doesn't",
                "m/|'' in the path 'm/' is no number from 0 to 2147483647, followed by ' if hardened",
                "m/1/x|'x' in the path 'm/1/x' is no number from 0 to 2147483647, followed by ' if hardened",
                "m/2147483648|'2147483648' in the path 'm/2147483648' is no number from 0 to 2147483647, followed by '"
                        + " if hardened",
                "m/-1|'-1' in the path 'm/-1' is no number from 0 to 2147483647, followed by ' if hardened"
            },
            quoteCharacter = '"')
    @DisplayName("a path that is none is refused naming the step")
    void malformedPaths(String text, String message) {
        assertThatThrownBy(() -> KeyPath.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("the coin of BIP 44 is 0 on mainnet and 1 elsewhere")
    void coinType() {
        assertThat(KeyPath.account(Network.MAINNET, 0).toString()).isEqualTo("m/44'/0'/0'");
        assertThat(KeyPath.account(Network.SEMINAR, 0).child(1).child(5).toString())
                .isEqualTo("m/44'/1'/0'/1/5");
        assertThat(KeyPath.account(Network.REGTEST, 2).toString()).isEqualTo("m/44'/1'/2'");
    }
}
