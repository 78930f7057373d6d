package org.wonsi.node.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core reports on a page: whatever keeps people from using it. */
public final class Axe {
    private static final String RUN =
            "axe.run({resultTypes: ['violations']}).then(found => found.violations.map(violation =>"
                    + " violation.id + ': ' + violation.nodes.map(node => node.target).join(', ')))";

    private Axe() {}

    /** Each violation with the elements that it is about. */
    public static List<?> violations(Page page) {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<?>) page.evaluate(RUN);
    }
}
