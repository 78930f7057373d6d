package org.wonsi.node.web.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.VoteService;
import org.wonsi.node.web.Chromium;

@Tag("long")
@DisplayName("sixty phones behind one address")
class CrowdedVoteTest {
    private static final int PHONES = 60;

    /** The handbook's limit: so many devices of one address count in a vote. */
    private static final int OF_ONE_ADDRESS = 300;

    private static final double SOON = 60_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @Timeout(180)
    @DisplayName("vote at once, count each once whoever stuffs the ballot beside them, and all see what came of it")
    void crowd(@TempDir Path directory) throws Exception {
        try (Chromium chromium = Chromium.start();
                LabRoom room = new LabRoom(directory);
                HttpServer http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(0));
                Phones phones = new Phones(chromium, http.url() + "/vote", PHONES)) {
            VoteService votes = room.nodes().get(0).votes();
            Lesson.Ask ask = LessonLibrary.load().find("en", 3).orElseThrow().parts().stream()
                    .filter(Lesson.Ask.class::isInstance)
                    .map(Lesson.Ask.class::cast)
                    .findFirst()
                    .orElseThrow();
            List<String> letters =
                    ask.answers().stream().map(Lesson.Answer::letter).toList();
            long vote = votes.open(new VoteService.Question(3, ask.id(), letters), false)
                    .id();
            phones.pages()
                    .get(0)
                    .waitForCondition(
                            () -> votes.poll().voted() == PHONES, new Page.WaitForConditionOptions().setTimeout(SOON));
            List<Integer> honest = phones.wishes(letters.size());
            assertThat(votes.counts()).isEqualTo(honest);

            List<Integer> stuffed = stuff(http.url(), vote, letters.get(0));
            int counted = Math.min(stuffed.size(), OF_ONE_ADDRESS - PHONES);
            assertThat(stuffed.stream().filter(status -> status == 200)).hasSize(counted);
            assertThat(stuffed.stream().filter(status -> status != 200)).containsOnly(429);
            List<Integer> expected = new ArrayList<>(honest);
            expected.set(0, honest.get(0) + counted);
            assertThat(votes.counts()).isEqualTo(expected);

            assertThat(votes.reveal(vote)).isTrue();
            phones.seeOutcome(ask, expected);
            assertThat(phones.troubles()).isEmpty();
        }
    }

    /**
     * One laptop with as many cookies as it gets chooses an answer with each, and once more with each; a cookie of its own making is
     * refused. The answers to the first choices.
     */
    private List<Integer> stuff(String url, long vote, String letter) throws Exception {
        List<String> cookies = new ArrayList<>();
        for (HttpResponse<String> given = post(url + "/vote/device", "", "");
                given.statusCode() == 204;
                given = post(url + "/vote/device", "", "")) {
            cookies.add(given.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", ""));
        }
        assertThat(cookies).hasSizeGreaterThanOrEqualTo(OF_ONE_ADDRESS - PHONES);
        String choice = "{\"vote\":%d,\"answer\":\"%s\"}".formatted(vote, letter);
        String name = cookies.get(0).replaceFirst("=.*", "=");
        for (String forged :
                List.of("", name, name + "a".repeat(60), cookies.get(0).replaceFirst(".$", "x"))) {
            assertThat(post(url + "/vote/choice", choice, forged).statusCode())
                    .as(forged)
                    .isEqualTo(403);
        }
        List<Integer> statuses = new ArrayList<>();
        for (String cookie : cookies) {
            int first = post(url + "/vote/choice", choice, cookie).statusCode();
            statuses.add(first);
            assertThat(post(url + "/vote/choice", choice, cookie).statusCode()).isEqualTo(first);
        }
        return statuses;
    }

    private HttpResponse<String> post(String url, String body, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
