package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.oracle.RandomScripts;
import org.wonsi.core.oracle.RandomSpends;
import org.wonsi.core.oracle.RandomTransactions;
import org.wonsi.core.oracle.ScriptCase;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.lab.story.BlockCase;
import org.wonsi.lab.story.BlockStory;

@DisplayName("The same Java gives the same in a browser as here:")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameJavaTest {
    private static final int SEEDS = 10;
    private static final int SIGNATURES = 1_000;

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

    @Test
    @DisplayName("ten calm networks")
    void calm() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Scenario scenario = Scenario.withoutFaults(5, 3);
            assertThat(page.evaluate("seed => java.simulateCalm(5, 3, seed)", seed))
                    .as("seed %d", seed)
                    .isEqualTo(new SimulatedNetwork(scenario, seed).run().toText(scenario));
        }
    }

    @Test
    @DisplayName("ten stormy networks")
    void stormy() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Scenario scenario = Scenario.withFaults(4, 0.5);
            assertThat(page.evaluate("seed => java.simulateStormy(4, 0.5, seed)", seed))
                    .as("seed %d", seed)
                    .isEqualTo(new SimulatedNetwork(scenario, seed).run().toText(scenario));
        }
    }

    @Test
    @DisplayName("2,000 random programs and 300 inputs with real signatures, half of them spoilt")
    void scripts() {
        SplittableRandom random = new SplittableRandom(2026);
        RandomScripts programs = new RandomScripts(random);
        RandomSpends spends = new RandomSpends(random, false);
        List<ScriptCase> cases = Stream.concat(
                        Stream.generate(programs::next).limit(2_000),
                        Stream.generate(spends::next).limit(300))
                .toList();
        List<List<String>> asked = cases.stream()
                .map(c -> List.of(
                        c.tx().encode().toHex(),
                        c.scriptPubKey().bytes().toHex(),
                        c.flags().stream().map(ScriptFlag::name).collect(Collectors.joining(","))))
                .toList();
        List<String> ends = cases.stream().map(c -> c.run().name()).toList();
        assertThat(Set.copyOf(ends)).as("reasons, seed 2026").hasSizeGreaterThan(15);
        assertThat(page.evaluate("asked => asked.map(each => java.verifyInput(...each))", asked))
                .as("seed 2026")
                .isEqualTo(ends);
    }

    @Test
    @DisplayName(
            "1,000 random transactions, as they are and with a byte changed: what is wrong with them, and what a signature signs")
    void transactions() {
        SplittableRandom random = new SplittableRandom(143);
        RandomTransactions transactions = new RandomTransactions(random);
        List<List<Object>> asked = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = transactions.next().encode().toByteArray();
            if (i % 2 == 1) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int hashType = random.nextInt(256);
            asked.add(List.of(ByteString.copyOf(bytes).toHex(), hashType));
            answers.add(judged(ByteString.copyOf(bytes), hashType));
        }
        assertThat(answers)
                .as("seed 143")
                .anyMatch(answer -> answer.startsWith("OK "))
                .anyMatch(answer -> answer.startsWith("! "))
                .anyMatch(answer -> answer.startsWith("bad-txns-"));
        assertThat(page.evaluate(
                        "asked => asked.map(([tx, type]) => `${java.checkTransaction(tx)} ${java.signatureHash(tx, 0, '51ac', type)}`)",
                        asked))
                .as("seed 143")
                .isEqualTo(answers);
    }

    private static String judged(ByteString bytes, int hashType) {
        try {
            Transaction tx = Transaction.decode(bytes);
            String reason =
                    TransactionRules.check(tx).map(Violation::rejectString).orElse("OK");
            return reason + " "
                    + SignatureHash.hash(tx, 0, Script.ofHex("51ac"), hashType).toDisplay();
        } catch (MalformedException e) {
            return "! " + e.getMessage() + " ! " + e.getMessage();
        }
    }

    @Test
    @DisplayName("every rule for blocks kept to the limit and broken once, with Bitcoin Core's reject strings")
    void blocks() {
        long now = 1_795_478_400L;
        List<BlockCase> story = BlockStory.cases(now);
        Map<String, String> hashes = new HashMap<>();
        story.forEach(step -> hashes.put(step.name(), step.block().hash().toDisplay()));
        page.evaluate("() => java.openChain('regtest', 'bip34@140')");
        for (BlockCase step : story) {
            String reason = step.rejectString().isEmpty() ? "-" : step.rejectString();
            assertThat(page.evaluate(
                            "([block, now]) => java.judge(block, now)",
                            List.of(step.block().encode().toHex(), (double) now)))
                    .as("%s: %s", step.name(), step.sentence())
                    .isEqualTo(step.verdict() + " " + reason + " " + hashes.get(step.tip()));
        }
    }

    @Test
    @DisplayName("as JavaScript: a calm network, a stormy one and a signature")
    void javascript() {
        Scenario calm = Scenario.withoutFaults(5, 3);
        assertThat(page.evaluate("() => plain.simulateCalm(5, 3, 1)"))
                .isEqualTo(new SimulatedNetwork(calm, 1).run().toText(calm));
        Scenario stormy = Scenario.withFaults(4, 0.5);
        assertThat(page.evaluate("() => plain.simulateStormy(4, 0.5, 1)"))
                .isEqualTo(new SimulatedNetwork(stormy, 1).run().toText(stormy));
        PrivateKey key = PrivateKey.generate(new SplittableRandom(6979));
        assertThat(page.evaluate(
                        "([key, hash]) => plain.sign(key, hash)",
                        List.of(ByteString.copyOf(key.toByteArray()).toHex(), Hash256.ZERO.toDisplay())))
                .isEqualTo(key.sign(Hash256.ZERO).toDer().toHex());
    }

    @Test
    @DisplayName("a thousand signatures, which have no chance in them (RFC 6979), and addresses")
    void signatures() {
        SplittableRandom random = new SplittableRandom(6979);
        List<List<String>> asked = new ArrayList<>();
        List<String> signed = new ArrayList<>();
        for (int i = 0; i < SIGNATURES; i++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            PrivateKey key = PrivateKey.generate(random);
            asked.add(List.of(
                    ByteString.copyOf(key.toByteArray()).toHex(),
                    Hash256.of(hash).toDisplay()));
            signed.add(key.sign(Hash256.of(hash)).toDer().toHex()
                    + " "
                    + Address.of(key.publicKey(true), ChainParams.mainnet()));
        }
        assertThat(page.evaluate(
                        "asked => asked.map(([key, hash]) => `${java.sign(key, hash)} ${java.address(key, 'mainnet')}`)",
                        asked))
                .as("seed 6979")
                .isEqualTo(signed);
    }
}
