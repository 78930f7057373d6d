package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.node.web.Chromium;

@DisplayName("The same Java gives the same in a browser as here:")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameJavaTest {
    private static final int SEEDS = 10;
    private static final int SIGNATURES = 1_000;

    private Chromium chromium;
    private FileHost host;
    private Page page;

    @BeforeAll
    void load(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        Path site = directory.resolve("site");
        SiteWriter.write(site);
        host = new FileHost(site, "/");
        page = chromium.browser().newPage();
        page.setDefaultTimeout(300_000);
        // A file without a policy, so that the nodes can be asked from the page in place of a worker.
        page.navigate(host.url() + "sw.js");
        page.evaluate("import('/tab/wonsi-runtime.js').then(({ load }) => load('/tab/wonsi.wasm'))"
                + ".then(({ exports }) => { window.java = exports; })");
        page.evaluate("import('/tab/wonsi-plain.js').then(exports => { window.plain = exports; })");
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            host.close();
            chromium.close();
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
