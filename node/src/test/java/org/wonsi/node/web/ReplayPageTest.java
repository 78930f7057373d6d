package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonsi.node.http.route.Json;

@DisplayName("a recorded run on the page")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayPageTest {
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

    /** The story of ten blocks goes on: Busan finds block 11, and the link between Seoul and Busan is lost. */
    private static String recording() {
        String prev = Stories.ten().blocks().get(10).hash();
        String hash = "00000f" + "7".repeat(58);
        StringBuilder lines = new StringBuilder();
        lines.append("{\"event\":\"board\",\"data\":")
                .append(Json.write(Stories.ten()))
                .append("}\n");
        long start = Stories.ten().now() * 1_000;
        lines.append("{\"event\":\"block\",\"data\":{\"node\":\"Busan\",\"time\":")
                .append(start + 60_000);
        lines.append(",\"hash\":\"").append(hash).append("\",\"prev\":\"").append(prev);
        lines.append("\",\"height\":11,\"finder\":\"Busan\",\"tx_count\":1,\"change\":\"connected\"}}\n");
        for (String node : new String[] {"Seoul", "Busan"}) {
            lines.append("{\"event\":\"peer\",\"data\":{\"node\":\"").append(node);
            lines.append("\",\"time\":").append(start + 120_000).append(",\"peer\":\"");
            lines.append(node.equals("Seoul") ? "Busan" : "Seoul").append("\",\"change\":\"disconnected\"}}\n");
        }
        lines.append("{\"event\":\"end\",\"data\":{\"time\":")
                .append(start + 3_600_000)
                .append(",\"complete\":true}}\n");
        return lines.toString();
    }

    private static void choose(Page page, String name, String content) {
        page.locator("#recording")
                .setInputFiles(new FilePayload(name, "application/x-ndjson", content.getBytes(StandardCharsets.UTF_8)));
    }

    private TestPage page(String query) {
        TestPage test = TestPage.open(chromium, Stories.fork(), 1280, 720, query);
        test.page().navigate("http://board.test/#/replay");
        return test;
    }

    @Test
    @DisplayName("is chosen as a file, plays by itself, and can be paused, sought by slider and keys, and made faster")
    void plays() {
        try (TestPage test = page("?lang=en&theme=dark")) {
            Page page = test.page();
            assertThat(page.locator("main h1")).hasText("A recorded run");
            choose(page, "run.jsonl", recording());
            assertThat(page.locator(".replay .told")).hasText("run.jsonl: 3 nodes, 3 events.");
            assertThat(page.locator(".cards .bk")).hasCount(11);
            assertThat(page.locator(".player .choices [aria-pressed=true]")).hasText("10×");
            page.getByText("60×").click();
            assertThat(page.locator("main h1")).hasText("Busan found block 11. It holds no payment.");
            page.locator(".player .play").click();
            assertThat(page.locator(".player .play")).hasText("Play");

            page.locator(".player input").fill("0");
            assertThat(page.locator(".cards .bk")).hasCount(11);
            assertThat(page.locator(".player .time")).hasText("0:00:00 / 1:00:00");
            page.locator(".player input").fill("50000");
            page.locator(".player input").press("ArrowRight");
            assertThat(page.locator(".player .time")).hasText("0:01:00 / 1:00:00");
            assertThat(page.locator(".cards .bk")).hasCount(12);
            assertThat(page.locator(".network .pn-h")).not().containsText("cut");
            page.locator(".player input").fill("130000");
            assertThat(page.locator(".network .pn-h")).containsText("1 link cut");
            assertThat(test.posts()).isEmpty();
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("its network's labels are no smaller than 14 px at 1280, and all of it is above the fold")
    void legible() {
        try (TestPage test = page("?lang=en&theme=dark")) {
            Page page = test.page();
            choose(page, "run.jsonl", recording());
            page.locator(".net .peer").first().waitFor();
            Object smallest = page.evaluate("""
                    () => {
                      const net = document.querySelector('.net');
                      const scale = net.getScreenCTM().a;
                      return Math.min(...[...net.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize) * scale));
                    }""");
            assertThat(Math.round(((Number) smallest).doubleValue() * 100) / 100.0)
                    .isGreaterThanOrEqualTo(14.0);
            assertThat((Integer) page.evaluate("document.documentElement.scrollHeight"))
                    .isLessThanOrEqualTo(720);
        }
    }

    @Test
    @DisplayName("stays when the language changes, and its cards lead nowhere")
    void language() {
        try (TestPage test = page("?lang=ko&theme=light")) {
            Page page = test.page();
            choose(page, "run.jsonl", recording());
            assertThat(page.locator(".replay .told")).hasText("run.jsonl: 노드 3개, 이벤트 3개.");
            page.getByText("English").click();
            assertThat(page.locator(".replay .told")).hasText("run.jsonl: 3 nodes, 3 events.");
            page.locator(".cards .bk").first().click();
            assertThat(page.url()).endsWith("#/replay");
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("a file that is none is refused with the line, and the page goes on")
    void refused() {
        try (TestPage test = page("?lang=en&theme=dark")) {
            Page page = test.page();
            choose(page, "holiday.txt", "first line\nsecond line\n");
            assertThat(page.locator(".replay .told"))
                    .hasText("holiday.txt: line 1 is damaged, or this is no recording. Record the run again.");
            choose(page, "run.jsonl", recording());
            assertThat(page.locator(".cards .bk")).hasCount(11);
            assertThat(test.troubles()).isEmpty();
        }
    }

    @Test
    @DisplayName("fits a projector, a laptop and a phone")
    void fits() {
        try (TestPage test = page("?lang=en&theme=dark")) {
            choose(test.page(), "run.jsonl", recording());
            assertThat(test.page().locator(".cards .bk")).hasCount(11);
            for (int[] size : new int[][] {{1280, 720}, {1920, 1080}, {390, 844}}) {
                test.page().setViewportSize(size[0], size[1]);
                assertThat(test.page().evaluate("document.documentElement.scrollWidth"))
                        .as(size[0] + " wide")
                        .isEqualTo(size[0]);
            }
            test.page().setViewportSize(1280, 720);
            // The panels follow the new size with the next frame.
            test.page().waitForFunction("() => document.documentElement.scrollHeight <= 720");
            assertThat(test.troubles()).isEmpty();
        }
    }
}
