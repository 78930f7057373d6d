package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.SeminarExperiments;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.lab.ExperimentService.Fact;

/** A real node, and the page of a phone that is another one, in a real browser. */
@DisplayName("A phone's own node")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhonePeerTest {
    private static final int BLOCKS = 120;
    private static final double PATIENCE = 120_000;
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);

    private static final LocatorAssertions.ContainsTextOptions PART =
            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);

    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private Path directory;
    private Chromium chromium;
    private RegtestNetwork network;
    private Node node;
    private HttpServer http;
    private SeminarExperiments lab;
    private int port;
    private BrowserContext context;
    private Page phone;

    @BeforeAll
    void start(@TempDir Path place) throws IOException {
        directory = place;
        chromium = Chromium.start();
        network = new RegtestNetwork(directory);
        serve("Seoul", 0);
        lab = new SeminarExperiments(
                network.nodeGroup(), () -> List.of(node), List.of("Seoul", "Busan"), directory, OptionalLong.of(1));
        RegtestNetwork.mine(node, BLOCKS);
    }

    private void serve(String directoryName, int wanted) throws IOException {
        node = Node.start(
                NodeConfig.of("Seoul", network.config("Seoul").params(), directory.resolve(directoryName)),
                network.nodeGroup());
        http = HttpServer.start(node, HttpConfig.loopback(wanted));
        node.serve(http, http.url());
        port = http.port();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            lab.close();
            node.close();
        }
    }

    @BeforeEach
    void open() {
        troubles.clear();
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale("ko"));
        phone = context.newPage();
        phone.setDefaultTimeout(PATIENCE);
        PageErrors.addTo(troubles, phone, PhonePeerTest::isOfLostNode);
        phone.navigate(http.url() + "/phone");
        awaitTip();
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(troubles).isEmpty();
    }

    /** The browser itself tells of each connection that didn't come about, and of a payment that a node hasn't seen yet. */
    private static boolean isOfLostNode(ConsoleMessage message) {
        return message.text().contains("net::ERR_CONNECTION")
                || message.text().contains("WebSocket connection")
                || PageErrors.isStatus(message, 404);
    }

    private static String tip(Node node) {
        return RegtestNetwork.tip(node).toDisplay();
    }

    /** The phone stands on the node's tip, and is connected. */
    private void awaitTip() {
        phone.waitForFunction(
                "tip => window.wonsiPeer?.state.phase === 'ready' && wonsiPeer.state.tip === tip", tip(node));
    }

    private Object state(String field) {
        return phone.evaluate("field => wonsiPeer.state[field]", field);
    }

    private long tabs() {
        return node.peers().list().stream()
                .filter(peer -> peer.kind() == PeerKind.TAB && peer.name().isPresent())
                .count();
    }

    @Test
    @DisplayName("fetches the chain, checks it, says so in both languages, and is on the board as a tab")
    void syncs() {
        assertThat(state("height")).isEqualTo(node.snapshot().tip().height());
        assertThat(state("refusals")).isEqualTo(0);
        assertThat(phone.locator(".chain h2")).hasText("이 휴대폰은 노드입니다");
        assertThat(phone.locator(".phase")).hasText("연결됐습니다. 모든 블록을 여기서 직접 검사합니다.");
        assertThat(phone.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
        assertThat(Axe.violations(phone)).isEmpty();
        phone.getByText("English").click();
        assertThat(phone.locator(".chain h2")).hasText("This phone is a node");
        Page board = context.newPage();
        PageErrors.addTo(troubles, board);
        board.navigate(http.url() + "/?lang=en#/board");
        assertThat(board.locator(".network .pn-h .k")).hasText("1 node, 0 links, 1 tab", TEXT);
        board.close();
    }

    @Test
    @DisplayName("hears of payments and blocks, and answers from its own chain")
    void follows() throws Exception {
        FaucetWallet.Paid paid = (FaucetWallet.Paid) node.faucetWallet()
                .pay(node.faucetWallet().scriptPubKey(), Amount.ofCoins(3))
                .get();
        phone.waitForFunction("() => wonsiPeer.state.waiting === 1");
        String txid = paid.transaction().txid().toDisplay();
        assertThat(phone.evaluate("id => wonsiPeer.proof(id)", txid)).isNull();
        RegtestNetwork.mine(node, 1);
        awaitTip();
        assertThat(state("waiting")).isEqualTo(0);
        Map<?, ?> proof = (Map<?, ?>) phone.evaluate("id => wonsiPeer.proof(id)", txid);
        assertThat(proof.get("block")).isEqualTo(tip(node));
        String script = node.faucetWallet().scriptPubKey().bytes().toHex();
        Map<?, ?> coins = (Map<?, ?>) phone.evaluate("script => wonsiPeer.coins([script])", script);
        assertThat(Objects.requireNonNull((Number) coins.get("confirmed")).longValue())
                .isEqualTo(node.faucetWallet()
                        .balance()
                        .spendable()
                        .plus(node.faucetWallet().balance().immature())
                        .satoshis());
        String refusal = (String) phone.evaluate(
                "hex => wonsiPeer.submit(hex).catch(error => error.code)",
                paid.transaction().encode().toHex());
        assertThat(refusal).isEqualTo("txn-already-known");
    }

    @Test
    @DisplayName("follows a reorganisation")
    void reorganisation() {
        RegtestNetwork.mine(node, 2);
        awaitTip();
        String left = tip(node);
        node.judge(RegtestNetwork.tip(node), Judgement.INVALID).join();
        RegtestNetwork.mine(node, 2);
        awaitTip();
        assertThat(tip(node)).isNotEqualTo(left);
        assertThat(state("refusals")).isEqualTo(0);
        node.judge(BlockHash.ofDisplay(left), Judgement.RECONSIDERED).join();
    }

    @Test
    @DisplayName(
            "is sent a block with one coin too many, and an old payment rewritten: it refuses both, says why, and comes back")
    void forged() throws Exception {
        String before = tip(node);
        assertThat(run("incentive"))
                .containsExactly(new Fact(1, "phones", Map.of("sent", "1", "refused", "1", "reason", "bad-cb-amount")));
        assertThat(phone.locator(".refusal .code")).hasText("bad-cb-amount", TEXT);
        assertThat(phone.locator(".refusal h2")).hasText("이 휴대폰이 블록을 거부했습니다");
        assertThat(Axe.violations(phone)).isEmpty();
        awaitTip();
        assertThat(tip(node)).isEqualTo(before);
        network.await("the phone is back", () -> tabs() == 1);
        // The presenter may press the button again and again: the phone comes back as soon as after the first time.
        phone.evaluate("""
                window.pauses = [];
                setInterval(() => {
                  const { refusals, retry } = wonsiPeer.state;
                  if (retry > 0) pauses[refusals] = retry;
                }, 50);""");
        for (int times = 2; times <= 4; times++) {
            run("incentive");
            phone.waitForFunction("times => pauses[times]", times);
            assertThat(((Number) phone.evaluate("times => pauses[times]", times)).intValue())
                    .isBetween(800, 1_200);
            network.await("the phone is back", () -> tabs() == 1);
            awaitTip();
        }
        assertThat(run("tamper"))
                .containsExactly(
                        new Fact(1, "phones", Map.of("sent", "1", "refused", "1", "reason", "bad-txnmrklroot")));
        assertThat(phone.locator(".refusal .code")).hasText("bad-txnmrklroot", TEXT);
        awaitTip();
        assertThat(state("refusals")).isEqualTo(5);
        // What was forged has no place in anybody's chain, and nobody is banned: the next block is taken as ever.
        RegtestNetwork.mine(node, 1);
        awaitTip();
        assertThat(node.peers().bans()).isEmpty();
    }

    private List<Fact> run(String experiment) throws Exception {
        lab.reset(experiment).join();
        lab.run(experiment, "phones", Map.of()).get();
        return lab.seen(experiment).facts();
    }

    @Test
    @DisplayName("keeps its chain over a reload, checks it again, and throws away what was damaged meanwhile")
    void reload() {
        int height = node.snapshot().tip().height();
        awaitKept(height);
        phone.reload();
        awaitTip();
        assertThat(phone.evaluate("wonsiPeer.state.kept"))
                .isEqualTo(Map.of("restored", height, "discarded", 0, "why", ""));
        assertThat(phone.locator(".kept")).hasText("지난번에 보관한 블록 " + height + "개를 다시 검사해서 이어 갑니다");
        phone.evaluate("""
                at => new Promise((resolve, reject) => {
                  const opening = indexedDB.open('wonsi-peer-regtest');
                  opening.onerror = () => reject(opening.error);
                  opening.onsuccess = () => {
                    const change = opening.result.transaction('blocks', 'readwrite');
                    const store = change.objectStore('blocks');
                    store.index('height').get(at).onsuccess = ({ target }) => {
                      const block = target.result;
                      block.bytes[block.bytes.length - 6] ^= 1;
                      store.put(block);
                    };
                    change.oncomplete = () => { opening.result.close(); resolve(); };
                    change.onabort = () => reject(change.error);
                  };
                })""", height - 10);
        phone.reload();
        awaitTip();
        assertThat(phone.evaluate("wonsiPeer.state.kept"))
                .isEqualTo(Map.of("restored", height - 11, "discarded", 11, "why", "bad-txnmrklroot"));
        awaitKept(height);
        phone.reload();
        awaitTip();
        assertThat(phone.evaluate("wonsiPeer.state.kept.restored")).isEqualTo(height);
    }

    /** Waits until so many blocks are kept: a page that is left sooner has to fetch the last ones again. */
    private void awaitKept(int blocks) {
        phone.evaluate("""
                blocks => new Promise(done => {
                  const look = () => {
                    const opening = indexedDB.open('wonsi-peer-regtest');
                    opening.onsuccess = () => {
                      const count = opening.result.transaction('blocks').objectStore('blocks').count();
                      count.onsuccess = () => {
                        opening.result.close();
                        if (count.result >= blocks) done();
                        else setTimeout(look, 50);
                      };
                    };
                  };
                  look();
                })""", blocks);
    }

    @Test
    @DisplayName(
            "waits when its node is gone, and comes back with it; neither chain nor money of a room that is over is taken"
                    + " into the next")
    void lostNode() throws Exception {
        button("새 지갑 만들기").click();
        button("적어 두었습니다").click();
        Script own = Address.parse(phone.locator(".receive .grouped").textContent(), node.params())
                .scriptPubKey();
        node.faucetWallet().pay(own, Amount.ofCoins(3)).get();
        RegtestNetwork.mine(node, 1);
        awaitBalance("3.00");
        pay("1");
        RegtestNetwork.mine(node, 1);
        assertThat(phone.locator(".history li")).hasCount(2);
        assertThat(phone.locator(".history li").first()).containsText("확인 1번", PART);
        awaitTip();
        String old = tip(node);
        int height = node.snapshot().tip().height();
        node.close();
        phone.waitForFunction("() => wonsiPeer.state.phase === 'waiting'");
        serve("Seoul", port);
        RegtestNetwork.mine(node, 1);
        awaitTip();
        assertThat(state("height")).isEqualTo(height + 1);

        node.close();
        phone.waitForFunction("() => wonsiPeer.state.phase === 'waiting'");
        serve("another", port);
        RegtestNetwork.mine(node, 3);
        awaitTip();
        assertThat(state("height")).isEqualTo(3);
        assertThat(phone.locator(".kept")).hasText("다른 체인의 블록 " + (height + 1) + "개를 버렸습니다", TEXT);
        // The change of yesterday's payment was never made on this chain.
        awaitBalance("0.00");
        assertThat(phone.locator(".history li")).hasCount(0);
        // The longer chain that the phone had would else have won.
        assertThat(node.snapshot().tip().height()).isEqualTo(3);
        phone.reload();
        awaitTip();
        assertThat(phone.evaluate("wonsiPeer.state.kept.restored")).isEqualTo(3);
        awaitBalance("0.00");
        assertThat(phone.locator(".history li")).hasCount(0);

        node.close();
        phone.waitForFunction("() => wonsiPeer.state.phase === 'waiting'");
        serve("Seoul", port);
        awaitTip();
        assertThat(tip(node)).isNotEqualTo(old);
        awaitBalance("1.99");
        assertThat(phone.locator(".history li")).hasCount(2);
    }

    private Locator button(String text) {
        return phone.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    private void awaitBalance(String coins) {
        assertThat(phone.locator(".balance .sum")).containsText(coins, PART);
    }

    /** Pays the first of those who can be paid by name. */
    private void pay(String coins) {
        phone.locator(".pay .choices button").first().click();
        phone.locator("#pay-amount").fill(coins);
        button("확인하기").click();
        button("서명해서 보내기").click();
        network.await(
                "the node has the payment", () -> node.snapshot().mempool().size() == 1);
    }

    @Test
    @DisplayName("sleeps when nobody looks, and catches up on its return")
    void sleeps() {
        phone.evaluate("import('/tab/peer.js').then(({ openPeer }) => "
                + "{ window.sleeper = openPeer({ network: 'regtest', name: 'sleeper', sleepAfter: 0 }); })");
        phone.waitForFunction("() => sleeper.state.phase === 'ready'");
        network.await("both are here", () -> tabs() == 2);
        phone.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, value: true });"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        phone.waitForFunction("() => sleeper.state.phase === 'sleeping'");
        network.await("one is gone", () -> tabs() == 1);
        RegtestNetwork.mine(node, 3);
        phone.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        phone.waitForFunction("tip => sleeper.state.phase === 'ready' && sleeper.state.tip === tip", tip(node));
        awaitTip();
        phone.evaluate("sleeper.close()");
        network.await("it is gone", () -> tabs() == 1);
    }
}
