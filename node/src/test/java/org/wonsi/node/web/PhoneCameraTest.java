package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/** On this machine's own address, which makes a page secure, in a browser whose camera shows a film. */
@DisplayName("A phone's camera")
@Tag("long")
class PhoneCameraTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int CODE = 300;
    private static final String ADDRESS = Address.ofScript(
                    Script.ofHex("76a914" + "07".repeat(20) + "88ac"), ChainParams.regtest())
            .orElseThrow()
            .toString();

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();

    /** A film of one picture in the form that Chromium plays as its camera (YUV4MPEG2): a code, dark on light. */
    private Path film(String text) throws IOException, WriterException {
        BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, CODE, CODE);
        byte[] light = new byte[WIDTH * HEIGHT];
        Arrays.fill(light, (byte) 235);
        for (int y = 0; y < CODE; y++) {
            for (int x = 0; x < CODE; x++) {
                if (code.get(x, y)) {
                    light[(y + (HEIGHT - CODE) / 2) * WIDTH + x + (WIDTH - CODE) / 2] = 16;
                }
            }
        }
        byte[] colours = new byte[WIDTH * HEIGHT / 2];
        Arrays.fill(colours, (byte) 128);
        Path file = directory.resolve("film.y4m");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F10:1 Ip A1:1 C420jpeg\nFRAME\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(light);
            out.write(colours);
        }
        return file;
    }

    @Test
    @DisplayName("reads a code where its owner lends it, and where he doesn't a photo does")
    void reads() throws IOException, WriterException {
        Path film = film("bitcoin:" + ADDRESS + "?amount=1.5");
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Chromium chromium = Chromium.start(
                        List.of("--use-fake-device-for-media-stream", "--use-file-for-fake-video-capture=" + film))) {
            Node node = network.start("Seoul");
            HttpServer http = HttpServer.start(node, HttpConfig.loopback(0));
            node.serve(http, http.url());
            Page page = wallet(chromium, http, List.of("camera"));
            page.locator(".pay .row button").first().click();
            assertThat(page.locator("#pay-to")).hasValue(ADDRESS);
            assertThat(page.locator("#pay-amount")).hasValue("1.50");
            assertThat(page.locator(".film")).isHidden();
            assertThat(page.evaluate("document.querySelector('.film video').srcObject"))
                    .isNull();
            page.context().close();

            Page other = wallet(chromium, http, List.of());
            other.locator(".pay .row button").first().click();
            assertThat(other.locator(".pay > .trouble")).hasText("The camera can't be used. Take a photo instead.");
            assertThat(other.locator("#pay-photo")).hasCount(1);
            assertThat(Axe.violations(other)).isEmpty();
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("is off as soon as the wallet is forgotten")
    void forgotten() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Chromium chromium = Chromium.start(List.of("--use-fake-device-for-media-stream"))) {
            Node node = network.start("Seoul");
            HttpServer http = HttpServer.start(node, HttpConfig.loopback(0));
            node.serve(http, http.url());
            Page page = wallet(chromium, http, List.of("camera"));
            page.locator(".pay .row button").first().click();
            page.waitForFunction("() => document.querySelector('.film video')?.srcObject"
                    + " && (window.track = document.querySelector('.film video').srcObject.getTracks()[0])");
            assertThat(page.evaluate("track.readyState")).isEqualTo("live");
            page.getByText("Forget this wallet").click();
            page.getByText("Forget it", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.waitForFunction("() => track.readyState === 'ended'");
            page.getByText("Make a new wallet").waitFor();
        }
        assertThat(troubles).isEmpty();
    }

    private Page wallet(Chromium chromium, HttpServer http, List<String> permissions) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale("en")
                        .setPermissions(permissions));
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(http.url() + "/phone");
        page.getByText("Make a new wallet").click();
        page.getByText("I wrote them down").click();
        page.locator(".pay").waitFor();
        return page;
    }
}
