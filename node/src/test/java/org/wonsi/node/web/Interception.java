package org.wonsi.node.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Requests of a page that is already there, taken by a test.
 *
 * <p>A browser says that it intercepts before the page's process does: a request that the page makes in between goes to the server, and
 * the test is told of none. So this waits until a request was taken.
 */
final class Interception {
    private static final String PROBE = "**/health";
    private static final int TAKEN = 204;

    private Interception() {}

    /** Gives the page's requests for these addresses to {@code handler}, from now on. */
    static void route(Page page, String glob, Consumer<Route> handler) {
        page.route(glob, handler);
        awaitTaken(page);
    }

    /** Gives the page's requests for these addresses to {@code handler}, from now on. */
    static void route(Page page, Pattern addresses, Consumer<Route> handler) {
        page.route(addresses, handler);
        awaitTaken(page);
    }

    private static void awaitTaken(Page page) {
        page.route(PROBE, route -> route.fulfill(new Route.FulfillOptions().setStatus(TAKEN)));
        page.waitForFunction("taken => fetch('/health').then(answer => answer.status === taken)", TAKEN);
    }
}
