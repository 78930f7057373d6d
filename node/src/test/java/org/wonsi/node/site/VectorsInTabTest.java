package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.PureModule;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockFile;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.SignedBytes;
import org.wonsi.core.tx.Transaction;

/** The answers are those that the vectors have, not those of the JVM; {@code java} is WebAssembly and {@code plain} JavaScript. */
@DisplayName("The vectors of core's tests hold in a browser, too:")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorsInTabTest {
    private static final double NOW = 1_795_478_400;

    private JavaInTab tab;
    private Page page;

    @BeforeAll
    void load(@TempDir Path directory) throws IOException {
        tab = JavaInTab.open(directory);
        page = tab.page();
    }

    @AfterAll
    void close() {
        if (tab != null) {
            tab.close();
        }
    }

    /** The lines of a file of vectors among core's tests, each split at its bars. */
    private static List<List<String>> vectors(String name, int count) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PureModule.class.getResourceAsStream(name), name), StandardCharsets.UTF_8))) {
            List<List<String>> lines = in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\|")))
                    .toList();
            assertThat(lines).as(name).hasSize(count);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String script) {
        return ScriptParser.parse(script).bytes().toHex();
    }

    // ------------------------------------------------------------------------------------------- scripts

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("what 43 operations leave, 14 comparisons that are false, five hashes of 'abc'")
    void scripts(String build) {
        List<List<String>> asked = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (List<String> vector : vectors("script/interpreter/operations.txt", 43)) {
            List<String> left = new ArrayList<>(List.of(vector.get(2).split(" ")));
            Collections.reverse(left);
            String all = left.stream().map(each -> each + " EQUALVERIFY ").collect(Collectors.joining());
            asked.add(List.of(hex(vector.get(0)), hex(vector.get(1) + " " + all + "DEPTH NOT")));
            ends.add("OK");
            asked.add(List.of(hex(vector.get(0)), hex(vector.get(1) + " " + all + "DEPTH")));
            ends.add("EVAL_FALSE");
        }
        for (List<String> vector : vectors("script/interpreter/comparisons.txt", 14)) {
            asked.add(List.of(hex(vector.get(0)), hex(vector.get(1))));
            ends.add("EVAL_FALSE");
            asked.add(List.of(hex(vector.get(0)), hex(vector.get(1) + " 0 EQUAL")));
            ends.add("OK");
        }
        for (List<String> vector : vectors("script/interpreter/hashes.txt", 5)) {
            asked.add(List.of(hex("'abc'"), hex(vector.get(0) + " " + vector.get(1) + " EQUAL")));
            ends.add("OK");
            asked.add(List.of(hex("'abd'"), hex(vector.get(0) + " " + vector.get(1) + " EQUAL")));
            ends.add("EVAL_FALSE");
        }
        assertThat(page.evaluate(
                        "([build, asked]) => asked.map(([sig, lock]) => window[build].runScripts(sig, lock, ''))",
                        List.of(build, asked)))
                .isEqualTo(ends);
    }

    // ------------------------------------------------------------------------------------------- transactions and
    // blocks

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("Bitcoin's first payment: its signature holds, with one satoshi more it doesn't")
    void firstPayment(String build) {
        List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
        ByteString payment = blocks.get(170).transactions().get(1).encode();
        String lock = blocks.get(9)
                .transactions()
                .get(0)
                .outputs()
                .get(0)
                .scriptPubKey()
                .bytes()
                .toHex();
        byte[] more = payment.toByteArray();
        more[119] ^= 1; // the lowest bit of the first amount
        String standard = ScriptFlag.STANDARD.stream().map(ScriptFlag::name).collect(Collectors.joining(","));
        String forged = ByteString.copyOf(more).toHex();
        assertThat(page.evaluate(
                        "([build, asked]) => asked.map(each => window[build].verifyInput(...each))",
                        List.of(
                                build,
                                List.of(
                                        List.of(payment.toHex(), lock, ""),
                                        List.of(payment.toHex(), lock, standard),
                                        List.of(forged, lock, ""),
                                        List.of(forged, lock, standard)))))
                .isEqualTo(List.of("OK", "OK", "EVAL_FALSE", "SIG_NULLFAIL"));
    }

    @Test
    @DisplayName("more than 700 transactions that Bitcoin's and Bitcoin Core's chains have are in order by themselves")
    void transactions() {
        List<String> asked = new ArrayList<>();
        for (String file : List.of("mainnet-first-blocks.dat", "small.dat", "small-side.dat")) {
            for (Block block : BlockFile.read(file)) {
                block.transactions().stream()
                        .map(Transaction::encode)
                        .map(ByteString::toHex)
                        .forEach(asked::add);
            }
        }
        assertThat(asked).hasSizeGreaterThan(700);
        assertThat(page.evaluate("asked => asked.map(tx => java.checkTransaction(tx))", asked))
                .isEqualTo(Collections.nCopies(asked.size(), "OK"));
    }

    /** What became of each block, given one after the other. */
    private List<String> judged(List<Block> blocks) {
        List<String> hex = blocks.stream().map(block -> block.encode().toHex()).toList();
        Object answers =
                page.evaluate("([blocks, now]) => blocks.map(block => java.judge(block, now))", List.of(hex, NOW));
        return ((List<?>) answers).stream().map(Object::toString).toList();
    }

    private static List<String> accepted(List<Block> blocks) {
        return blocks.stream()
                .map(block -> "ACCEPTED - " + block.hash().toDisplay())
                .toList();
    }

    @Test
    @DisplayName("Bitcoin's first 439 blocks connect, and a bit of the first payment's signature changed is refused")
    void bitcoin() {
        List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
        page.evaluate("() => java.openChain('mainnet', '')");
        assertThat(judged(blocks.subList(0, 1)))
                .containsExactly("DUPLICATE - " + blocks.get(0).hash().toDisplay());
        assertThat(judged(blocks.subList(1, 170))).isEqualTo(accepted(blocks.subList(1, 170)));
        byte[] changed = blocks.get(170).encode().toByteArray();
        changed[changed.length - 200] ^= 1;
        assertThat(judged(List.of(Block.decode(ByteString.copyOf(changed)))))
                .containsExactly(
                        "INVALID bad-txnmrklroot " + blocks.get(169).hash().toDisplay());
        List<String> rest = judged(blocks.subList(170, 439));
        assertThat(rest).isEqualTo(accepted(blocks.subList(170, 439)));
        assertThat(rest.get(268)).endsWith("0000000025c6b644f8add734be7e666fa4afa43ca0204d623a0c0b1fd2104c7a");
    }

    @Test
    @DisplayName("a chain that Bitcoin Core accepted connects, and its longer branch takes over")
    void core() {
        List<Block> main = BlockFile.read("small.dat");
        List<Block> side = BlockFile.read("small-side.dat");
        page.evaluate("() => java.openChain('regtest', '')");
        List<String> answers = judged(main.subList(1, main.size()));
        assertThat(answers).isEqualTo(accepted(main.subList(1, main.size())));
        String tip = "1635edebd131666538327fb2c28143a62d3cf04913f9849bb679dd101d2eaec6";
        assertThat(answers.get(122)).isEqualTo("ACCEPTED - " + tip);
        assertThat(judged(side.subList(0, 9))).isEqualTo(Collections.nCopies(9, "ACCEPTED - " + tip));
        assertThat(judged(side.subList(9, 10)))
                .containsExactly("ACCEPTED - 7072fbc832fec969e784860efc8d6e9fd528e358cd34751f1468dea6f98a2ce2");
    }

    // ------------------------------------------------------------------------------------------- signature hashes and
    // keys

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("the hashes of 15 texts to be signed, and the number one")
    void signatureHashes(String build) throws NoSuchAlgorithmException {
        String tx = SignedBytes.TX.encode().toHex();
        List<List<Object>> asked = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (SignedBytes signed : SignedBytes.cases()) {
            asked.add(List.of(tx, signed.input(), signed.scriptCode().bytes().toHex(), signed.hashType()));
            hashes.add(doubleSha256(signed.bytes()));
        }
        assertThat(asked).hasSize(15);
        Transaction both = SignedBytes.TX;
        Transaction oneOutput =
                new Transaction(1, both.inputs(), List.of(both.outputs().get(0)), 7);
        asked.add(List.of(oneOutput.encode().toHex(), 1, "ac", 3));
        hashes.add("00".repeat(31) + "01");
        assertThat(page.evaluate(
                        "([build, asked]) => asked.map(each => window[build].signatureHash(...each))",
                        List.of(build, asked)))
                .isEqualTo(hashes);
    }

    /** As it is shown: last byte first. */
    private static String doubleSha256(String hex) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] hash = sha256.digest(sha256.digest(HexFormat.of().parseHex(hex)));
        byte[] shown = new byte[hash.length];
        for (int i = 0; i < hash.length; i++) {
            shown[i] = hash[hash.length - 1 - i];
        }
        return HexFormat.of().formatHex(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("four signatures of RFC 6979, and the address of the private key 1")
    void signatures(String build) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (List<String> vector : vectors("crypto/rfc6979.txt", 4)) {
            byte[] digest = sha256.digest(vector.get(1).getBytes(StandardCharsets.UTF_8));
            byte[] shown = new byte[32];
            for (int i = 0; i < 32; i++) {
                shown[i] = digest[31 - i];
            }
            String der = (String) page.evaluate(
                    "([build, key, hash]) => window[build].sign(key, hash)",
                    List.of(build, padded(vector.get(0)), HexFormat.of().formatHex(shown)));
            assertThat(EcdsaSignature.parseDer(ByteString.ofHex(der)))
                    .as(vector.get(1))
                    .contains(new EcdsaSignature(new BigInteger(vector.get(2), 16), new BigInteger(vector.get(3), 16)));
        }
        assertThat(page.evaluate(
                        "([build, key]) => window[build].address(key, 'mainnet')", List.of(build, padded("1"))))
                .isEqualTo("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
    }

    private static String padded(String key) {
        return "0".repeat(64 - key.length()) + key;
    }

    // ------------------------------------------------------------------------------------------- the phone's words and
    // keys

    @Test
    @DisplayName("on a phone, BIP 39's words, seeds and root keys")
    void words() {
        for (List<String> vector : vectors("hd/bip39.txt", 12)) {
            String words = vector.get(1);
            String list = "{\"words\":[\"" + words.replace(" ", "\",\"") + "\"]}";
            assertThat(page.evaluate("entropy => phone.newWords(entropy, 'en')", vector.get(0)))
                    .isEqualTo(list);
            assertThat(page.evaluate("words => phone.readWords(words)", words)).isEqualTo(list);
            assertThat(page.evaluate("words => phone.seed(words, 'TREZOR')", words))
                    .as(words)
                    .isEqualTo(vector.get(2));
            assertThat((String) page.evaluate("seed => phone.extendedKeys(seed, 'm')", vector.get(2)))
                    .endsWith("\n" + vector.get(3));
        }
    }

    @Test
    @DisplayName("on a phone, BIP 32's keys along their paths, read back, and the invalid ones refused")
    void extendedKeys() {
        for (List<String> vector : vectors("hd/bip32.txt", 17)) {
            assertThat(page.evaluate("([seed, path]) => phone.extendedKeys(seed, path)", vector.subList(0, 2)))
                    .as(vector.get(1))
                    .isEqualTo(vector.get(2) + "\n" + vector.get(3));
            for (String text : vector.subList(2, 4)) {
                assertThat(page.evaluate("text => phone.readExtendedKey(text)", text))
                        .isEqualTo(vector.get(2));
            }
        }
        for (List<String> vector : vectors("hd/bip32-invalid.txt", 16)) {
            assertThat(page.evaluate("text => phone.readExtendedKey(text)", vector.get(0)))
                    .isEqualTo("! " + vector.get(1));
        }
    }

    @Test
    @DisplayName("on a phone, the addresses that wallets everywhere (BIP 44) give to the words \"abandon ... about\"")
    void addresses() {
        page.evaluate("words => phone.openWallet(words, 'mainnet')", "abandon ".repeat(11) + "about");
        assertThat(page.evaluate("() => phone.addresses(3)"))
                .isEqualTo("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA\n1Ak8PffB2meyfYnbXZR9EGfLfFZVpzJvQP\n"
                        + "1MNF5RSaabFwcbtJirJwKnDytsXXEsVsNb");
        page.evaluate("() => phone.closeWallet()");
    }
}
