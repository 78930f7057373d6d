package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same Java in another maker's browser: what the node's tests compare at length in Chromium, tried once here. */
@DisplayName("in Firefox")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirefoxIT {
    private static final Pattern SERVING = Pattern.compile("\\((http://127\\.0\\.0\\.1:[0-9]+/)\\)");

    /** BIP 143's first example: the key of the second input, what it signs (as hashes are shown, last byte first), and its signature. */
    private static final String KEY = "619c335025c7f4012e556c2a58b2506e30b8511b53ade95ea316fd8c3286feb9";

    private static final String DIGEST = "70b68c4749ebd05776915b4d01297947f182ace3e9aa68af7cb2d11611f37ac3";
    private static final String SIGNATURE = "304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a"
            + "0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee";

    /** How many blocks the phone has in its browser's own database. */
    private static final String KEPT = "new Promise((resolve, reject) => {"
            + " const opening = indexedDB.open('wonsi-peer-regtest'); opening.onerror = () => reject(opening.error);"
            + " opening.onsuccess = () => { const count ="
            + " opening.result.transaction('blocks').objectStore('blocks').count();"
            + " count.onsuccess = () => { opening.result.close(); resolve(count.result); }; }; })";

    private Path home = Path.of("");
    private Path executable = Path.of("");
    private Program host;
    private String site = "";

    @BeforeAll
    void write(@TempDir Path directory) {
        Optional<Path> firefox = Firefox.installed();
        assumeTrue(firefox.isPresent(), "no Firefox here: install firefox-esr or set WONSI_FIREFOX");
        assumeTrue(isInstalled("python3"), "no python3 here, which serves the site");
        home = directory;
        executable = firefox.orElseThrow();
        Path folder = directory.resolve("site");
        Program.run(0, home, Program.NODE_JAR, "site", folder.toString());
        // The command that the program itself names.
        host = Program.startCommand(
                Host.HERE,
                directory,
                Map.of("PYTHONUNBUFFERED", "1"),
                List.of("python3", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", folder.toString()));
        site = host.await(SERVING).group(1);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @AfterAll
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    private Firefox firefox(String profile) throws IOException {
        return Firefox.start(executable, home.resolve(profile));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wonsi.wasm, import('/tab/wonsi-runtime.js').then(({ load }) => load('/tab/wonsi.wasm')).then(({ exports }) => exports)",
        "wonsi-plain.js, import('/tab/wonsi-plain.js')"
    })
    @DisplayName(
            "simulated networks are the program's own, character by character, and a signature is the one it should be")
    void same(String build, String load) throws IOException {
        try (Firefox firefox = firefox("same-" + build)) {
            // A file without a policy, so that the nodes can be asked from the page in place of a worker.
            firefox.open(site + "sw.js");
            firefox.evaluate(load + ".then(exports => { window.java = exports; })");
            String calm = firefox.evaluate("java.simulateCalm(5, 2, 3)").asText();
            String stormy = firefox.evaluate("java.simulateStormy(4, 1, 7)").asText();
            assertThat(calm.lines().count()).isGreaterThan(5);
            assertThat(simulated("--nodes", "5", "--hours", "2", "--seed", "3")).contains(calm);
            assertThat(simulated("--nodes", "4", "--hours", "1", "--seed", "7", "--stormy"))
                    .contains(stormy);
            assertThat(firefox.evaluate("java.sign('" + KEY + "', '" + DIGEST + "')")
                            .asText())
                    .isEqualTo(SIGNATURE);
            assertThat(firefox.troubles()).isEmpty();
        }
    }

    private String simulated(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "simulate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Program.run(0, home, Program.NODE_JAR, all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?lang=en", "?lang=ko&plain"})
    @DisplayName("a site's nodes find blocks and agree, and its explorer shows one")
    void site(String query) throws IOException {
        try (Firefox firefox = firefox("site" + query.length())) {
            firefox.open(site + query);
            firefox.await("document.querySelectorAll('.front .network .peer').length === 3");
            RunningNode.await("block 1 is found", () -> block(firefox, 1).matches("[0-9a-f]{64}"));
            String hash = block(firefox, 1);
            firefox.evaluate("location.hash = '#/block/" + hash + "'");
            firefox.await("document.querySelector('.view-block h1')");
            assertThat(firefox.troubles()).isEmpty();
        }
    }

    /** What the tab's first node says of the block at a height: its hash, or that there is none. */
    private static String block(Firefox firefox, int height) {
        return firefox.evaluate("import(new URL('js/source.js', document.baseURI).href)"
                        + ".then(source => source.ask('/api/block-height/" + height
                        + "', {})).then(answer => answer.text())")
                .asText();
    }

    @Test
    @DisplayName("a phone is a node of its own with a wallet, is paid, and keeps both over a reload")
    void phone() throws IOException {
        try (RunningNode node = RunningNode.start(home, "Seoul");
                Firefox firefox = firefox("phone")) {
            node.mine(101, "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8");
            firefox.open(node.url() + "/phone?lang=en");
            awaitTip(firefox, node);
            press(firefox, "Make a new wallet");
            firefox.await("document.querySelectorAll('.words b').length === 12");
            press(firefox, "I wrote them down");
            firefox.await("document.querySelector('.receive .grouped')");
            String address = firefox.evaluate("document.querySelector('.receive .grouped').textContent")
                    .asText()
                    .replace(" ", "");
            node.mine(1, address);
            node.mine(100, "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8");
            awaitTip(firefox, node);
            firefox.await("document.querySelector('.balance .sum').textContent.includes('50')");
            // What is kept is written a while after it was seen.
            RunningNode.await(
                    "202 blocks are kept", () -> firefox.evaluate(KEPT).asInt() == 202);
            firefox.open(node.url() + "/phone?lang=en");
            awaitTip(firefox, node);
            firefox.await("document.querySelector('.balance .sum')?.textContent.includes('50')");
            assertThat(firefox.evaluate("wonsiPeer.state.kept.restored").asInt())
                    .isEqualTo(202);
            assertThat(firefox.troubles()).isEmpty();
        }
    }

    private static void awaitTip(Firefox firefox, RunningNode node) {
        firefox.await("window.wonsiPeer?.state.phase === 'ready' && wonsiPeer.state.tip === '" + node.tip() + "'");
    }

    private static void press(Firefox firefox, String words) {
        String button =
                "[...document.querySelectorAll('button')].find(button => button.textContent === '" + words + "')";
        firefox.await(button);
        firefox.evaluate(button + ".click()");
    }
}
