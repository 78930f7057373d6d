package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.web.Chromium;

/** With folders of three files in place of a site's many. */
@DisplayName("the service worker of a site")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceWorkerTest {
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

    /** Writes a site that says these words, as the program writes its own. */
    private static void write(Path folder, Path workshop, String words) throws IOException {
        Path made = Files.createTempDirectory(workshop, "site");
        ResourceFolder.copy("site", "sw.js", made, "sw.js"::equals);
        Files.writeString(made.resolve("index.html"), "<!doctype html><title>site</title>" + words);
        Files.writeString(made.resolve("words.txt"), words);
        Files.writeString(Files.createDirectories(made.resolve("recordings")).resolve("1.jsonl"), words);
        SiteWriter.serviceWorker(made);
        Files.createDirectories(folder.resolve("recordings"));
        for (String name : List.of("sw.js", "index.html", "words.txt", "recordings/1.jsonl")) {
            Files.copy(made.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Opens a site and waits until its service worker answers. */
    private static void visit(Page page, String url) {
        page.navigate(url);
        page.evaluate("navigator.serviceWorker.register('sw.js').then(() => true)");
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
    }

    /** Waits until a new version's service worker has taken the place of the old one. */
    private static void update(Page page) {
        page.evaluate("new Promise(done => { navigator.serviceWorker.oncontrollerchange = () => done(true);"
                + " navigator.serviceWorker.getRegistration().then(it => it.update()); })");
    }

    private static void until(Page page, String expression) {
        page.evaluate("new Promise(done => { const look = async () => " + expression
                + " ? done(true) : setTimeout(look, 50); look(); })");
    }

    private static Object text(Page page, String path) {
        return page.evaluate("path => fetch(path).then(answer => answer.text())", path);
    }

    @Test
    @DisplayName("leaves alone what else its host has: a page beside the site is as the host has it now")
    void beside(@TempDir Path root, @TempDir Path workshop) throws IOException {
        write(root, workshop, "first");
        Path blog = Files.createDirectory(root.resolve("blog"));
        Files.writeString(blog.resolve("index.html"), "yesterday");
        try (FileHost host = new FileHost(root, "/");
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            visit(page, host.url());
            page.navigate(host.url() + "blog/");
            assertThat(page.content()).contains("yesterday");
            assertThat(text(page, "/blog/?page=2")).isEqualTo("yesterday");
            Files.writeString(blog.resolve("index.html"), "today");
            page.navigate(host.url() + "blog/");
            assertThat(page.content()).contains("today");
            assertThat(page.evaluate("navigator.serviceWorker.controller !== null"))
                    .isEqualTo(true);
            assertThat(page.evaluate("caches.match('/blog/').then(held => held === undefined)"))
                    .isEqualTo(true);
        }
    }

    @Test
    @DisplayName("keeps the site's files from the first visit on, and a recording from the first time it was asked for")
    void kept(@TempDir Path root, @TempDir Path workshop) throws IOException {
        write(root, workshop, "first");
        try (FileHost host = new FileHost(root, "/site/");
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            visit(page, host.url());
            String held = "caches.match('recordings/1.jsonl').then(it => it !== undefined)";
            assertThat(page.evaluate(held)).isEqualTo(false);
            assertThat(text(page, "recordings/1.jsonl?again")).isEqualTo("first");
            until(page, "await " + held);
            context.setOffline(true);
            assertThat(text(page, "recordings/1.jsonl")).isEqualTo("first");
            assertThat(text(page, "words.txt?x=1")).isEqualTo("first");
            page.navigate(host.url() + "?lang=ko");
            assertThat(page.content()).contains("first");
            page.navigate(host.url() + "index.html");
            assertThat(page.content()).contains("first");
        }
    }

    @Test
    @DisplayName("fills a new version with the host's files, whatever the browser still keeps of the old one")
    void renewed(@TempDir Path root, @TempDir Path workshop) throws IOException {
        write(root, workshop, "old");
        try (FileHost host = new FileHost(root, "/site/", "max-age=3600");
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(host.url());
            assertThat(text(page, "words.txt")).isEqualTo("old");
            assertThat(text(page, "recordings/1.jsonl")).isEqualTo("old");
            visit(page, host.url());
            write(root, workshop, "new");
            update(page);
            assertThat(text(page, "words.txt")).isEqualTo("new");
            assertThat(text(page, "recordings/1.jsonl")).isEqualTo("new");
            page.navigate(host.url());
            assertThat(page.content()).contains("new");
        }
    }

    @Test
    @DisplayName("throws away the version before, and nothing of another site of the same host, one below it included")
    void neighbours(@TempDir Path root, @TempDir Path workshop) throws IOException {
        write(root, workshop, "root, old");
        write(root.resolve("a"), workshop, "a");
        try (FileHost host = new FileHost(root, "/");
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            visit(page, host.url() + "a/");
            visit(page, host.url());
            write(root, workshop, "root, new");
            update(page);
            // It takes the place of the old one first, and throws its files away then.
            until(page, "(await caches.keys()).length === 2");
            assertThat((List<?>) page.evaluate("caches.keys()"))
                    .anySatisfy(name -> assertThat(name.toString()).startsWith("wonsi / "))
                    .anySatisfy(name -> assertThat(name.toString()).startsWith("wonsi /a/ "));
            assertThat(text(page, "words.txt")).isEqualTo("root, new");
            context.setOffline(true);
            page.navigate(host.url() + "a/");
            assertThat(text(page, "words.txt")).isEqualTo("a");
        }
    }
}
