package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonsi.node.http.node.body.Board;

@DisplayName("where the board puts things")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardLayoutTest {
    /** Names of nodes that leave their drawing or cover one another, as pairs of texts. */
    private static final String COLLISIONS = """
            () => {
              const net = document.querySelector('.net').getBoundingClientRect();
              const names = [...document.querySelectorAll('.net .peer text:not(.quiet)')]
                .map(text => ({ name: text.textContent, box: text.getBoundingClientRect() }));
              const outside = names.filter(({ box }) => box.left < net.left - 1 || box.right > net.right + 1);
              const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
              const pairs = names.flatMap((one, at) => names.slice(at + 1).filter(other => meet(one.box, other.box))
                .map(other => `${one.name} on ${other.name}`));
              return [...outside.map(({ name }) => `${name} outside`), ...pairs];
            }""";

    /** Which of the elements lie outside the window. */
    private static final String OUT_OF_SIGHT = """
            selector => [...document.querySelectorAll(selector)].filter(element => {
              const box = element.getBoundingClientRect();
              return box.left < 0 || box.right > innerWidth;
            }).map(element => element.textContent)""";

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

    private TestPage board(Board board, int width, int height) {
        return TestPage.open(chromium, board, width, height, "?lang=en&theme=dark");
    }

    @Test
    @DisplayName("the names of twelve nodes are whole, inside their drawing and apart, on a projector and on a phone")
    void twelve() {
        for (int width : List.of(1280, 390)) {
            try (TestPage test = board(Stories.twelve(), width, 800)) {
                assertThat(test.page().locator(".net .peer")).hasCount(12);
                assertThat((List<?>) test.page().evaluate(COLLISIONS))
                        .as("at " + width)
                        .isEmpty();
                assertThat(test.troubles()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("in Korean every node of a seminar has a Korean name")
    void koreanNames() {
        try (TestPage test = TestPage.open(chromium, Stories.twelve(), 1280, 720, "?lang=ko&theme=dark")) {
            List<String> names =
                    test.page().locator(".net .peer text:not(.quiet)").allTextContents();
            assertThat(names).hasSize(12).allSatisfy(name -> assertThat(name).matches("[가-힣]+"));
        }
    }

    @Test
    @DisplayName(
            "the money of twelve nodes is twelve rows in sight; of thirty, fourteen rows of which the last says how many it sums")
    void money() {
        try (TestPage test = board(Stories.twelve(), 1280, 720)) {
            assertThat(test.page().locator(".purses li")).hasCount(12);
            assertThat(
                            test.page()
                                    .evaluate(
                                            "document.querySelector('.purses').scrollHeight <= document.querySelector('.purses').clientHeight"))
                    .isEqualTo(true);
        }
        try (TestPage test = board(Stories.thirty(), 1280, 720)) {
            assertThat(test.page().locator(".purses li")).hasCount(14);
            assertThat(test.page().locator(".purses li").last()).containsText("others");
        }
    }

    @Test
    @DisplayName(
            "of a deep fork the beginning and every node's token are in sight, and how many blocks are left out is said")
    void deepFork() {
        for (int width : List.of(1280, 1920)) {
            try (TestPage test = board(Stories.deepFork(), width, width * 9 / 16)) {
                Page page = test.page();
                assertThat(page.locator(".extras .tk")).hasText(new String[] {"Seoul", "Jeju", "Busan"});
                assertThat((List<?>) page.evaluate(OUT_OF_SIGHT, ".extras .tk")).isEmpty();
                assertThat((List<?>) page.evaluate(OUT_OF_SIGHT, ".cards li[data-height='15']"))
                        .isEmpty();
                assertThat(page.locator(".cards li[data-height='15']")).hasCount(1);
                assertThat(page.locator(".arrows text").first()).hasText("+8");
                assertThat(test.sentence())
                        .isEqualTo("The chain has split after block 15: Busan has built 10 blocks, the others 25.");
                assertThat(test.troubles()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("the same of a fork nearly a thousand blocks deep")
    void veryDeepFork() {
        for (int width : List.of(1280, 1920)) {
            try (TestPage test = board(Stories.veryDeepFork(), width, width * 9 / 16)) {
                Page page = test.page();
                assertThat(page.locator(".extras .tk")).hasText(new String[] {"Seoul", "Jeju", "Busan"});
                assertThat((List<?>) page.evaluate(OUT_OF_SIGHT, ".extras .tk")).isEmpty();
                assertThat((List<?>) page.evaluate(OUT_OF_SIGHT, ".cards li[data-height='15']"))
                        .isEmpty();
                assertThat(page.locator(".cards li[data-height='15']")).hasCount(1);
                assertThat(page.locator(".arrows text").first()).hasText("+8");
                assertThat(test.sentence())
                        .isEqualTo("The chain has split after block 15: Busan has built 10 blocks, the others 985.");
                assertThat(test.troubles()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("with large type all panels are still above the fold of a projector")
    void largeType() {
        for (Board board : List.of(Stories.ten(), Stories.fork(), Stories.deepFork(), Stories.twelve())) {
            for (int width : List.of(1280, 1920)) {
                try (TestPage test = board(board, width, width * 9 / 16)) {
                    Page page = test.page();
                    page.keyboard().press("+");
                    assertThat(page.locator("html")).hasAttribute("data-large", "");
                    for (String shown : List.of("mining", "money")) {
                        assertThat(page.locator(".board > ." + shown)).isVisible();
                        assertThat((Integer) page.evaluate("document.documentElement.scrollHeight"))
                                .as(shown + ", " + board.nodes().size() + " nodes at " + width)
                                .isLessThanOrEqualTo(width * 9 / 16);
                        page.locator(".fold:visible").click();
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("pause ends what is on its way, so that the picture that stands is whole")
    void pause() {
        try (TestPage test = board(Stories.ten(), 1280, 720)) {
            Object opacity = test.page().evaluate("""
                            async () => {
                              const { animate, setMotion } = await import('/js/motion.js');
                              const card = document.querySelector('.cards .live');
                              animate(card, [{ opacity: 0 }, { opacity: 1 }], 60_000);
                              setMotion({ paused: true });
                              return getComputedStyle(card).opacity;
                            }""");
            assertThat(opacity).isEqualTo("1");
        }
    }

    @Test
    @DisplayName("a toast covers neither the chain nor the network")
    void toast() {
        try (TestPage test = board(Stories.ten(), 1280, 720)) {
            Page page = test.page();
            page.locator(".net .link").first().focus();
            page.keyboard().press("Enter");
            page.locator(".toast").waitFor();
            for (String panel : List.of(".network", ".chain")) {
                assertThat(page.evaluate(
                                "([a, b]) => { const [x, y] = [a, b].map(one => document.querySelector(one).getBoundingClientRect());"
                                        + " return x.left < y.right && y.left < x.right && x.top < y.bottom && y.top < x.bottom; }",
                                List.of(".toast", panel)))
                        .as(panel)
                        .isEqualTo(false);
            }
        }
    }
}
