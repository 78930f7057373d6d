package org.wonsi.node.web.talk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.PeerStatus;
import org.wonsi.node.service.VoteService;
import org.wonsi.node.talk.TalkChange;
import org.wonsi.node.web.Chromium;

/**
 * What goes wrong in a room, amid a step of a lesson. How long each took to be well again after the one key is written to
 * {@code target/rehearsal/disasters.md}.
 */
@Tag("long")
@DisplayName("one key, or none, brings a talk back")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DisasterTest {
    private static final double SOON = 60_000;
    private static final LocatorAssertions.HasCountOptions COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(SOON);
    private static final LocatorAssertions.HasAttributeOptions ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(SOON);
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(SOON);

    private final List<String> record =
            new ArrayList<>(List.of("| what went wrong | key | well again after |", "|---|---|---|"));
    private Chromium chromium;
    private LabRoom room;
    private HttpServer http;
    private BrowserContext context;
    private Page presenter;
    private Page projector;

    @BeforeAll
    void open(@TempDir Path directory) {
        chromium = Chromium.start();
        room = LabRoom.ofATalk(directory);
        http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(0));
    }

    @AfterAll
    void close() throws IOException {
        if (chromium != null) {
            http.close();
            room.close();
            chromium.close();
            Files.createDirectories(Path.of("target/rehearsal"));
            Files.write(Path.of("target/rehearsal/disasters.md"), record);
        }
    }

    /** Presenter and projector at lesson 3, its first step done. */
    @BeforeEach
    void begin() {
        room.lab().reset("tamper").join();
        room.nodes().get(0).votes().close();
        room.nodes()
                .get(0)
                .talk()
                .change(new TalkChange(
                        3, 1, "experiment", false, false, false, null, 3, null, 50, false, null, null, null));
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 720));
        presenter = context.newPage();
        presenter.navigate(http.operatorUrl() + "&lang=en#/presenter");
        presenter.locator(".presenter .go").waitFor();
        projector =
                context.waitForPage(() -> presenter.locator(".controls .open").click());
        isAt("edit");
        presenter.keyboard().press("n");
        isDone("edit");
        next();
    }

    /** The presenter's window knows that what runs is done. */
    private void next() {
        assertThat(presenter.locator(".presenter .go")).hasAttribute("aria-label", "Next", ATTRIBUTE);
    }

    /** The presenter's window knows, as the projector does, that the room is asked. */
    private void asks() {
        assertThat(presenter.locator(".presenter .go")).hasAttribute("aria-label", "Show the answer", ATTRIBUTE);
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private void isAt(String part) {
        assertThat(projector.locator(".lesson")).hasAttribute("data-part", part, ATTRIBUTE);
    }

    private void isDone(String step) {
        assertThat(projector.locator("[data-step=" + step + "] .done")).hasCount(1, COUNT);
    }

    /** From the key, or what happened where none is pressed, until all is well. */
    private void recovers(String what, String key, Runnable press, Runnable well) {
        long begun = System.nanoTime();
        press.run();
        well.run();
        record.add("| %s | %s | %d ms |".formatted(what, key, (System.nanoTime() - begun) / 1_000_000));
    }

    private static Set<String> peers(Node node) {
        return node.peers().list().stream()
                .map(PeerStatus::name)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private void await(BooleanSupplier so) {
        presenter.waitForCondition(so, new Page.WaitForConditionOptions().setTimeout(SOON));
    }

    /** All nodes run, know each other, and go on with one chain. */
    private void roomIsWhole() {
        await(() -> {
            List<Node> nodes = room.nodes();
            return nodes.stream().noneMatch(node -> node.stopped().isDone())
                    && nodes.stream().allMatch(node -> peers(node).size() == 2)
                    && nodes.stream().noneMatch(node -> !node.peers().cutFrom().isEmpty());
        });
        assertThat(presenter.locator(".presenter .room .ac")).hasCount(0, COUNT);
        assertThat(presenter.locator(".presenter .room .nodes li")).hasCount(3, COUNT);
    }

    @Test
    @DisplayName("when a node is killed: it runs again at its place, with its chain, and the next experiment runs")
    void nodeKilled() {
        Node killed = room.nodes().get(1);
        int height = killed.snapshot().tip().height();
        killed.close();
        assertThat(presenter.locator(".presenter .room")).containsText("stopped");
        recovers("a node was killed", "`h`", () -> presenter.keyboard().press("h"), this::roomIsWhole);
        Node again = room.nodes().get(1);
        assertThat(again.name()).isEqualTo("Busan");
        assertThat(again.listening()).isEqualTo(killed.listening());
        assertThat(again.snapshot().tip().height()).isGreaterThanOrEqualTo(height);
        assertThat(presenter.locator(".toast")).hasText("Mended: Busan", TEXT);
        await(() -> again.miner().status().enabled());
        int before = again.snapshot().tip().height();
        await(() -> room.nodes().stream().allMatch(node -> node.snapshot().tip().height() > before));
        presenter.keyboard().press("n");
        isAt("where");
        asks();
        // The same key so soon after would be a contact that bounced.
        presenter.keyboard().press("PageDown");
        next();
        presenter.keyboard().press("ArrowRight");
        isAt("follow");
        presenter.keyboard().press("n");
        isDone("follow");
    }

    @Test
    @DisplayName("when the network is cut for good: all links are joined, by a key at the projector too")
    void networkCut() {
        List<Node> nodes = room.nodes();
        for (Node one : nodes) {
            nodes.stream()
                    .filter(other -> other != one)
                    .forEach(other -> one.peers().cut(other.name()));
        }
        await(() -> nodes.stream().allMatch(node -> peers(node).isEmpty()));
        recovers(
                "the network was cut for good",
                "`h`",
                () -> projector.keyboard().press("h"),
                this::roomIsWhole);
        isAt("edit");
        presenter.keyboard().press("h");
        assertThat(presenter.locator(".toast").last()).hasText("Nothing is cut, and every node runs.", TEXT);
    }

    @Test
    @DisplayName("when the pages lose their node: they find it again, at the same step")
    void nodeAway() {
        int port = java.net.URI.create(http.url()).getPort();
        http.close();
        assertThat(projector.locator("#flags")).not().isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(SOON));
        http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(port));
        recovers(
                "the pages had lost their node",
                "`h`",
                () -> projector.keyboard().press("h"),
                () -> {
                    assertThat(projector.locator("#flags"))
                            .isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(SOON));
                    isAt("edit");
                });
    }

    @Test
    @DisplayName("when a page is reloaded, projector, presenter or phone: it comes back to the same step and choice")
    void reloaded() {
        presenter.keyboard().press("n");
        isAt("where");
        try (BrowserContext other = chromium.browser().newContext()) {
            Page phone = other.newPage();
            phone.navigate(http.url() + "/vote?lang=en");
            phone.locator(".answers button").nth(1).click();
            VoteService votes = room.nodes().get(0).votes();
            await(() -> votes.poll().voted() == 1);
            recovers(
                    "a phone was reloaded",
                    "none",
                    phone::reload,
                    () -> assertThat(phone.locator(".answer.chosen .letter")).hasText("B", TEXT));
            recovers("the projector was reloaded", "none", projector::reload, () -> {
                isAt("where");
                isDone("edit");
            });
            recovers(
                    "the presenter's window was reloaded",
                    "none",
                    presenter::reload,
                    () -> assertThat(presenter.locator(".presenter .answers .count"))
                            .hasText(new String[] {"0", "1", "0"}, TEXT));
            assertThat(votes.poll().voted()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("when the clicker was pressed once too often: one key leads back")
    void pressedTwice() {
        presenter.keyboard().press("n");
        isAt("where");
        asks();
        presenter.keyboard().press("n");
        next();
        presenter.keyboard().press("n");
        isAt("follow");
        presenter.keyboard().press("n");
        isDone("follow");
        next();
        presenter.keyboard().press("n");
        isAt("send");
        recovers(
                "the clicker was pressed once too often",
                "`←`",
                () -> projector.keyboard().press("PageUp"),
                () -> {
                    isAt("follow");
                    isDone("follow");
                });
    }

    @Test
    @DisplayName("when the wrong lesson was opened: it is the right step again")
    void wrongLesson() {
        presenter.locator(".beside li:nth-child(2) button").click();
        isAt("idea");
        assertThat(projector.locator("#progress")).containsText("14");
        recovers(
                "the wrong lesson was opened", "`u`", () -> presenter.keyboard().press("u"), () -> {
                    isAt("edit");
                    isDone("edit");
                });
    }
}
