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

    /** Waits for the colours that are on their way to another: a theme that was just changed has none of its own contrasts yet. */
    private static final String AT_REST =
            "Promise.allSettled(document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished))"
                    + ".then(() => {})";

    private Axe() {}

    /** Each violation with the elements that it is about, once nothing changes its look any more. */
    public static List<?> violations(Page page) {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.evaluate(AT_REST);
        return (List<?>) page.evaluate(RUN);
    }
}
