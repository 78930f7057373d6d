package org.wonsi.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.KeyFileFault;
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
                    .hasMessageStartingWith("damaged-file: DamagedFile[file=the file, ");
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
                assertThat(e.failure().code())
                        .as("seed " + seed + ", round " + i)
                        .isIn("damaged-file", "newer-file");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(900);
    }

    @Test
    @DisplayName("a file of a newer version is refused by name")
    void newer() {
        String text = keys(7).format().replace("\"version\" : 1", "\"version\" : 4");
        assertThatThrownBy(() -> KeyFile.parse(text, "the file"))
                .hasFieldOrPropertyWithValue("failure", new Failure.NewerFile("the file", 4, 3));
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

    private static KeyFile withAccounts(KeyFile keys, int count, String name) {
        Secrets opened = keys.open(PASSWORD);
        List<StoredAccount> more = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more.add(StoredAccount.derive(opened, Network.SEMINAR, 1 + i, i == 0 ? name : ""));
        }
        return keys.withAccounts(more, opened, PASSWORD, CHEAP, new Random(30));
    }

    @Test
    @DisplayName(
            "a further account makes a file of version 3, at the path of BIP 44, and nothing of the old file is lost")
    void accounts() {
        for (KeyFile old : List.of(keys(1), koreanKeys())) {
            Secrets before = KeyFile.parse(old.format(), "file").open(PASSWORD);
            KeyFile written = withAccounts(old, 2, "저축");
            assertThat(written.format()).contains("\"version\" : 3");
            KeyFile read = KeyFile.parse(written.format(), "file");
            assertThat(read.format()).isEqualTo(written.format());
            assertThat(read.accountText()).isEqualTo(old.accountText());
            assertThat(read.imported()).isEqualTo(old.imported());
            assertThat(read.created()).isEqualTo(old.created());
            Secrets opened = read.open(PASSWORD);
            assertThat(opened.words().words()).isEqualTo(before.words().words());
            assertThat(opened.passphrase()).isEqualTo(before.passphrase());
            assertThat(opened.imported()).isEqualTo(before.imported());
            ExtendedKey master = ExtendedKey.master(before.words().toSeed(before.passphrase()));
            assertThat(read.accounts()).hasSize(3);
            for (int i = 0; i < 3; i++) {
                StoredAccount account = read.accounts().get(i);
                String path = "m/44'/1'/" + i + "'";
                assertThat(account.path()).isEqualTo(path);
                assertThat(account.number()).isEqualTo(i);
                assertThat(account.name()).isEqualTo(i == 1 ? "저축" : "");
                assertThat(account.accountText())
                        .isEqualTo(ExtendedKeyText.formatPublic(master.derive(KeyPath.parse(path)), Network.SEMINAR));
            }
            char[] other = "other".toCharArray();
            KeyFile relocked = read.withPassword(PASSWORD, other, CHEAP, new Random(31));
            assertThat(relocked.accounts().get(1).name()).isEqualTo("저축");
            assertThat(relocked.open(other).words().words())
                    .isEqualTo(before.words().words());
        }
    }

    private static KeyFile koreanKeys() {
        Mnemonic words = Mnemonic.generate(new Random(12), 12, WordList.KOREAN);
        return KeyFile.create(Network.SEMINAR, 1, Secrets.of(words, ""), PASSWORD, CHEAP, new Random(13));
    }

    @Test
    @DisplayName(
            "an account's key or name changed in the file is noticed when it is unlocked, though the checksum is right")
    void accountSwapped() {
        KeyFile written = withAccounts(keys(1), 1, "savings");
        String text = written.format();
        String theirs = withAccounts(keys(2), 1, "").accounts().get(1).accountText();
        String ours = written.accounts().get(1).accountText();
        for (String changed :
                List.of(text.replace(ours, theirs), text.replace("savings", "savingz"), withoutAccounts(text))) {
            assertThat(changed).isNotEqualTo(text);
            KeyFile read = KeyFile.parse(rightChecksum(changed), "file");
            assertThatThrownBy(() -> read.open(PASSWORD)).hasMessageStartingWith("wrong-password");
        }
        assertThat(KeyFile.parse(rightChecksum(text), "file").open(PASSWORD).imported())
                .hasSize(1);
    }

    private static String withoutAccounts(String text) {
        Map<String, @Nullable Object> fields = JsonValue.parse(text).tree();
        fields.remove("accounts");
        return JsonText.compact(fields);
    }

    private static String rightChecksum(String text) {
        Map<String, @Nullable Object> fields = JsonValue.parse(text).tree();
        fields.put("checksum", KeyFile.checksum(fields));
        return JsonText.compact(fields);
    }

    @Test
    @DisplayName(
            "a hundred accounts are the limit, of what is made and of what is read; a name that can't be is damage")
    void mostAccounts() {
        KeyFile one = keys(1);
        List<StoredAccount> many = new ArrayList<>();
        Secrets opened = one.open(PASSWORD);
        StoredAccount second = StoredAccount.derive(opened, Network.SEMINAR, 1, "");
        for (int i = 0; i < 99; i++) {
            many.add(second);
        }
        KeyFile hundred = one.withAccounts(many, opened, PASSWORD, CHEAP, new Random(32));
        assertThat(KeyFile.parse(hundred.format(), "file").accounts()).hasSize(100);
        assertThatThrownBy(() -> hundred.withAccounts(List.of(second), opened, PASSWORD, CHEAP, new Random(33)))
                .hasFieldOrPropertyWithValue("failure", new Failure.TooManyAccounts(100));
        Map<String, @Nullable Object> fields = JsonValue.parse(hundred.format()).tree();
        List<@Nullable Object> listed = new ArrayList<>((List<?>) fields.get("accounts"));
        listed.add(listed.get(0));
        fields.put("accounts", listed);
        String tooMany = rightChecksum(JsonText.compact(fields));
        assertThat(damage(tooMany)).isEqualTo(new KeyFileFault.AccountsLimit(101, 100));
        String badName = rightChecksum(withAccounts(one, 1, "savings").format().replace("savings", "12"));
        assertThat(damage(badName)).isEqualTo(new KeyFileFault.AccountName("12"));
    }

    /** Why a file is damaged. */
    private static KeyFileFault damage(String text) {
        WalletException refused = catchThrowableOfType(WalletException.class, () -> KeyFile.parse(text, "the file"));
        assertThat(refused).isNotNull();
        assertThat(refused.failure()).isInstanceOf(Failure.DamagedFile.class);
        Failure.DamagedFile failure = (Failure.DamagedFile) refused.failure();
        assertThat(failure.file()).isEqualTo("the file");
        return failure.damage();
    }

    @Test
    @DisplayName("what is locked with values out of range is damaged, and the fault names them")
    void lockedOutOfRange() {
        String text = keys(34).format();
        assertThat(damage(rightChecksum(text.replace("\"p\" : 1", "\"p\" : 5"))))
                .isEqualTo(new KeyFileFault.ScryptCost(CHEAP, 8, 5));
        assertThat(damage(
                        rightChecksum(text.replaceFirst("\"salt\" : \"[0-9a-f]+\"", "\"salt\" : \"00000000000000\""))))
                .isEqualTo(new KeyFileFault.SaltSize(7));
        assertThat(damage(rightChecksum(text.replaceFirst("\"nonce\" : \"[0-9a-f]{2}", "\"nonce\" : \""))))
                .isInstanceOfSatisfying(
                        KeyFileFault.SealedSize.class,
                        fault -> assertThat(fault.nonce()).isEqualTo(11));
        assertThat(damage(rightChecksum(
                        text.replaceFirst("\"secret\" : \"[0-9a-f]+\"", "\"secret\" : \"" + "00".repeat(15) + "\""))))
                .isEqualTo(new KeyFileFault.SealedSize(12, 15));
        assertThat(KeyFile.parse(
                                rightChecksum(text.replaceFirst(
                                        "\"salt\" : \"[0-9a-f]+\"", "\"salt\" : \"0000000000000000\"")),
                                "the file")
                        .isWatchOnly())
                .isFalse();
    }

    @Test
    @DisplayName("a public key put under somebody's secret is noticed when it is unlocked")
    void swapped() {
        Random random = new Random(8);
        byte[] secret = {1, 2, 3};
        EncryptedSecret sealed =
                EncryptedSecret.seal(secret, ByteString.ofHex("aa"), PASSWORD, Scrypt.fresh(CHEAP, random), random);
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
                        return e.failure().code();
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
                    .hasFieldOrPropertyWithValue(
                            "failure", new Failure.DamagedFile("the file", new KeyFileFault.OtherFormat()));
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
        assertThatThrownBy(() -> directory.read("../kim"))
                .hasFieldOrPropertyWithValue("failure", new Failure.BadName("../kim"));
    }
}
