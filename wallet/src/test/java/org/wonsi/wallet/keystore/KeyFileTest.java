package org.wonsi.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.wallet.problem.WalletException;

class KeyFileTest {
    private static final char[] PASSWORD = "비밀 secret".toCharArray();
    private static final int CHEAP = 2;

    private static KeyFile keys(long seed) {
        Random random = new Random(seed);
        Secrets secrets = Secrets.of(Mnemonic.generate(random, 24), "a passphrase")
                .withKey(new Wif(PrivateKey.generate(random), false));
        return KeyFile.create(Network.SEMINAR, 1_795_478_400L, secrets, PASSWORD, CHEAP, random);
    }

    @Test
    @DisplayName("what was locked comes out again with the password, and with no other")
    void roundTrip() {
        KeyFile written = keys(1);
        KeyFile read = KeyFile.parse(written.format(), "file");
        assertThat(read.format()).isEqualTo(written.format());
        assertThat(read.open(PASSWORD).words().words())
                .isEqualTo(Mnemonic.generate(new Random(1), 24).words());
        assertThat(read.open(PASSWORD).imported()).hasSize(1);
        for (String wrong : new String[] {"", "비밀 secre", "비밀 secret ", "비밀 Secret"}) {
            assertThatThrownBy(() -> read.open(wrong.toCharArray()))
                    .isInstanceOf(WalletException.class)
                    .hasMessageStartingWith("wrong-password");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    @DisplayName("a file cut anywhere is damaged or unchanged, never another wallet and never another error")
    void truncated(long seed) {
        String text = keys(seed).format();
        int refused = 0;
        for (int length = 0; length < text.stripTrailing().length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> KeyFile.parse(cut, "the file"))
                    .as("seed " + seed + ", cut at " + length)
                    .isInstanceOf(WalletException.class)
                    .hasMessageStartingWith("damaged-file [the file, ");
            refused++;
        }
        assertThat(refused).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    @DisplayName("a file with bytes changed at random is damaged, or says the same as before")
    void corrupted(long seed) {
        Random random = new Random(seed);
        String text = keys(seed).format();
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            char[] changed = text.toCharArray();
            int changes = 1 + random.nextInt(3);
            for (int c = 0; c < changes; c++) {
                changed[random.nextInt(changed.length)] = (char) (32 + random.nextInt(95));
            }
            try {
                KeyFile read = KeyFile.parse(new String(changed), "the file");
                // Only spaces between fields can have changed.
                assertThat(read.format()).as("seed " + seed + ", round " + i).isEqualTo(text);
            } catch (WalletException e) {
                assertThat(e.code()).as("seed " + seed + ", round " + i).isIn("damaged-file", "newer-file");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(900);
    }

    @Test
    @DisplayName("a file of a newer version is refused by name")
    void newer() {
        String text = keys(7).format().replace("\"version\" : 1", "\"version\" : 3");
        assertThatThrownBy(() -> KeyFile.parse(text, "the file")).hasMessage("newer-file [the file, 3, 2]");
    }

    @Test
    @DisplayName("Korean words make a file of version 2 and come out as they went in; English ones stay at version 1")
    void korean() {
        Mnemonic words = Mnemonic.generate(new Random(12), 12, WordList.KOREAN);
        KeyFile written = KeyFile.create(Network.SEMINAR, 1, Secrets.of(words, ""), PASSWORD, CHEAP, new Random(13));
        assertThat(written.format()).contains("\"version\" : 2");
        assertThat(keys(14).format()).contains("\"version\" : 1");
        Secrets opened = KeyFile.parse(written.format(), "file").open(PASSWORD);
        assertThat(opened.words().words()).isEqualTo(words.words());
    }

    @Test
    @DisplayName("a public key put under somebody's secret is noticed when it is unlocked")
    void swapped() {
        Random random = new Random(8);
        byte[] secret = {1, 2, 3};
        Sealed sealed = Sealed.seal(secret, ByteString.ofHex("aa"), PASSWORD, Scrypt.fresh(CHEAP, random), random);
        assertThat(sealed.open(ByteString.ofHex("aa"), PASSWORD)).contains(secret);
        assertThat(sealed.open(ByteString.ofHex("ab"), PASSWORD)).isEmpty();
    }

    @Test
    @DisplayName("scrypt parameters that would take more than 128 MiB are refused")
    void limits() throws Exception {
        ByteString salt = ByteString.ofHex("00".repeat(16));
        assertThat(new Scrypt(1 << 17, 8, 1, salt).n()).isEqualTo(131072);
        assertThat(Files.readString(Path.of("../docs/wallet-file.md")))
                .contains("n a power of two up to\n131,072", "r up to 8, p up to 4", "new files: n 32768, r 8, p 1")
                .doesNotContain("1,048,576");
        assertThat(Scrypt.COST).isEqualTo(32_768);
        assertThat(new Scrypt(131_072, 8, 4, salt).n()).isEqualTo(131_072);
        assertThatThrownBy(() -> new Scrypt(131_072, 8, 5, salt)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scrypt(1 << 18, 8, 1, salt))
                .hasMessage("scrypt parameters out of range: n 262144, r 8, p 1");
        assertThatThrownBy(() -> new Scrypt(1 << 15, 9, 1, salt)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scrypt(30_000, 8, 1, salt)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("of several that make a wallet of one name at once, one succeeds and its keys stay")
    void createdAtOnce(@TempDir Path home) throws Exception {
        List<KeyFile> all = List.of(keys(20), keys(21), keys(22), keys(23));
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        List<String> made = new ArrayList<>();
        try {
            List<Future<String>> tries = new ArrayList<>();
            for (KeyFile keys : all) {
                tries.add(threads.submit(() -> {
                    try {
                        new WalletDirectory(home, Network.SEMINAR).create("kim", keys);
                        return keys.format();
                    } catch (WalletException e) {
                        return e.code();
                    } catch (OverlappingFileLockException sameProcess) {
                        return "wallet-exists";
                    }
                }));
            }
            for (Future<String> attempt : tries) {
                made.add(attempt.get());
            }
        } finally {
            threads.shutdownNow();
        }
        made.removeIf("wallet-exists"::equals);
        assertThat(made)
                .containsExactly(
                        new WalletDirectory(home, Network.SEMINAR).read("kim").format());
    }

    @Test
    @DisplayName("a version below 1 is damage")
    void versionZero() {
        for (String version : List.of("0", "-1", "-4294967295")) {
            String text = keys(7).format().replace("\"version\" : 1", "\"version\" : " + version);
            assertThatThrownBy(() -> KeyFile.parse(text, "the file"))
                    .hasMessageContaining("damaged-file [the file, ")
                    .hasMessageContaining("damage.other-format");
        }
    }

    @Test
    @DisplayName("a file is replaced in one step, and the one before is kept")
    void replace(@TempDir Path home) throws Exception {
        WalletDirectory directory = new WalletDirectory(home, Network.SEMINAR);
        KeyFile first = keys(9);
        KeyFile second = keys(10);
        directory.create("kim", first);
        assertThatThrownBy(() -> directory.create("kim", second)).hasMessageStartingWith("wallet-exists");
        directory.replace("kim", second);
        assertThat(directory.read("kim").format()).isEqualTo(second.format());
        assertThat(Files.readString(home.resolve("seminar/wallets/kim.wallet.bak")))
                .isEqualTo(first.format());
        assertThat(directory.names()).containsExactly("kim");
        try (var files = Files.list(home.resolve("seminar/wallets"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
        }
        assertThatThrownBy(() -> directory.read("../kim")).hasMessage("bad-name [../kim]");
    }
}
