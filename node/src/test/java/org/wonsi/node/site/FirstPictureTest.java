package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.web.Chromium;

/** Measures; asserts only that something was measured. Each visit is a first one: nothing is kept from the one before. */
@DisplayName("the first picture of a site (measured only with -Pmeasured)")
@Tag("measured")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstPictureTest {
    private static final int VISITS = 9;
    private static final int BYTES_OF_MEGABIT = 125_000;

    private Chromium chromium;
    private FileHost host;

    @BeforeAll
    void write(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        Path site = directory.resolve("site");
        SiteWriter.write(site);
        host = new FileHost(site, "/wonsi/");
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            host.close();
            chromium.close();
        }
    }

    /** Milliseconds since the visit began. */
    private record Visit(double firstPaint, double nodes, double block) {}

    private Visit visit(int megabits, int delay, int slower) {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
            Page page = context.newPage();
            CDPSession session = context.newCDPSession(page);
            if (megabits > 0) {
                session.send("Network.enable");
                JsonObject line = new JsonObject();
                line.addProperty("offline", false);
                line.addProperty("latency", delay);
                line.addProperty("downloadThroughput", megabits * BYTES_OF_MEGABIT);
                line.addProperty("uploadThroughput", megabits * BYTES_OF_MEGABIT);
                session.send("Network.emulateNetworkConditions", line);
            }
            if (slower > 1) {
                JsonObject rate = new JsonObject();
                rate.addProperty("rate", slower);
                session.send("Emulation.setCPUThrottlingRate", rate);
            }
            page.addInitScript("""
                    window.seen = {};
                    new MutationObserver(() => {
                      if (document.querySelector('.front .network .peer')) seen.nodes ??= performance.now();
                      if (document.querySelector('.front .bk')) seen.block ??= performance.now();
                    }).observe(document, { subtree: true, childList: true });
                    """);
            page.navigate(host.url() + "?lang=en");
            page.waitForFunction(
                    "() => seen.block !== undefined", null, new Page.WaitForFunctionOptions().setTimeout(60_000));
            return new Visit(
                    number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
                    number(page, "seen.nodes"),
                    number(page, "seen.block"));
        }
    }

    private static double number(Page page, String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "as it comes from this machine, 0, 0, 1",
        "over 10 Mbit/s and 40 ms, 10, 40, 1",
        "the same on a processor four times as slow, 10, 40, 4"
    })
    @DisplayName("first paint, the nodes, the first block that they found: median and worst of nine")
    void measured(String what, int megabits, int delay, int slower) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            visits.add(visit(megabits, delay, slower));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: first paint %s ms, nodes %s ms, first block %s ms%n",
                what,
                spread(visits.stream().map(Visit::firstPaint).toList()),
                spread(visits.stream().map(Visit::nodes).toList()),
                spread(visits.stream().map(Visit::block).toList()));
        assertThat(visits).allMatch(visit -> visit.firstPaint() > 0);
    }

    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.0f (%.0f)", sorted.get(VISITS / 2), sorted.get(VISITS - 1));
    }
}
