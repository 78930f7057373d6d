package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs the page's own unit tests (webtest/*.test.js) where its code runs: in a browser. */
@DisplayName("the page's logic")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLogicTest {
    private static final String ORIGIN = "http://page.test";
    private static final List<String> FILES = List.of(
            "tree",
            "sql",
            "words",
            "state",
            "recording",
            "parts",
            "tools",
            "talk",
            "lab",
            "tape",
            "simulation",
            "phone",
            "phone-room",
            "peer");

    private static final String RUN = """
            async file => {
              const { tests } = await import(file);
              return Promise.all(Object.entries(tests).map(async ([name, test]) => {
                try {
                  await test();
                  return { name, failure: '' };
                } catch (failure) {
                  return { name, failure: String(failure.stack) };
                }
              }));
            }
            """;

    private Chromium chromium;
    private Page page;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        page = chromium.browser().newPage();
        page.route(ORIGIN + "/**", PageLogicTest::answer);
        page.navigate(ORIGIN + "/webtest/");
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @TestFactory
    @DisplayName("every case of every file holds")
    Stream<DynamicTest> cases() {
        return FILES.stream().flatMap(this::casesOf);
    }

    @SuppressWarnings("unchecked")
    private Stream<DynamicTest> casesOf(String file) {
        List<Map<String, String>> results =
                (List<Map<String, String>>) page.evaluate(RUN, "/webtest/" + file + ".test.js");
        assertThat(results).as("cases in " + file).isNotEmpty();
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        file + ": " + result.get("name"),
                        () -> assertThat(result.get("failure")).isEmpty()));
    }

    private static String resource(String path) {
        if (path.startsWith("/webtest/")) {
            return path;
        }
        return (path.startsWith("/tab/") ? "/site" : "/web") + path;
    }

    /** Serves the page's modules and the tests from the class path; no node is needed for them. */
    private static void answer(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.equals("/webtest/")) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<title>tests</title>"));
            return;
        }
        String resource = resource(path);
        try (InputStream in = PageLogicTest.class.getResourceAsStream(resource)) {
            if (in == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
                return;
            }
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBodyBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
