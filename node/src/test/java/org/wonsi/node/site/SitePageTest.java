package org.wonsi.node.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockFile;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.web.Axe;
import org.wonsi.node.web.Chromium;
import org.wonsi.node.web.PageErrors;

@DisplayName("a site without a server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitePageTest {
    private static final double SOON = 60_000;
    private static final LocatorAssertions.IsVisibleOptions VISIBLE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(SOON);

    /** Bitcoin's first payment, in block 170. */
    private static final String PAYMENT = "0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704"
            + "000000004847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a"
            + "4acdd12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07f06b99a2"
            + "f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee000"
            + "0000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b"
            + "8b64f9d4c03f999b8643f656b412a3ac00000000";

    /** What the first block's finder was paid to, as an address. */
    private static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    private final List<String> troubles = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private Chromium chromium;
    private Path site;
    private FileHost host;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void write(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        site = directory.resolve("site");
        SiteWriter.Done done = SiteWriter.write(site);
        assertThat(done.files()).isGreaterThan(100);
        host = new FileHost(site, "/a/sub/path/");
        context = context(1280, 720);
        page = open(context, "?lang=en&theme=dark");
        assertThat(page.locator(".front .bk").first()).isVisible(VISIBLE);
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private Page open(BrowserContext in, String rest) {
        Page opened = in.newPage();
        PageErrors.addTo(troubles, opened);
        opened.onRequest(request -> {
            if (!request.url().startsWith(host.url())) {
                elsewhere.add(request.url());
            }
        });
        opened.navigate(host.url() + rest);
        return opened;
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            host.close();
            chromium.close();
        }
        assertThat(troubles).isEmpty();
        assertThat(elsewhere).as("requests to other hosts").isEmpty();
    }

    private void go(String path) {
        page.evaluate("path => { location.hash = `#/${path}` }", path);
    }

    /** The text of the answer to a request, as the page's own modules ask for it. */
    private String ask(String path, @Nullable Map<String, ?> body) {
        return (String) page.evaluate(
                "([path, body]) => import(new URL('js/source.js', document.baseURI).href).then(source =>"
                        + " source.ask(path, body ? { method: 'POST', body: JSON.stringify(body) } : {})).then(answer =>"
                        + " answer.text())",
                Arrays.asList(path, body));
    }

    @Test
    @DisplayName("begins with what it is and a network that finds blocks; nobody is asked elsewhere")
    void front() {
        go("front");
        assertThat(page.locator("h1")).containsText("Wonsi is Bitcoin as the white paper describes it, in Java.");
        assertThat(page.locator(".front .network .peer")).hasCount(3);
        assertThat(page.locator(".front .bk strong")
                        .filter(new Locator.FilterOptions().setHasText("3"))
                        .first())
                .isVisible(VISIBLE);
        assertThat(page.locator(".front .pn-h .s").filter(new Locator.FilterOptions().setHasText("tries a block")))
                .isVisible();
    }

    @Test
    @DisplayName("begins a network of as many nodes as are chosen, 3 to 30")
    void counts() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = open(other, "?lang=en&nodes=31");
            assertThat(visitor.locator(".front .network .peer")).hasCount(3, soon());
            // From now on the service worker answers, also for the worker's script.
            visitor.waitForFunction("() => navigator.serviceWorker.controller !== null");
            visitor.getByLabel("Nodes").selectOption("12");
            assertThat(visitor.locator(".front .network .peer")).hasCount(12, soon());
            assertThat(visitor.locator("h1")).containsText("12 complete nodes mine now");
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
            assertThat(visitor.url()).endsWith("?nodes=12");
        }
    }

    private static LocatorAssertions.HasCountOptions soon() {
        return new LocatorAssertions.HasCountOptions().setTimeout(SOON);
    }

    @Test
    @DisplayName("cuts a link by the keyboard, on the first page and on the board, and joins it again")
    void links() {
        for (String view : List.of("front", "board")) {
            go(view);
            Locator link = page.locator(".network .link").first();
            assertThat(link).hasAttribute("aria-label", Pattern.compile(".*, connected, cut it"), attribute());
            link.focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".network .link").first())
                    .hasAttribute("aria-label", Pattern.compile(".*, cut, heal it"), attribute());
            page.locator(".network .link").first().focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".network .link").first())
                    .hasAttribute("aria-label", Pattern.compile(".*, connected, cut it"), attribute());
        }
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(SOON);
    }

    @Test
    @DisplayName("shows the board as a node's page does: hashing, money, and the explorer behind the blocks")
    void board() {
        go("board");
        assertThat(page.locator(".mining .rate b"))
                .not()
                .hasText("0", new LocatorAssertions.HasTextOptions().setTimeout(SOON));
        assertThat(page.locator(".money .purses li").nth(2)).isVisible(VISIBLE);
        page.locator(".chain a.bk").last().click();
        assertThat(page.locator(".view-block h1")).isVisible(VISIBLE);
        go("explore");
        assertThat(page.locator(".view-explore a[href^='#/block/']").first()).isVisible(VISIBLE);
        go("rules");
        assertThat(page.locator(".view-rules")).containsText("bad-txnmrklroot");
    }

    /** A block that a node of the tab found because it was told to. */
    private String mined(String node) {
        Matcher hashes = Pattern.compile("\\{\"hashes\":\\[\"([0-9a-f]{64})\"]}")
                .matcher(ask("/node/mining/generate?node=" + node, Map.of("blocks", 1)));
        assertThat(hashes.matches()).isTrue();
        return hashes.group(1);
    }

    @Test
    @DisplayName("mines a block at once for the node that is chosen")
    void mineOne() {
        page.locator(".lang button[lang=en]").click();
        go("board");
        page.locator(".mining button.slim").click();
        Locator dialog = page.locator("dialog");
        dialog.getByText("Busan").click();
        dialog.getByText("Mine a block now").click();
        assertThat(dialog).hasCount(0, soon());
        assertThat(ask("/node/board", null)).contains("\"finder\":\"Busan\"");
        assertThat(ask("/node/mining/generate?node=Daegu", Map.of("blocks", 1))).contains("no node is called Daegu");
        assertThat(ask("/node/mining/generate", Map.of("blocks", 2))).contains("\"status\":400");
    }

    @Test
    @DisplayName(
            "gives a changed block to a node of the tab, which refuses it by its own rules, and again without work")
    void tamper() {
        page.locator(".lang button[lang=en]").click();
        go("edit/" + mined("Busan") + "/0");
        page.locator("#edit-box").fill("1234.5", new Locator.FillOptions().setTimeout(SOON));
        Locator gates = page.locator(".edit-gates .refused");
        assertThat(gates.first()).containsText("bad-txnmrklroot", contains());
        Locator panel = page.locator(".edit-right section").last();
        panel.getByText("Send as it is").click();
        assertThat(panel.locator(".refused")).containsText("bad-txnmrklroot", contains());
        assertThat(panel).containsText("Busan closed the connection.");
        page.getByText("Put the new root into the header").click();
        assertThat(gates.first()).containsText("high-hash", contains());
        panel.getByText("Send as it is").click();
        assertThat(panel.locator(".refused")).containsText("high-hash", contains());
        clean();
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(SOON);
    }

    /** Nothing is moving, and axe finds nothing. */
    private void clean() {
        until(page, "document.getAnimations().length === 0");
        assertThat(Axe.violations(page)).isEmpty();
    }

    @Test
    @DisplayName("shows a header's and a branch's three faces without a database, and an address's payments")
    void looks() {
        page.locator(".lang button[lang=en]").click();
        String hash = mined("Seoul");
        go("faces/header/" + hash);
        Locator row = page.locator(".faces-database");
        assertThat(row).containsText("A tab keeps its chain in memory", contains());
        assertThat(row.locator(".faces-sql")).containsText("FROM header_hex");
        assertThat(page.locator(".faces-bytes")).containsText("record BlockHeader");
        clean();
        String coinbase = ask("/api/block/" + hash + "/txids", null).substring(2, 66);
        go("faces/branch/" + coinbase);
        assertThat(page.locator(".faces-sql").first()).containsText("FROM tx_hex t", contains());
        go("block/" + hash);
        assertThat(page.locator(".tree-drawn")).containsText(coinbase.substring(0, 6), contains());
        page.locator(".flow a[href^='#/address/']").first().click();
        assertThat(page.locator(".view-address h1")).containsText("Seoul", contains());
        assertThat(page.locator(".view-address .tx").first()).isVisible(VISIBLE);
        clean();
        go("explore");
        assertThat(page.locator(".view-explore .links a")).hasCount(1, soon());
    }

    @Test
    @DisplayName("explains Bitcoin's first payment, a header and a whole block, field by field as a node does")
    void bytes(@TempDir Path directory) throws IOException {
        go("bytes");
        page.locator("textarea").fill(PAYMENT);
        page.locator(".view-bytes button.p").first().click();
        assertThat(page.locator(".view-bytes"))
                .containsText("f4184fc5", new LocatorAssertions.ContainsTextOptions().setTimeout(SOON));

        ObjectMapper json = new ObjectMapper();
        String header =
                "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e"
                        + "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";
        NodeGroup nodes = new NodeGroup(InstantSource.system());
        NodeConfig config = NodeConfig.of("Mainnet", ChainParams.mainnet(), directory.resolve("node"));
        try (Node node = Node.start(config, nodes);
                HttpServer http = HttpServer.start(node, HttpConfig.loopback(0))) {
            node.serve(() -> {}, http.url());
            List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
            // Block 170 has Bitcoin's first payment, whose coin both know; of the payment in block 221 neither knows
            // it.
            List<String> explained = List.of(
                    PAYMENT,
                    header,
                    ADDRESS,
                    blocks.get(170).encode().toHex(),
                    blocks.get(221).encode().toHex());
            for (String hex : explained) {
                String ours = ask("/node/decode", Map.of("hex", hex));
                String theirs = new String(
                        java.net
                                .URI
                                .create(http.url() + "/node/decode?hex=" + hex)
                                .toURL()
                                .openStream()
                                .readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
                assertThat(json.readTree(ours)).isEqualTo(json.readTree(theirs));
            }
        }
        nodes.close();
    }

    @Test
    @DisplayName("explains a pasted address, byte by byte and with the script that locks a payment to it")
    void address() {
        page.locator(".lang button[lang=en]").click();
        go("bytes");
        page.locator("textarea").fill(" " + ADDRESS + "\n");
        page.locator(".view-bytes button.p").first().click();
        assertThat(page.locator(".byte-sections h2").first()).hasText("Address", text());
        assertThat(page.locator(".byte-sections .head").first()).containsText("25 bytes");
        assertThat(page.locator(".byte-side .value"))
                .hasText(
                        "in the locking script OP_DUP OP_HASH160 62e907b15cbf27d5425399ebf6f0fb50ebb88f18 OP_EQUALVERIFY"
                                + " OP_CHECKSIG");
        assertThat(page.locator(".byte-side .order-figure")).hasCount(0);
        assertThat(page.locator(".byte-side .checks .mark")).hasText("✓");
        clean();
        go("bytes/hex/" + ADDRESS.replace('z', 'y'));
        assertThat(page.locator(".byte-side .checks .mark")).hasText("✗", text());
        go("bytes/hex/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
        assertThat(page.locator("h1")).containsText("SegWit addresses", contains());
    }

    private static LocatorAssertions.HasTextOptions text() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    }

    @Test
    @DisplayName("says why bytes are none, and that a command needs a node on a computer")
    void refusals() {
        assertThat(ask("/node/decode", Map.of("hex", "zz"))).contains("these are no bytes to explain: ");
        assertThat(ask("/node/decode", Map.of("hex", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")))
                .contains("is a SegWit address in bech32");
        assertThat(ask("/node/shutdown", Map.of())).contains("this needs a node on a computer");
        assertThat(ask("/node/links", Map.of("a", "Seoul", "b", "Daegu", "connected", false)))
                .contains("there is no link between Seoul and Daegu");
        assertThat(ask("/node/faucet?node=Seoul", Map.of("address", "nonsense", "amount", 5)))
                .contains("\"status\":409");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"ko; 지금 이 탭에서 완전한 노드 셋이", "en; In this tab, three complete nodes"})
    @DisplayName("has the lessons in both languages, and plays their experiments from recordings")
    void lessons(String language, String words) {
        page.locator(".lang button[lang=" + language + "]").click();
        go("front");
        assertThat(page.locator("h1")).containsText(words);
        go("lessons");
        assertThat(page.locator(".view-lessons a[href^='#/lesson/']").first()).isVisible(VISIBLE);
        go("lesson/2");
        assertThat(page.locator(".view-lesson h1")).isVisible(VISIBLE);
        assertThat(page.locator("#recorded")).not().isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(SOON));
        page.keyboard().press("n");
        page.keyboard().press("e");
        assertThat(page.locator(".lab-owners li"))
                .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(SOON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"ko; 질문 마흔 가지; 누가 운영합니까?", "en; Forty questions; Who runs it?"})
    @DisplayName("has the handbook in both languages: the guide, the questions, the words")
    void handbook(String language, String link, String question) {
        page.locator(".lang button[lang=" + language + "]").click();
        go("handbook");
        page.locator(".page-h a.btn")
                .filter(new Locator.FilterOptions().setHasText(link))
                .click();
        assertThat(page.locator(".handbook h3").first()).containsText(question, contains());
        clean();
        go("handbook/glossary");
        assertThat(page.locator(".handbook table").first()).containsText("멤풀", contains());
        clean();
    }

    @ParameterizedTest
    @ValueSource(ints = {1920, 1280, 390})
    @DisplayName("reads well at three widths: nothing to scroll sideways, nothing that axe finds, in both themes")
    void sizes(int width) {
        for (String theme : List.of("light", "dark")) {
            try (BrowserContext other = context(width, width == 390 ? 844 : width * 9 / 16)) {
                Page wide = open(other, "?lang=ko&theme=" + theme);
                assertThat(wide.locator(".front .bk").first()).isVisible(VISIBLE);
                assertThat(wide.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo(true);
                // Cards that are just moving or fading in have colours of their own for a moment.
                wide.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
                until(wide, "document.getAnimations().length === 0");
                assertThat(Axe.violations(wide)).isEmpty();
            }
        }
    }

    /** Waits until an expression holds; Playwright's own way to wait needs what the page's policy forbids. */
    private static void until(Page page, String expression) {
        page.evaluate("new Promise(done => { const look = () => " + expression
                + " ? done(true) : setTimeout(look, 50); look(); })");
    }

    @Test
    @DisplayName("has a page that opens in Korean whatever the browser's language; who chooses English there keeps it")
    void korean() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = open(other, "ko.html");
            assertThat(visitor.locator("h1")).containsText("지금 이 탭에서 완전한 노드 셋이", contains());
            assertThat(visitor).hasTitle("원시");
            visitor.locator(".lang button[lang=en]").click();
            assertThat(visitor.locator("h1")).containsText("In this tab, three complete nodes");
            assertThat(visitor.url()).isEqualTo(host.url());
            visitor.reload();
            assertThat(visitor.locator("h1")).containsText("In this tab, three complete nodes", contains());
        }
    }

    @Test
    @DisplayName("says in both languages why it stays empty: opened from a file, or where its modules don't start")
    void notStarted() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = other.newPage();
            visitor.navigate(site.resolve("index.html").toUri().toString());
            Locator words = visitor.locator("#unstarted");
            assertThat(words).isVisible();
            assertThat(words).containsText("opened from a file, browsers load no modules");
            assertThat(words).containsText("파일로 바로 열면 브라우저가 모듈을 불러오지 않습니다");

            List<Route> held = new ArrayList<>();
            visitor.route("**/js/main.js", held::add);
            visitor.navigate(host.url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(words).hasCount(1);
            assertThat(words).isHidden();
            assertThat(visitor.locator("html")).hasAttribute("data-starting", "");
            visitor.waitForCondition(() -> !held.isEmpty());
            held.get(0).abort();
            assertThat(words).isVisible();
        }
        assertThat(page.locator("#unstarted")).hasCount(0);
    }

    @Test
    @DisplayName("lets its nodes rest in a tab that was opened in the background, until it is seen")
    void background() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = other.newPage();
            PageErrors.addTo(troubles, visitor);
            visitor.addInitScript("""
                    window.away = true;
                    Object.defineProperty(document, 'hidden', { get: () => window.away });
                    window.told = [];
                    const post = Worker.prototype.postMessage;
                    Worker.prototype.postMessage = function (...given) {
                      window.told.push(given[0]);
                      post.apply(this, given);
                    };
                    """);
            visitor.navigate(host.url() + "?lang=en");
            assertThat(visitor.locator(".front .network .peer")).hasCount(3, soon());
            assertThat(visitor.evaluate("told[0]")).isEqualTo(Map.of("rest", true));
            assertThat(
                            visitor.evaluate(
                                    "import(new URL('js/source.js', document.baseURI).href).then(source => { window.found ="
                                            + " source.ask('/node/mining/generate?node=Busan', { method: 'POST', body: '{}' }).then(it => it.text());"
                                            + " return Promise.race([found, new Promise(done => setTimeout(done, 2000, 'resting'))]); })"))
                    .isEqualTo("resting");
            visitor.evaluate("away = false; document.dispatchEvent(new Event('visibilitychange'))");
            assertThat((String) visitor.evaluate("found")).startsWith("{\"hashes\":[\"");
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
        }
    }

    @Test
    @DisplayName("opens again without a network once it was visited")
    void offline() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = open(other, "?lang=en");
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
            visitor.evaluate("navigator.serviceWorker.ready.then(() => true)");
            until(visitor, "navigator.serviceWorker.controller !== null");
            other.setOffline(true);
            visitor.reload();
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
        }
    }

    @Test
    @DisplayName("runs as JavaScript where WebAssembly doesn't collect garbage, and keeps that for offline, too")
    void plain() {
        try (BrowserContext other = context(1280, 720)) {
            Page visitor = open(other, "?lang=en&plain");
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
            visitor.evaluate("navigator.serviceWorker.ready.then(() => true)");
            until(visitor, "navigator.serviceWorker.controller !== null");
            visitor.reload();
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
            other.setOffline(true);
            visitor.reload();
            assertThat(visitor.locator(".front .bk").first()).isVisible(VISIBLE);
            assertThat(visitor.evaluate("import(new URL('tab/wonsi-plain.js', document.baseURI).href)"
                            + ".then(java => java.address('00'.repeat(31) + '01', 'mainnet'))"))
                    .isEqualTo("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
        }
    }

    @Test
    @DisplayName("is small: the nodes take at most 600 kB on the way, a first visit 1.2 MB, all recordings 500 kB more")
    void small() throws IOException {
        assertThat(packed(site.resolve("tab/wonsi.wasm"))).isLessThanOrEqualTo(600_000);
        Path plain = site.resolve("tab/wonsi-plain.js");
        assertThat(packed(plain)).isLessThanOrEqualTo(600_000);
        int kept = 0;
        int recordings = 0;
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.startsWith(site.resolve("recordings"))) {
                    recordings += packed(file);
                } else if (!file.equals(plain)) {
                    kept += packed(file);
                }
            }
        }
        assertThat(kept).isLessThanOrEqualTo(1_200_000);
        assertThat(recordings).isLessThanOrEqualTo(500_000);
    }

    @Test
    @DisplayName("leaves out the pages that need a node which serves them")
    void withoutNodesPages() {
        for (String name :
                List.of("vote.html", "phone.html", "js/phone/phone.js", "tab/peer.js", "tab/peer-worker.js")) {
            assertThat(site.resolve(name)).doesNotExist();
        }
        assertThat(site.resolve("tab/worker.js")).exists();
    }

    private static int packed(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(Files.readAllBytes(file));
        }
        return out.size();
    }
}
