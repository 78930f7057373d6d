package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Worker;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.script.Script;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/**
 * The wallet of a phone in a real browser, over plain HTTP from an address that isn't this machine's own: so without what browsers keep for
 * secure pages.
 */
@DisplayName("A phone's wallet")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhoneWalletPageTest {
    private static final double PATIENCE = 120_000;
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
    private static final LocatorAssertions.ContainsTextOptions PART =
            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
    private static final LocatorAssertions.HasAttributeOptions ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE);
    private static final Pattern ADDRESS = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{26,35}");

    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private Chromium chromium;
    private RegtestNetwork network;
    private Node node;
    private HttpServer http;
    private String url = "";
    private BrowserContext context;
    private Page phone;
    private List<String> words = List.of();

    @BeforeAll
    void start(@TempDir Path place) throws IOException {
        chromium = Chromium.start();
        network = new RegtestNetwork(place);
        node = network.start("Seoul");
        http = HttpServer.start(node, HttpConfig.loopback(0).at("0.0.0.0", 0));
        node.serve(http, http.url());
        RegtestNetwork.mine(node, 110);
        // Chromium takes 0.0.0.0 for an address of the network: unlike 127.0.0.1 it makes no page secure.
        url = "http://0.0.0.0:" + http.port() + "/phone";
        context = open("ko");
        phone = page(context);
    }

    private BrowserContext open(String language) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale(language));
    }

    private Page page(BrowserContext in) {
        return page(in, "");
    }

    private Page page(BrowserContext in, String query) {
        Page page = in.newPage();
        page.setDefaultTimeout(PATIENCE);
        PageErrors.addTo(troubles, page, PhoneWalletPageTest::isExpected);
        page.navigate(url + query);
        page.waitForFunction("() => window.wonsiPeer?.state.phase === 'ready'");
        return page;
    }

    /** A header that only secure pages heed; a payment that a node hasn't seen yet; a name that another has. */
    private static boolean isExpected(ConsoleMessage message) {
        return message.text().contains("Cross-Origin-Opener-Policy")
                || PageErrors.isStatus(message, 404)
                || PageErrors.isStatus(message, 409);
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            http.close();
            node.close();
        }
        assertThat(troubles).isEmpty();
    }

    private static Locator button(Page page, String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    private static List<String> shownWords(Page page) {
        return page.locator(".words b").allTextContents();
    }

    private static String receiving(Page page) {
        return page.locator(".receive .grouped").textContent();
    }

    private static void awaitBalance(Page page, String coins) {
        assertThat(page.locator(".balance .sum")).containsText(coins + " ", PART);
    }

    /** The account's addresses, by core on the JVM. */
    private static List<String> derived(List<String> words, int count) {
        ChainParams params = ChainParams.regtest();
        ExtendedKey receive = ExtendedKey.master(
                        Mnemonic.parse(String.join(" ", words)).toSeed(""))
                .derive(KeyPath.account(params.network(), 0).child(0));
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(Address.of(receive.child(i).publicKey(), params).toString());
        }
        return addresses;
    }

    @Test
    @Order(1)
    @DisplayName("is made without a secure page: its words are shown once, and its addresses are the JVM's")
    void made() {
        assertThat(phone.evaluate("[isSecureContext, crypto.subtle === undefined, navigator.clipboard === undefined,"
                        + " navigator.mediaDevices === undefined, navigator.serviceWorker === undefined,"
                        + " navigator.locks === undefined]"))
                .isEqualTo(List.of(false, true, true, true, true, true));
        button(phone, "새 지갑 만들기").click();
        assertThat(phone.locator(".words li")).hasCount(12);
        words = shownWords(phone);
        assertThat(Axe.violations(phone)).isEmpty();
        button(phone, "적어 두었습니다").click();
        awaitBalance(phone, "0.00");
        assertThat(phone.locator(".words li")).hasCount(0);
        assertThat(phone.evaluate("wonsiPeer.call('addresses', 5)")).isEqualTo(String.join("\n", derived(words, 5)));
        assertThat(receiving(phone)).isEqualTo(derived(words, 1).get(0));
        // Each list of words gives another seed: English too.
        String english = (String) phone.evaluate("wonsiPeer.call('newWords', '00'.repeat(32), 'en')");
        assertThat(english).contains("\"abandon\"").contains("\"art\"");
    }

    @Test
    @Order(2)
    @DisplayName("gets coins from the faucet: they wait, and are its own once a block that it checked has them")
    void receives() {
        button(phone, "연습용 코인 받기").click();
        assertThat(phone.locator(".balance")).containsText("+1.00 다음 블록을 기다리는 중", PART);
        awaitBalance(phone, "0.00");
        RegtestNetwork.mine(node, 1);
        awaitBalance(phone, "1.00");
        assertThat(phone.locator(".receive .grouped")).hasText(derived(words, 2).get(1), TEXT);
        assertThat(phone.locator(".history li")).containsText("블록 111, 확인 1번", PART);
        button(phone, "증명 보기").click();
        assertThat(phone.locator(".proof")).containsText("블록 111은 이 휴대폰이 전부 검사했습니다", PART);
    }

    @Test
    @Order(3)
    @DisplayName("reads its own code from a photo, and draws what another reads")
    void code() {
        String before = receiving(phone);
        byte[] photo = phone.locator(".receive .code").screenshot();
        phone.locator("#pay-photo").setInputFiles(new FilePayload("photo.png", "image/png", photo));
        phone.waitForFunction("() => document.querySelector('#pay-to').value !== ''");
        assertThat(phone.locator("#pay-to").inputValue()).isEqualTo(before).matches(ADDRESS);
        byte[] none = phone.locator(".balance").screenshot();
        phone.locator("#pay-photo").setInputFiles(new FilePayload("photo.png", "image/png", none));
        assertThat(phone.locator(".pay .trouble")).containsText("QR 코드를 찾지 못했습니다", PART);
    }

    @Test
    @Order(4)
    @DisplayName("pays a node by its name: review, signature, its own node, the room's, a block")
    void pays() {
        phone.locator(".pay .choices button").first().click();
        phone.locator("#pay-amount").fill("2");
        button(phone, "확인하기").click();
        assertThat(phone.locator(".pay .trouble")).containsText("코인이 모자랍니다. 지금 쓸 수 있는 것은 1.00코인", PART);
        phone.locator("#pay-amount").fill("0,25");
        button(phone, "확인하기").click();
        assertThat(phone.locator(".confirm dl")).containsText("0.25", PART);
        assertThat(phone.locator(".confirm")).isFocused();
        assertThat(Axe.violations(phone)).isEmpty();
        button(phone, "서명해서 보내기").click();
        assertThat(phone.locator(".history li").first()).containsText("노드 1개가 봤다고 합니다: 서울.", PART);
        assertThat(node.snapshot().mempool().size()).isEqualTo(1);
        RegtestNetwork.mine(node, 1);
        assertThat(phone.locator(".history li").first()).containsText("블록 112, 확인 1번", PART);
        long left = 75_000_000
                - ((Number) phone.evaluate("Number(document.querySelector('.balance .sum').dataset.satoshis)"))
                        .longValue();
        // 226 bytes at five satoshis a byte, at most.
        assertThat(left).isBetween(1_000L, 1_130L);
    }

    @Test
    @Order(5)
    @DisplayName("survives a reload, shows its words again after a tap, and is the same when it is restored from them")
    void restored() {
        String satoshis = phone.locator(".balance .sum").getAttribute("data-satoshis");
        String address = receiving(phone);
        phone.reload();
        assertThat(phone.locator(".balance .sum")).hasAttribute("data-satoshis", satoshis, ATTRIBUTE);
        assertThat(phone.locator(".words li")).hasCount(0);
        button(phone, "복구 단어 보기").click();
        assertThat(shownWords(phone)).isEqualTo(words);
        button(phone, "지갑 지우기").click();
        button(phone, "지우기").click();
        assertThat(phone.evaluate("localStorage.getItem('wonsi.phone.wallet.regtest')"))
                .isNull();
        button(phone, "복구 단어로 복구하기").click();
        phone.locator("#words").fill("가격 가격 가격");
        phone.locator("form .p").click();
        assertThat(phone.locator(".trouble[role=alert]").first())
                .hasText(Pattern.compile("복구 단어는 12, 15, 18, 21, 24개 중 하나여야 하는데 3개입니다."), TEXT);
        phone.locator("#words").fill(String.join("  ", words));
        phone.locator("form .p").click();
        assertThat(phone.locator(".balance .sum")).hasAttribute("data-satoshis", satoshis, ATTRIBUTE);
        assertThat(receiving(phone)).isEqualTo(address);
    }

    @Test
    @Order(6)
    @DisplayName("is paid by the name that its owner chose, from another phone; nobody else gets that name")
    void names() {
        phone.locator("#own-name").fill("지우");
        button(phone, "정하기").click();
        assertThat(phone.locator(".own .said")).hasText("이제 다른 사람이 이 이름으로 보낼 수 있습니다.", TEXT);
        try (BrowserContext other = open("en")) {
            Page second = page(other);
            button(second, "Make a new wallet").click();
            button(second, "I wrote them down").click();
            button(second, "Get play money").click();
            assertThat(second.locator(".balance")).containsText("+1.00", PART);
            RegtestNetwork.mine(node, 1);
            awaitBalance(second, "1.00");
            second.locator("#own-name").fill("지우");
            button(second, "Take it").click();
            assertThat(second.locator(".own .said")).hasText("Another phone has this name. Choose another one.", TEXT);
            second.locator(".pay .choices").getByText("지우").click();
            assertThat(second.locator("#pay-to")).hasValue(receiving(phone));
            second.locator("#pay-amount").fill("0.5");
            button(second, "Review").click();
            button(second, "Sign and send").click();
            assertThat(phone.locator(".balance")).containsText("+0.50", PART);
            RegtestNetwork.mine(node, 1);
            assertThat(phone.locator(".history li").first()).containsText("+0.50", PART);
            assertThat(second.locator(".history li").first()).containsText("1 confirmation", PART);
            assertThat(receiving(second)).isNotEqualTo(receiving(phone));
        }
    }

    @Test
    @Order(7)
    @DisplayName("lends hashing once it is told to: its blocks pay this wallet; nothing while the page isn't seen")
    void lends() {
        int height = node.snapshot().tip().height();
        assertThat(phone.locator(".lend .on")).containsText("꺼짐", PART);
        assertThat(phone.locator(".lend .rate")).containsText("0 초당 시도", PART);
        phone.locator(".lend .switch").press("Enter");
        assertThat(phone.locator(".lend input")).hasValue("40");
        phone.locator(".lend input").press("End");
        assertThat(phone.locator(".lend input")).hasValue("100");
        // Regtest's difficulty implies less than a try a second, so it is one; every second try is a block.
        assertThat(phone.locator(".lend p[role=status]"))
                .hasText(Pattern.compile("이 휴대폰이 블록 [1-9]\\d*개를 찾았습니다."), TEXT);
        assertThat(phone.locator(".lend .line .k").last()).hasText(Pattern.compile("방 전체의 \\d+\\.\\d %"), TEXT);
        assertThat(Axe.violations(phone)).isEmpty();
        phone.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, value: true });"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        // The worker has heard that before it answers this.
        Number found = (Number) phone.evaluate("wonsiPeer.call('mined').then(JSON.parse).then(said => said.found)");
        phone.locator(".lend .switch").press("Enter");
        phone.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(phone.locator(".lend .on")).containsText("꺼짐", PART);
        phone.waitForFunction("tip => wonsiPeer.state.height === tip", height + found.intValue());
        network.await("the node has them", () -> node.snapshot().tip().height() == height + found.intValue());
        Script paid = node.queries()
                .read(q -> q.txs(q.hashAt(height + 1).orElseThrow(), 0, 1))
                .get(0)
                .tx()
                .outputs()
                .get(0)
                .scriptPubKey();
        assertThat(derived(words, 10))
                .contains(Address.ofScript(paid, node.params()).orElseThrow().toString());
        assertThat(phone.locator(".history li").first())
                .containsText(Pattern.compile("블록을 찾은 보상입니다. 블록이 \\d+개 더 쌓이면 쓸 수 있습니다."), PART);
    }

    @Test
    @Order(8)
    @DisplayName("is on everybody's board with the blocks that it found, by the name that its owner chose")
    void leads() {
        try (BrowserContext other = open("ko")) {
            Page board = other.newPage();
            board.setDefaultTimeout(PATIENCE);
            PageErrors.addTo(troubles, board, PhoneWalletPageTest::isExpected);
            for (String theme : List.of("dark", "light")) {
                board.navigate(http.url() + "/?lang=ko&theme=" + theme + "#/board");
                assertThat(board.locator(".finders h2")).hasText("블록을 찾은 사람과 노드", TEXT);
                assertThat(board.locator(".finders li")).hasCount(2);
                assertThat(board.locator(".finders li").first()).containsText("서울", PART);
                assertThat(board.locator(".finders li").last()).containsText("지우", PART);
                for (int width : List.of(1280, 390)) {
                    board.setViewportSize(width, 800);
                    assertThat(Axe.violations(board)).as("%s %d", theme, width).isEmpty();
                    assertThat(board.evaluate("document.documentElement.scrollWidth - innerWidth"))
                            .as("%s %d", theme, width)
                            .isEqualTo(0);
                }
            }
        }
    }

    @Test
    @Order(9)
    @DisplayName("has nothing to complain about in both themes, by keyboard, and at 390 and 320 pixels")
    void looks() {
        for (String theme : List.of("dark", "light")) {
            for (int width : List.of(390, 320)) {
                phone.setViewportSize(width, 844);
                phone.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme);
                assertThat(Axe.violations(phone)).as("%s %d", theme, width).isEmpty();
                assertThat(phone.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as("%s %d", theme, width)
                        .isEqualTo(0);
            }
        }
        assertThat(phone.evaluate("""
            () => [...document.querySelectorAll('button, input, select, a')].filter(e => e.tabIndex < 0 && !e.hidden).length\
            """)).isEqualTo(0);
        assertThat(phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('wonsi.phone.')).sort()"))
                .isEqualTo(List.of("wonsi.phone.name", "wonsi.phone.person", "wonsi.phone.wallet.regtest"));
    }

    @Test
    @Order(10)
    @DisplayName("is the same as JavaScript, where WebAssembly collects no garbage: node, addresses, a payment")
    void plain() {
        try (BrowserContext older = open("en")) {
            Page page = page(older, "?plain");
            assertThat(page.workers())
                    .extracting(Worker::url)
                    .singleElement()
                    .asString()
                    .endsWith("/peer-worker-plain.js");
            button(page, "Restore from words").click();
            page.locator("#words").fill(String.join(" ", words));
            page.locator("form .p").click();
            String satoshis = phone.locator(".balance .sum").getAttribute("data-satoshis");
            assertThat(page.locator(".balance .sum")).hasAttribute("data-satoshis", satoshis, ATTRIBUTE);
            assertThat(page.evaluate("wonsiPeer.call('addresses', 5)")).isEqualTo(String.join("\n", derived(words, 5)));
            page.locator(".pay .choices button").first().click();
            page.locator("#pay-amount").fill("0.01");
            button(page, "Review").click();
            button(page, "Sign and send").click();
            assertThat(page.locator(".history li").first()).containsText("Seoul", PART);
            RegtestNetwork.mine(node, 1);
            assertThat(page.locator(".history li").first())
                    .containsText("block " + node.snapshot().tip().height(), PART);
        }
    }

    @Test
    @Order(11)
    @DisplayName("says what to do where the browser runs no such worker")
    void old() {
        try (BrowserContext older = open("en")) {
            Page page = older.newPage();
            page.route(
                    "**/tab/peer-worker.js",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/javascript")
                            .setBody("import is not for classic workers")));
            page.navigate(url);
            assertThat(page.locator("[role=alert]")).containsText("It didn't start. Load the page again", PART);
            assertThat(page.locator(".begin button")).hasCount(0);
        }
    }

    @Test
    @Order(12)
    @DisplayName("comes as at most 600,000 packed bytes of WebAssembly, or of JavaScript")
    void size() throws IOException {
        for (String file : List.of("phone.wasm", "phone-plain.js")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (InputStream built = HttpServer.class.getResourceAsStream("/site/tab/" + file);
                    GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                built.transferTo(gzip);
            }
            assertThat(packed.size()).as(file).isBetween(100_000, 600_000);
        }
    }
}
