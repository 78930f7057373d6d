package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;

@DisplayName("the board of running nodes")
class LiveBoardTest {
    /** Gossip and the page's own pace, on a machine that does other things too. */
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    private final List<String> troubles = new ArrayList<>();

    @Test
    @DisplayName(
            "two nodes find blocks, are cut apart, fork and agree again, and the page shows each moment in both languages")
    void story(@TempDir Path directory) throws IOException {
        try (Chromium chromium = Chromium.start();
                NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
                Node seoul = node("Seoul", directory, nodeGroup, List.of());
                Node busan = node(
                        "Busan",
                        directory,
                        nodeGroup,
                        List.of(seoul.p2pAddress().orElseThrow()));
                HttpServer http = HttpServer.start(seoul, HttpConfig.loopback(0));
                BrowserContext context = chromium.browser().newContext()) {
            seoul.serve(() -> {}, http.url());
            Page page = open(context, http);

            assertThat(page.locator(".say h1"))
                    .hasText("Nobody has found a block yet. Block 0 comes from the program.", SOON);
            assertThat(page.locator(".net .link")).hasAttribute("aria-label", "Busan to Seoul, connected, cut it");
            assertThat(page.locator(".cards .bk")).hasCount(1);

            mine(seoul, 10);
            assertThat(page.locator(".say h1")).hasText("Seoul found block 10. It holds no payment.", SOON);
            assertThat(page.locator(".cards .live strong")).hasText("10", SOON);
            assertThat(page.locator(".extras .tk")).hasText(new String[] {"Seoul", "Busan"});
            assertThat(page.locator(".net .peer").nth(1))
                    .hasAttribute("aria-label", Pattern.compile("Busan, 10 …[0-9a-f]{4}, open its page"));

            page.locator(".net .link").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".say h1"))
                    .hasText("The link between Busan and Seoul is cut. Each side now builds its own blocks.", SOON);
            mine(seoul, 1);
            mine(busan, 1);
            assertThat(page.locator(".say h1"))
                    .hasText("Seoul and Busan both found block 11. The next block decides.", SOON);
            assertThat(page.locator(".cards .live")).hasCount(2);

            page.getByText("한국어").click();
            assertThat(page.locator(".say h1")).hasText("서울과 부산이 각각 11번 블록을 찾았습니다. 다음 블록이 어느 쪽에 이어지느냐로 결정됩니다.", SOON);
            page.getByText("English").click();

            mine(seoul, 1);
            page.locator(".net .link").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".cards .bk.stale strong")).hasText("11", SOON);
            assertThat(page.locator(".cards .live strong")).hasText("12");
            assertThat(page.locator(".extras .tk")).hasText(new String[] {"Seoul", "Busan"});

            readTheChain(page, seoul.snapshot().tip().hash());
            assertThat(troubles).isEmpty();
        }
    }

    private static Node node(String name, Path directory, NodeGroup nodeGroup, List<String> connect)
            throws IOException {
        NodeConfig config = NodeConfig.of(name, ChainParams.regtest(), directory.resolve(name));
        return Node.start(config.connectedTo(connect), nodeGroup);
    }

    /** Opens the operator's URL, as the presenter does; errors of the page and of its policy are kept. */
    private Page open(BrowserContext context, HttpServer http) {
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(http.operatorUrl() + "&lang=en&theme=dark");
        assertThat(page.url()).isEqualTo(http.url() + "/");
        return page;
    }

    private static void mine(Node node, int blocks) {
        node.miner().generate(blocks, node.faucetWallet().scriptPubKey()).join();
    }

    /** From the newest block to its payment, to its address, to its bytes. */
    private static void readTheChain(Page page, BlockHash tip) {
        page.locator(".cards .live").click();
        assertThat(page.locator("main h1")).hasText("Block 12");
        assertThat(page.locator(".big-hash")).hasText(tip.toDisplay());
        page.locator(".tx-h a").first().click();
        assertThat(page.locator("main h1")).containsText("Coinbase");
        page.locator(".flow a").first().click();
        assertThat(page.locator("main h1")).hasText("Seoul’s address");
        page.goBack();
        page.getByText("Show its bytes").click();
        assertThat(page.locator(".byte-side h1")).hasText("previous transaction");
        page.locator(".fieldmark").first().focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".byte-side h1")).hasText("number of inputs");
        assertThat(page.locator(".byte-side .checks")).containsText("txid");
    }
}
