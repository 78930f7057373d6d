package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.http.node.body.Board;

@DisplayName("the board")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardPageTest {
    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private TestPage board(Board board) {
        return TestPage.open(chromium, board, 1280, 720, "?lang=en&theme=dark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?lang=en", "?lang=ko"})
    @DisplayName("of a node that doesn't answer nothing is said but that it is asked; then it is shown")
    void silent(String query) {
        try (TestPage test = TestPage.openSilent(chromium, Stories.ten(), 1280, 720, query)) {
            assertThat(test.page().locator(".say h1"))
                    .containsText(query.endsWith("en") ? "Asking the node" : "노드에서 체인을");
            assertThat(test.page().locator(".money")).isHidden();
            assertThat(test.page().locator(".mempool")).isHidden();
            test.speak();
            assertThat(test.page().locator(".money .all-coins")).isVisible();
            assertThat(test.page().locator(".cards .bk")).hasCount(11);
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("block 0 alone is an empty chain with a place for block 1")
    void empty() {
        try (TestPage test = board(Stories.empty())) {
            assertThat(test.sentence()).isEqualTo("Nobody has found a block yet. Block 0 comes from the program.");
            assertThat(test.page().locator(".cards .bk")).hasCount(1);
            assertThat(test.page().locator(".bk.wanted")).hasText("block 1 is still to be found");
            assertThat(test.page().locator(".mempool .nothing")).containsText("No payments waiting");
            test.page().getByText("Mine block 1").click();
            assertThat(test.page().locator(".toast[role=alert]")).containsText("operator token");
            assertThat(test.posts()).isEmpty();
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("where the browser blocks site data, the board is there, and a token counts until the page is left")
    void withoutStorage() {
        try (TestPage test = TestPage.openWithoutStorage(chromium, Stories.empty(), 1280, 720, "?lang=en&theme=dark")) {
            test.page().getByText("Mine block 1").click();
            assertThat(test.page().locator(".toast[role=alert]")).containsText("operator token");
            assertThat(test.posts()).isEmpty();
            assertThat(test.troubles()).isEmpty();
        }
        try (TestPage test =
                TestPage.openWithoutStorage(chromium, Stories.empty(), 1280, 720, "?lang=en&theme=dark&token=secret")) {
            assertThat(test.page().url()).isEqualTo("http://board.test/");
            test.page().getByText("Mine block 1").click();
            test.page().waitForCondition(() -> !test.posts().isEmpty());
            assertThat(test.posts().get(0).headerValue("X-Wonsi-Token")).isEqualTo("secret");
        }
    }

    @Test
    @DisplayName("ten blocks are a row with every node on the last one")
    void ten() {
        try (TestPage test = board(Stories.ten())) {
            assertThat(test.page().locator(".cards .bk")).hasCount(11);
            assertThat(test.page().locator(".cards .live strong")).hasText("10");
            assertThat(test.page().locator(".extras .tk")).hasText(new String[] {"Seoul", "Busan", "Jeju"});
            assertThat(test.page().locator(".rate b")).hasText("894,000");
            assertThat(test.page().locator(".money .all-coins")).containsText("500.00 coins");
            assertThat(test.page().locator(".tree .cell")).hasCount(2);
            assertThat(test.page().locator(".tree")).containsText("to Busan");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("a live fork is two rows, two lit tips, a sentence and the word for the cut link")
    void fork() {
        try (TestPage test = board(Stories.fork())) {
            assertThat(test.sentence()).isEqualTo("Seoul and Busan both found block 11. The next block decides.");
            assertThat(test.page().locator(".cards .live")).hasCount(2);
            assertThat(test.page().locator(".note.fork")).containsText("Live fork");
            assertThat(test.page().locator(".net .link").first())
                    .hasAttribute("aria-label", "Seoul to Busan, cut, heal it");
            assertThat(test.page().locator(".network .pn-h")).containsText("1 link cut");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("in Korean the same moment is Korean throughout, unbroken inside words")
    void korean() {
        try (TestPage test = TestPage.open(chromium, Stories.fork(), 1280, 720, "?lang=ko&theme=light")) {
            assertThat(test.sentence()).isEqualTo("서울과 부산이 각각 11번 블록을 찾았습니다. 다음 블록이 어느 쪽에 이어지느냐로 결정됩니다.");
            assertThat(test.page().locator(".note.fork")).containsText("체인이 갈라짐");
            assertThat(test.page().locator("html")).hasAttribute("lang", "ko");
            assertThat(test.page().locator("html")).hasCSS("word-break", "keep-all");
            assertThat(test.page().locator("main").innerText()).doesNotContain("Mining", "Network", "Send");
            test.page().getByText("English").click();
            assertThat(test.page().locator(".note.fork")).containsText("Live fork");
            test.page().reload();
            assertThat(test.page().locator(".note.fork")).containsText("Live fork");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("a block that the stream tells of is drawn, and its finder named, before the node is asked again")
    void event() {
        String hash = "00000f" + "7".repeat(58);
        String prev = Stories.ten().blocks().get(10).hash();
        String event = "id: 1\nevent: block\ndata: {\"node\":\"Busan\",\"time\":1795500010000,\"hash\":\"" + hash
                + "\",\"prev\":\"" + prev + "\",\"height\":11,\"finder\":\"Busan\",\"tx_count\":1,"
                + "\"change\":\"connected\"}\n\n";
        try (TestPage test = TestPage.open(chromium, Stories.ten(), 1280, 720, "?lang=en&theme=dark", List.of(event))) {
            Locator card = test.page().locator("a[href='#/block/" + hash + "']");
            assertThat(card).hasClass("bk normal live");
            assertThat(test.page().locator(".say h1")).hasText("Busan found block 11. It holds no payment.");
        }
    }

    @Test
    @DisplayName("a node that catches up is said to: how far it has come, how fast, and how long it takes")
    void catchingUp() {
        String event = "id: 1\nevent: block\ndata: {\"node\":\"Busan\",\"time\":1795500010000,\"hash\":\"00000f"
                + "7".repeat(58) + "\",\"prev\":\""
                + Stories.ten().blocks().get(10).hash()
                + "\",\"height\":11,\"tx_count\":1,\"change\":\"connected\"}\n\n";
        try (TestPage test =
                TestPage.open(chromium, Stories.catchingUp(), 1280, 720, "?theme=dark&lang=ko", List.of(event))) {
            assertThat(test.page().locator(".say h1"))
                    .hasText("부산이 블록 2000개 중 11번까지 동기화했습니다. 0 %, 초당 124.3개, 17초 남았습니다.");
        }
    }

    @Test
    @DisplayName("names that are markup stay text")
    void hostile() {
        try (TestPage test = board(Stories.hostile())) {
            assertThat(test.page().locator("main img, main script")).hasCount(0);
            assertThat(test.sentence()).contains("<img src=x onerror=alert(1)>");
            test.page().navigate("http://board.test/#/explore");
            assertThat(test.page().locator("main img, main script")).hasCount(0);
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("the page fits the width of projectors, laptops, tablets and phones, and a projector's height")
    void fits() {
        List<ViewportSize> sizes = List.of(
                new ViewportSize(1280, 720),
                new ViewportSize(1920, 1080),
                new ViewportSize(1366, 768),
                new ViewportSize(1024, 768),
                new ViewportSize(390, 844));
        for (Board board : List.of(Stories.empty(), Stories.fork(), Stories.thirty())) {
            try (TestPage test = board(board)) {
                for (ViewportSize size : sizes) {
                    test.page().setViewportSize(size.width, size.height);
                    String at = board.nodes().size() + " nodes at " + size.width + " × " + size.height;
                    assertThat(test.page().evaluate("document.documentElement.scrollWidth"))
                            .as(at)
                            .isEqualTo(size.width);
                    if (size.width >= 1280) {
                        assertThat((Integer) test.page().evaluate("document.documentElement.scrollHeight"))
                                .as(at)
                                .isLessThanOrEqualTo(size.height);
                    }
                }
                assertThat(test.troubles()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("thirty nodes are thirty marks; tips carry two tokens and a count")
    void thirty() {
        try (TestPage test = board(Stories.thirty())) {
            assertThat(test.page().locator(".net .peer")).hasCount(30);
            assertThat(test.page().locator(".cards .bk")).hasCount(60);
            assertThat(test.page().locator(".extras .more").first()).hasText("+8");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("the operator's token leaves the address and goes with what it allows")
    void token() {
        try (TestPage test = TestPage.open(chromium, Stories.fork(), 1280, 720, "?lang=en&theme=dark&token=secret")) {
            assertThat(test.page().url()).isEqualTo("http://board.test/");
            test.page().locator(".net .link").first().focus();
            test.page().keyboard().press("Enter");
            assertThat(test.page().locator(".say h1"))
                    .hasText("Seoul and Busan both found block 11. The next block decides.");
            Request post = test.posts().get(0);
            assertThat(post.url()).isEqualTo("http://board.test/node/links");
            assertThat(post.postData()).isEqualTo("{\"a\":\"Seoul\",\"b\":\"Busan\",\"connected\":true}");
            assertThat(post.headerValue("X-Wonsi-Token")).isEqualTo("secret");
        }
    }

    @Test
    @DisplayName("sending asks the chosen node to pay the chosen one, and refuses what is no amount")
    void send() {
        try (TestPage test = board(Stories.ten())) {
            Page page = test.page();
            page.locator(".money .btn.p").click();
            page.locator("dialog .field").nth(0).getByText("Jeju").click();
            page.locator("dialog .field").nth(1).getByText("Busan").click();
            page.locator("dialog input").nth(1).fill("1,5x");
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog .said")).containsText("at most 8 digits");
            assertThat(test.posts()).isEmpty();
            page.locator("dialog .field").nth(4).getByText("High").click();
            page.locator("dialog input").nth(1).fill("2.5");
            page.locator("dialog .btn.p").click();
            assertThat(page.locator(".toast")).containsText("Sent 2.50 coins");
            Request post = test.posts().get(0);
            assertThat(post.url()).isEqualTo("http://board.test/node/faucet?node=Jeju");
            assertThat(post.postData())
                    .isEqualTo("{\"address\":\"W" + "b".repeat(33) + "\",\"amount\":250000000,\"fee_rate\":30}");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("the faucet without an address asks for one, and not for a receiver to choose")
    void faucetWithoutAddress() {
        try (TestPage test = board(Stories.ten())) {
            Page page = test.page();
            page.locator(".money .btn").last().click();
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog .said")).hasText("Paste the address of your wallet.");
            assertThat(test.posts()).isEmpty();
        }
    }

    @Test
    @DisplayName("a block's transactions are counted alike on its card and in the explorer, the coinbase among them")
    void oneCount() {
        try (TestPage test = board(Stories.ten())) {
            Page page = test.page();
            assertThat(page.locator(".cards li[data-height='10']")).containsText("3 tx");
            page.navigate("http://board.test/#/explore");
            assertThat(page.locator(".table th.col-transactions")).hasText("transactions");
            assertThat(page.locator(".table td.col-transactions").first()).hasText("3");
        }
    }

    @Test
    @DisplayName("the money panel says what its signed numbers are, where there are any")
    void moneyLegend() {
        try (TestPage test = board(Stories.ten())) {
            assertThat(test.page().locator(".money .pn-h .k")).hasText("as Seoul sees it");
        }
        try (TestPage test = board(Stories.withPending(Stories.ten()))) {
            assertThat(test.page().locator(".purses .ac").first()).hasText("−2.00");
            assertThat(test.page().locator(".money .pn-h .k")).hasText("as Seoul sees it, ± waiting");
        }
    }

    @Test
    @DisplayName("what the node refuses in English is said in Korean on a Korean page, with the rule's own name")
    void koreanErrors() {
        try (TestPage test = TestPage.open(chromium, Stories.ten(), 1280, 720, "?lang=ko&theme=dark")) {
            Page page = test.page();
            page.locator(".money .btn.p").click();
            page.locator("dialog .field").nth(1).getByText("부산").click();
            test.answer(400, "{\"status\":400,\"detail\":\"'Wx' is no address of seminar\"}");
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog .said")).hasText("거부됨 이 네트워크의 주소가 아닙니다. 주소를 확인하세요. ");
            test.answer(409, "{\"status\":409,\"detail\":\"the faucet has nothing\"}");
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog .said")).hasText("거부됨 이 노드의 코인이 부족합니다. 먼저 블록을 채굴해야 합니다. ");
            test.answer(409, "{\"status\":409,\"detail\":\"the mempool refused\",\"reason\":\"dust\"}");
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog .said")).containsText("dust 출력 금액이");
            assertThat(page.locator("dialog .said")).not().containsText("mempool");
        }
    }

    @Test
    @DisplayName("the operator switches the demo payments off; without the token the page says what is missing")
    void demoPayments() {
        Board board = Stories.withDemoPayments(Stories.ten());
        try (TestPage test = TestPage.open(chromium, board, 1280, 720, "?lang=en&theme=dark&token=secret")) {
            Page page = test.page();
            page.locator(".mempool .slim").click();
            assertThat(page.locator("dialog .choices [aria-pressed=true]")).hasText("On");
            page.locator("dialog").getByText("Off").click();
            page.locator("dialog .btn.p").click();
            assertThat(page.locator("dialog")).hasCount(0);
            Request post = test.posts().get(0);
            assertThat(post.url()).isEqualTo("http://board.test/node/demo-payments");
            assertThat(post.postData()).isEqualTo("{\"enabled\":false}");
        }
        try (TestPage test = board(board)) {
            test.page().locator(".mempool .slim").click();
            test.page().locator("dialog .btn.p").click();
            assertThat(test.page().locator("dialog .said").first()).containsText("operator token");
            assertThat(test.posts()).isEmpty();
        }
        try (TestPage test = board(Stories.ten())) {
            assertThat(test.page().locator(".mempool .slim")).isHidden();
        }
    }

    @Test
    @DisplayName("cutting a link leaves the focus on it and the Tab key's order as it was")
    void tabOrder() {
        try (TestPage test = TestPage.open(chromium, Stories.ten(), 1280, 720, "?lang=en&theme=dark&token=secret")) {
            Page page = test.page();
            Locator links = page.locator(".net .link");
            links.first().focus();
            test.tell(Stories.withFirstLinkCut(Stories.ten()));
            page.keyboard().press("Enter");
            assertThat(links.first()).hasAttribute("aria-label", "Seoul to Busan, cut, heal it");
            assertThat(links.first()).isFocused();
            page.keyboard().press("Tab");
            assertThat(links.nth(1)).isFocused();
        }
    }

    @Test
    @DisplayName("every view opens without an error")
    void views() {
        try (TestPage test = board(Stories.ten())) {
            for (String view : List.of("explore", "rules", "rules/bad-cb-amount", "bytes", "no-such-view", "board")) {
                test.page().navigate("http://board.test/#/" + view);
                assertThat(test.page().locator("main h1").first()).isVisible();
                assertThat(test.troubles()).as(view).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("the policy is in force here: a style attribute would be a trouble")
    void policy() {
        try (TestPage test = board(Stories.empty())) {
            test.page().evaluate("document.body.setAttribute('style', 'color: red')");
            assertThat(test.troubles()).singleElement().asString().contains("Content Security Policy");
        }
    }

    @Test
    @DisplayName("keys change theme, type and motion, and list themselves")
    void keys() {
        try (TestPage test = board(Stories.ten())) {
            Page page = test.page();
            page.keyboard().press("t");
            assertThat(page.locator("html")).hasAttribute("data-theme", "light");
            page.keyboard().press("+");
            assertThat(page.locator("html")).hasAttribute("data-large", "");
            page.keyboard().press(" ");
            assertThat(page.locator("#flags")).containsText("Paused");
            page.keyboard().press("m");
            assertThat(page.locator("html")).hasAttribute("data-still", "");
            page.keyboard().press("?");
            assertThat(page.locator("dialog kbd")).hasText(new String[] {
                "PageDown",
                "PageUp",
                "n",
                "e",
                "r",
                "p",
                "b",
                ".",
                "h",
                "u",
                "space",
                "s",
                "m",
                "+",
                "-",
                "t",
                "l",
                "f",
                "/",
                "?"
            });
            assertThat(test.troubles()).isEmpty();
        }
    }
}
