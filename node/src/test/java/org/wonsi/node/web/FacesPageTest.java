package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.service.FaucetWallet.Paid;

/** The three faces and the explorer's tools, over three running nodes: a block with two payments, and another on it. */
@DisplayName("the three faces, the stepper, the tree, the difficulty and the block editor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class FacesPageTest {
    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private LabRoom room;
    private Node seoul;
    private HttpServer http;
    private Transaction payment;
    private String block;

    @BeforeAll
    void open(@TempDir Path directory) throws InterruptedException {
        chromium = Chromium.start();
        room = new LabRoom(directory);
        seoul = room.nodes().get(0);
        http = HttpServer.start(seoul, HttpConfig.loopback(0));
        payment = pay();
        payUntilOnePassed();
        block = RegtestNetwork.mine(seoul, 1).get(0).toDisplay();
        RegtestNetwork.mine(seoul, 1);
    }

    private Transaction pay() {
        return ((Paid) seoul.faucetWallet()
                        .pay(seoul.faucetWallet().scriptPubKey(), new Amount(70_000_000))
                        .join())
                .transaction();
    }

    /**
     * A payment may come to Busan by way of Jeju; then none has passed on the link that the cases look at. The block needs a
     * second one in any case, so that its tree has two floors.
     */
    private void payUntilOnePassed() throws InterruptedException {
        for (int i = 0; i < 10 && (i == 0 || !onePassed()); i++) {
            pay();
            for (int looks = 0; looks < 100 && !onePassed(); looks++) {
                Thread.sleep(20);
            }
        }
        assertThat(onePassed()).as("a payment passed from Seoul to Busan").isTrue();
    }

    private boolean onePassed() {
        return seoul.peers().list().stream()
                .filter(peer -> peer.name().orElse("").equals("Busan"))
                .flatMap(peer -> Optional.ofNullable(peer.messages().get("tx")).stream())
                .anyMatch(count -> count.sent() + count.received() > 0);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            http.close();
            room.close();
            chromium.close();
        }
    }

    private Page page(BrowserContext context, String path) {
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(http.operatorUrl() + path);
        page.locator("#where svg").waitFor();
        return page;
    }

    private BrowserContext context(int width) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(width, width < 500 ? 844 : 720));
    }

    private String filled(String address) {
        return address.replace("TX", payment.txid().toDisplay()).replace("BLOCK", block);
    }

    private void assertFits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("wider than its screen")
                .isEqualTo(0);
        assertThat(Axe.violations(page)).isEmpty();
    }

    @ParameterizedTest(name = "{0} at {3} px")
    @CsvSource({
        "faces/script/TX/0, ByteString data, script_pub_key, 1280",
        "faces/script/TX/0, ByteString data, script_pub_key, 390",
        "faces/branch/TX, List<Hash256> branch, txid_hex, 1280",
        "faces/branch/TX, List<Hash256> branch, txid_hex, 390",
        "faces/tx/TX, Amount value, value, 1280",
        "faces/coin/TX/0, Amount value, value, 1280",
        "faces/link/Seoul/Busan/headers, int version, version, 1280",
        "faces/link/Seoul/Busan/headers, int version, version, 390",
        "faces/link/Seoul/Busan/tx, int version, version, 1280"
    })
    @DisplayName("a field is lit in all three faces, with its value in each form, in both languages and themes")
    void lit(String address, String component, String column, int width) {
        for (String look : List.of("&lang=ko&theme=light", "&lang=en&theme=dark")) {
            try (BrowserContext context = context(width)) {
                Page page = page(context, look + "#/" + filled(address));
                page.locator(".faces-equation .term").first().waitFor();
                Locator cell = page.locator(".faces-row button")
                        .filter(new Locator.FilterOptions().setHasText(column))
                        .first();
                cell.focus();
                page.keyboard().press("Enter");
                assertThat(page.locator(".faces-card .on")).hasCount(1);
                assertThat(page.locator(".faces-cells .fieldmark.on")).hasCount(1);
                assertThat(page.locator(".faces-row .on")).containsText(column);
                if (!address.endsWith("/tx") && !component.startsWith("ByteString")) {
                    assertThat(page.locator(".faces-record .on")).hasText(component);
                }
                assertThat(page.locator(".faces-equation .term")).hasCount(3);
                assertThat(page.locator(".faces-line path")).hasCount(width < 500 ? 0 : 2);
                page.keyboard().press("ArrowDown");
                assertThat(page.locator(".faces-card .on")).hasCount(1);
                assertFits(page);
            }
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a branch and a message say that they have no row, and what the rows are that stand there")
    void withoutRow() {
        try (BrowserContext context = context(1280)) {
            Page page = page(context, "&lang=en&theme=light#/" + filled("faces/branch/TX"));
            assertThat(page.locator(".faces-comes")).containsText("A branch isn't stored.");
            Locator siblings =
                    page.locator(".faces-card button").filter(new Locator.FilterOptions().setHasText("sibling"));
            assertThat(siblings).hasCount(2);
            siblings.nth(1).click();
            assertThat(page.locator(".faces-database"))
                    .containsText("No row holds this hash: it is computed from the rows");
            assertThat(page.locator(".faces-line path")).hasCount(1);
            page.evaluate("location.hash = '#/faces/link/Seoul/Busan/headers'");
            assertThat(page.locator(".faces-comes")).containsText("A message isn't stored.");
            assertThat(page.locator(".faces-way")).containsText("headers");
            page.evaluate("location.hash = '#/faces/message/999999999/Seoul'");
            assertThat(page.locator("h1")).hasText("This node doesn't keep that message any more.");
        }
        troubles.removeIf(trouble -> trouble.contains("status of 404 "));
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("are reached by the key f from a link of the board, from a list, from the views and back")
    void byKey() {
        try (BrowserContext context = context(1280)) {
            Page page = page(context, "&lang=en&theme=dark#/board");
            page.locator(".say h1").waitFor();
            page.locator(".net .link").first().focus();
            page.keyboard().press("f");
            assertThat(page.locator(".faces-way .plate")).isVisible();
            page.keyboard().press("f");
            page.locator(".say h1").waitFor();
            for (Map.Entry<String, String> way : Map.of(
                            "messages", "faces/message/",
                            "steps/TX/0", "faces/script/",
                            "edit/BLOCK/1", "faces/header/",
                            "block/BLOCK", "faces/header/",
                            "tx/TX", "faces/tx/")
                    .entrySet()) {
                page.evaluate("address => location.hash = address", "#/" + filled(way.getKey()));
                page.locator(".view-" + way.getKey().replaceFirst("/.*", "") + " h1")
                        .waitFor();
                page.locator("main h1").blur();
                page.keyboard().press("f");
                page.locator(".faces-cells").waitFor();
                assertThat((String) page.evaluate("location.hash")).startsWith("#/" + way.getValue());
            }
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a script is stepped through by the arrow keys, to True on the stack")
    void stepper() {
        try (BrowserContext context = context(1280)) {
            Page page = page(context, "&lang=en&theme=light#/" + filled("tx/TX"));
            page.getByText("Step through it").first().click();
            assertThat(page.locator(".op")).hasCount(7);
            assertThat(page.locator(".op.done")).hasCount(0);
            for (int i = 0; i < 3; i++) {
                page.keyboard().press("ArrowRight");
            }
            assertThat(page.locator(".op.done")).hasCount(3);
            assertThat(page.locator(".lab-stack").nth(1).locator("li")).hasCount(3);
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator(".op.done")).hasCount(2);
            for (int i = 0; i < 9; i++) {
                page.keyboard().press("ArrowRight");
            }
            assertThat(page.locator(".lab-stacks .result")).containsText("True is left on top");
            assertFits(page);
            page.evaluate("address => location.hash = address", "#/steps/" + "0".repeat(64) + "/0");
            assertThat(page.locator("h1")).containsText("There is no such input");
        }
        troubles.removeIf(trouble -> trouble.contains("status of 404 "));
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a block's page has the tree with the way of any transaction, and the difficulty with its slider")
    void treeAndDifficulty() {
        try (BrowserContext context = context(1280)) {
            Page page = page(context, "&lang=ko&theme=dark#/" + filled("block/BLOCK"));
            assertThat(page.locator(".lab-merkle .node.lit")).hasCount(3);
            page.locator("#tree-place").fill("2");
            assertThat(page.locator(".tree .hash")).isVisible();
            assertThat(page.locator(".lab-merkle .node.lit")).hasCount(3);
            // The third of three is its own neighbour: one sibling is left to be given.
            assertThat(page.locator(".lab-merkle .node.given")).hasCount(1);
            assertThat(page.locator(".difficulty")).containsText("207fffff");
            Locator slider = page.locator(".difficulty input");
            slider.focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".difficulty output")).hasText("9");
            assertThat(page.locator(".difficulty .big")).containsText("512");
            assertFits(page);
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("the block editor lights what changes and names the rule, and the node keeps nothing of it")
    void editor() {
        ByteString before = tipBytes();
        try (BrowserContext context = context(1280)) {
            Page page = page(context, "&lang=en&theme=light#/" + filled("edit/BLOCK/1"));
            assertThat(page.locator(".lab-kind-verdict")).containsText("Nothing is changed");
            assertThat(page.locator(".edit-gates .passed")).hasCount(7);
            page.locator("#edit-box").fill("0.5");
            assertThat(page.locator(".lab-kind-verdict .reason")).containsText("bad-txnmrklroot");
            assertThat(page.locator(".edit-right .lab-values dt.lit"))
                    .hasText(new String[] {"txid", "root of the transactions"});
            assertThat(page.locator(".edit .lab-merkle .node.lit")).hasCount(3);
            page.getByText("Put the new root into the header").click();
            assertThat(page.locator(".edit-right .lab-values dt.lit")).hasText(new String[] {
                "txid", "root of the transactions", "root in the header", "block hash", "next block's prev"
            });
            assertThat(page.locator(".edit-broken")).containsText("still names the old hash");
            assertThat(page.locator(".edit-gates .refused").last()).containsText("mandatory-script-verify-flag-failed");
            assertFits(page);
            page.locator("#edit-box").fill("much");
            assertThat(page.locator("#edit-said")).hasText("Not an amount.");
            page.getByText("Undo all").click();
            assertThat(page.locator(".lab-kind-verdict")).containsText("Nothing is changed");
            page.locator(".edit .fieldmark").first().focus();
            page.keyboard().press("ArrowRight");
            page.getByText("Flip a bit").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".edit-gates .refused")
                            .filter(new Locator.FilterOptions().setHasText("prev-blk-not-found")))
                    .hasCount(1);
        }
        assertThat(tipBytes()).isEqualTo(before);
        assertThat(troubles).isEmpty();
    }

    private ByteString tipBytes() {
        return seoul.queries()
                .read(q -> q.rawBlock(seoul.snapshot().tip().hash()))
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"steps/TX/0", "edit/BLOCK/1", "block/BLOCK", "messages", "tx/TX"})
    @DisplayName("fits a phone in both languages")
    void phone(String address) {
        for (String look : List.of("&lang=ko&theme=dark", "&lang=en&theme=light")) {
            try (BrowserContext context = context(390)) {
                Page page = page(context, look + "#/" + filled(address));
                page.locator("main .pn, main .op, main table").first().waitFor();
                assertFits(page);
            }
        }
        assertThat(troubles).isEmpty();
    }
}
