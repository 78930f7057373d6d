package org.wonsi.node.site;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.wonsi.node.web.Chromium;

/**
 * The Java of a site's tab and of a phone in Chromium, its functions to be called from a page in place of a worker: {@code java} and {@code
 * phone} are WebAssembly, {@code plain} the JavaScript for older browsers.
 */
final class JavaInTab implements AutoCloseable {
    private final Chromium chromium;
    private final FileHost host;
    private final Page page;

    private JavaInTab(Chromium chromium, FileHost host) {
        this.chromium = chromium;
        this.host = host;
        this.page = chromium.browser().newPage();
    }

    /** Loads it from a site that is written into a folder. */
    static JavaInTab open(Path directory) throws IOException {
        Path site = directory.resolve("site");
        SiteWriter.write(site);
        ResourceFolder.copy("site", "tab/phone.wasm", site, "tab/phone.wasm"::equals);
        JavaInTab tab = new JavaInTab(Chromium.start(), new FileHost(site, "/"));
        tab.load();
        return tab;
    }

    private void load() {
        page.setDefaultTimeout(300_000);
        // A file without a policy, so that the functions can be called from the page in place of a worker.
        page.navigate(host.url() + "sw.js");
        page.evaluate("import('/tab/wonsi-runtime.js').then(({ load }) => load('/tab/wonsi.wasm'))"
                + ".then(({ exports }) => { window.java = exports; })");
        page.evaluate("import('/tab/wonsi-runtime.js').then(({ load }) => load('/tab/phone.wasm'))"
                + ".then(({ exports }) => { window.phone = exports; })");
        page.evaluate("import('/tab/wonsi-plain.js').then(exports => { window.plain = exports; })");
    }

    Page page() {
        return page;
    }

    @Override
    public void close() {
        host.close();
        chromium.close();
    }
}
