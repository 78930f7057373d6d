package org.wonsi.core.hd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bitcoinj.crypto.MnemonicCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.Sha256d;

class MnemonicTest {

    @Test
    @DisplayName("the word list is BIP 39's English one, byte for byte")
    void wordListDigest() throws Exception {
        try (InputStream in = WordList.class.getResourceAsStream("english.txt")) {
            assertThat(in).isNotNull();
            assertThat(Hex.format(Sha256d.single(in.readAllBytes())))
                    .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bip39.txt", delimiter = '|', maxCharsPerColumn = 1000)
    @DisplayName("entropy, words, seed and root key are those of BIP 39's vectors, and bitcoinj's")
    void vectors(String entropy, String words, String seed, String rootKey) {
        Mnemonic mnemonic = Mnemonic.ofEntropy(Hex.parse(entropy));
        assertThat(String.join(" ", mnemonic.words())).isEqualTo(words);
        assertThat(Hex.format(Mnemonic.parse(words).entropy())).isEqualTo(entropy);
        byte[] ours = mnemonic.toSeed("TREZOR");
        assertThat(Hex.format(ours)).isEqualTo(seed);
        assertThat(MnemonicCode.toSeed(mnemonic.words(), "TREZOR")).isEqualTo(ours);
        assertThat(ExtendedKeyText.formatPrivate(ExtendedKey.master(ours), Network.MAINNET))
                .isEqualTo(rootKey);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("bitcoinj and bitcoin-kmp find the same words and seeds for random entropy and passphrases")
    void oracles(long seed) throws Exception {
        Random random = new Random(seed);
        MnemonicCode bitcoinj = new MnemonicCode();
        for (int i = 0; i < 10; i++) {
            byte[] entropy = new byte[16 + 4 * random.nextInt(5)];
            random.nextBytes(entropy);
            String passphrase = random.nextBoolean() ? "" : "pass " + random.nextInt();
            String what = "seed " + seed + ", round " + i;
            Mnemonic ours = Mnemonic.ofEntropy(entropy);
            assertThat(bitcoinj.toMnemonic(entropy)).as(what).isEqualTo(ours.words());
            assertThat(fr.acinq.bitcoin.MnemonicCode.toMnemonics(entropy))
                    .as(what)
                    .isEqualTo(ours.words());
            assertThat(bitcoinj.toEntropy(ours.words())).as(what).isEqualTo(entropy);
            assertThat(MnemonicCode.toSeed(ours.words(), passphrase)).as(what).isEqualTo(ours.toSeed(passphrase));
            assertThat(fr.acinq.bitcoin.MnemonicCode.toSeed(ours.words(), passphrase))
                    .as(what)
                    .isEqualTo(ours.toSeed(passphrase));
        }
    }

    @Test
    @DisplayName("a passphrase gives the same seed composed or decomposed, in Korean too")
    void passphraseIsNormalized() {
        Mnemonic mnemonic = Mnemonic.ofEntropy(new byte[16]);
        assertThat(mnemonic.toSeed("비밀")).isEqualTo(mnemonic.toSeed("\u1107\u1175\u1106\u1175\u11af"));
        assertThat(mnemonic.toSeed("caf\u00e9")).isEqualTo(mnemonic.toSeed("cafe\u0301"));
        assertThat(mnemonic.toSeed("cafe")).isNotEqualTo(mnemonic.toSeed("caf\u00e9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there must be 12, 15, 18, 21 or 24 words, and these are 0",
                "zoo zoo|there must be 12, 15, 18, 21 or 24 words, and these are 2",
                "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
                        + "|there must be 12, 15, 18, 21 or 24 words, and these are 13",
                "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wron|word 12, 'wron', isn't in the list; is it 'wrong'?",
                "zoo zo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong|word 2, 'zo', isn't in the list; is it 'zoo'?",
                "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo bitcoin wrong|word 11, 'bitcoin', isn't in the list",
                "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
                        + "|the words don't match their checksum: one is wrong, or they are out of order"
            })
    @DisplayName("words that can't be right are refused with the reason")
    void malformed(String words, String message) {
        assertThatThrownBy(() -> Mnemonic.parse(words))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("words are taken in either case and with any spaces, and aren't printed")
    void lenient() {
        Mnemonic mnemonic = Mnemonic.parse("  ZOO zoo zoo\tzoo zoo zoo zoo zoo\nzoo zoo  Zoo wrong ");
        assertThat(Hex.format(mnemonic.entropy())).isEqualTo("f".repeat(32));
        assertThat(mnemonic.toString()).isEqualTo("Mnemonic[12 words, not shown]");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18, 21, 24})
    @DisplayName("new words are as many as asked for, and read back")
    void generate(int count) {
        Mnemonic mnemonic = Mnemonic.generate(new Random(count), count);
        List<String> words = mnemonic.words();
        assertThat(words).hasSize(count);
        assertThat(Arrays.equals(Mnemonic.parse(String.join(" ", words)).entropy(), mnemonic.entropy()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 13, 27})
    @DisplayName("another number of words can't be asked for")
    void generateOther(int count) {
        assertThatThrownBy(() -> Mnemonic.generate(new Random(1), count))
                .hasMessage("a list of words has 12, 15, 18, 21 or 24, not " + count);
    }

    @Test
    @DisplayName("both lists are the official ones: decomposed, a word a line, they have the hashes of BIP 39's files")
    void officialLists() throws Exception {
        assertThat(hash(WordList.ENGLISH))
                .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        assertThat(hash(WordList.KOREAN)).isEqualTo("9e95f86c167de88f450f0aaf89e87f6624a57f973c67b516e338e8e8b8897f60");
    }

    private static String hash(WordList list) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2048; i++) {
            text.append(list.word(i)).append('\n');
        }
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Hex.format(digest);
    }

    @Test
    @DisplayName("Korean words are shown composed, read in either form, and give a seed of their own")
    void korean() {
        Mnemonic words = Mnemonic.ofEntropy(new byte[16], WordList.KOREAN);
        assertThat(words.words().get(0)).isEqualTo("가격");
        assertThat(words.list()).isEqualTo(WordList.KOREAN);
        String composed = String.join(" ", words.words());
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed);
        for (String typed : new String[] {composed, decomposed}) {
            Mnemonic read = Mnemonic.parse(typed);
            assertThat(read.words()).isEqualTo(words.words());
            assertThat(read.entropy()).isEqualTo(new byte[16]);
            assertThat(read.toSeed("")).isEqualTo(words.toSeed(""));
        }
        assertThat(words.toSeed(""))
                .isNotEqualTo(Mnemonic.ofEntropy(new byte[16]).toSeed(""));
        assertThatThrownBy(() -> Mnemonic.parse(composed.replaceFirst("가격", "가견")))
                .isInstanceOf(MalformedException.class)
                .hasMessage("word 1, '가견', isn't in the list; is it '가격'?");
        assertThatThrownBy(() -> Mnemonic.parse(composed + " abandon abandon abandon"))
                .hasMessageStartingWith("word 13, 'abandon', isn't in the list");
    }
}
