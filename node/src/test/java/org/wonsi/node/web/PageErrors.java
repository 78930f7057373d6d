package org.wonsi.node.web;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.Collection;
import java.util.function.Predicate;

/** What a page's scripts failed at and what the browser wrote into its console as an error, with the address it is about. */
public final class PageErrors {
    private PageErrors() {}

    /** Adds each from now on. */
    public static void addTo(Collection<String> troubles, Page page) {
        addTo(troubles, page, message -> false);
    }

    /** Adds each from now on, but for those that a test is about. */
    public static void addTo(Collection<String> troubles, Page page, Predicate<ConsoleMessage> expected) {
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !expected.test(message)) {
                troubles.add(message.text() + " at " + message.location());
            }
        });
    }

    /** Whether the browser tells of an answer with this status. */
    public static boolean isStatus(ConsoleMessage message, int status) {
        return message.text().contains("status of " + status + " ");
    }
}
