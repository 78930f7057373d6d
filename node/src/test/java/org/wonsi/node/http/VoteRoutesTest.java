package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;

@DisplayName("/vote")
class VoteRoutesTest {
    private static final Path PAGE = Path.of("src/main/resources/web");

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String token;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).operatedHere());
        client = new Client(server);
        token = server.operatorUrl().replaceAll(".*token=", "");
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private HttpResponse<String> operate(String path, String body) {
        return client.post(path, body, "X-Wonsi-Token", token);
    }

    /** Asks the room a question of lesson 5; the number of the vote. */
    private long open(String ask) {
        return json(operate("/vote/open", "{\"lesson\":5,\"ask\":\"" + ask + "\"}"))
                .get("vote")
                .asLong();
    }

    private String cookie() {
        HttpResponse<String> answer = client.post("/vote/device", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private HttpResponse<String> choose(String cookie, long vote, String letter) {
        return client.post("/vote/choice", "{\"vote\":" + vote + ",\"answer\":\"" + letter + "\"}", "Cookie", cookie);
    }

    private JsonNode state(String... headers) {
        return json(client.get("/vote/state", headers));
    }

    private static List<String> fields(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    @DisplayName(
            "a phone gets a cookie, sees the question, chooses, changes, and sees at the reveal how the room chose")
    void story() {
        assertThat(fields(state())).containsExactly("vote", "phase", "language", "voted", "here", "address", "device");
        assertThat(client.get("/vote").body()).contains("/js/vote.js");
        HttpResponse<String> registered = client.post("/vote/device", "");
        assertThat(registered.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("wonsi_vote=[A-Za-z0-9_-]{43}; Path=/vote; HttpOnly; SameSite=Strict");
        String phone =
                registered.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        assertThat(client.post("/vote/device", "", "Cookie", phone).headers().firstValue("Set-Cookie"))
                .isEmpty();
        long vote = open("winner");
        JsonNode seen = state("Cookie", phone);
        assertThat(fields(seen))
                .containsExactly(
                        "vote",
                        "phase",
                        "language",
                        "voted",
                        "here",
                        "lesson",
                        "section",
                        "ask",
                        "question",
                        "answers",
                        "address",
                        "device");
        assertThat(seen.get("question").asText()).isEqualTo("The link is whole again. Which chain stays?");
        assertThat(seen.get("here").asInt()).isEqualTo(1);
        assertThat(choose(phone, vote, "a").statusCode()).isEqualTo(200);
        assertThat(choose(phone, vote, "b").statusCode()).isEqualTo(200);
        assertThat(choose(cookie(), vote, "c").statusCode()).isEqualTo(200);
        seen = state("Cookie", phone);
        assertThat(seen.get("voted").asInt()).isEqualTo(2);
        assertThat(seen.get("mine").asText()).isEqualTo("b");
        assertThat(state().has("mine")).isFalse();
        assertThat(json(client.get("/vote/counts", "X-Wonsi-Token", token))
                        .get("counts")
                        .toString())
                .isEqualTo("[0,1,1]");
        json(operate("/vote/reveal", "{\"vote\":" + vote + "}"));
        seen = state("Cookie", phone);
        assertThat(seen.get("phase").asText()).isEqualTo("revealed");
        assertThat(seen.get("counts").toString()).isEqualTo("[0,1,1]");
        assertThat(seen.get("right").asText()).isEqualTo("b");
        assertThat(seen.get("why").asText()).startsWith("A node adds up the work");
        assertThat(seen.has("mine")).as("who chose what is forgotten").isFalse();
        assertThat(choose(phone, vote, "a"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("revealed already"))
                .containsExactly(409, true);
        json(operate("/vote/close", ""));
        assertThat(state().get("phase").asText()).isEqualTo("none");
        assertThat(choose(phone, vote, "a").statusCode()).isEqualTo(409);
        assertThat(node.events().after(0))
                .extracting(event -> event.body().toString())
                .containsExactly(
                        "Vote[vote=" + vote + ", phase=open]",
                        "Vote[vote=" + vote + ", phase=revealed]",
                        "Vote[vote=0, phase=none]");
    }

    @Test
    @DisplayName("asks in the phone's language, or the one that its page asks for, or English")
    void languages() {
        open("winner");
        List<List<String>> cases = List.of(
                List.of("/vote/state", "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
                List.of("/vote/state", "en;q=0.5, ko", "ko"),
                List.of("/vote/state", "de-DE, fr", "en"),
                List.of("/vote/state", ";;q=x", "en"),
                List.of("/vote/state?lang=ko", "en", "ko"),
                List.of("/vote/state?lang=en", "ko", "en"),
                List.of("/vote/state?lang=../ko", "ko", "en"),
                List.of("/vote/state?lang=ko" + ",xx".repeat(66), "en", "ko"),
                List.of("/vote/state?lang=kor" + ",ko".repeat(66), "ko", "en"),
                List.of("/vote/state?lang=a" + "-*".repeat(3_500), "ko", "en"));
        for (List<String> each : cases) {
            JsonNode seen = json(client.get(each.get(0), "Accept-Language", each.get(1)));
            assertThat(seen.get("language").asText()).as(each.toString()).isEqualTo(each.get(2));
            assertThat(seen.get("question").asText())
                    .contains(each.get(2).equals("ko") ? "어느 체인이 남을까요?" : "Which chain stays?");
        }
    }

    @Test
    @DisplayName("while the room votes, nothing that a phone can get tells counts, right answer or reason")
    void nothingBefore() throws IOException {
        long vote = open("winner");
        String phone = cookie();
        assertThat(choose(phone, vote, "b").statusCode()).isEqualTo(200);
        List<String> reasons = new ArrayList<>();
        for (String language : List.of("en", "ko")) {
            reasons.add(winner(language).why());
        }
        assertThat(reasons).hasSize(2).allMatch(reason -> reason.length() > 20);
        List<String> paths = everythingToGet();
        assertThat(paths)
                .hasSizeGreaterThan(100)
                .contains("/lessons/ko/5", "/js/vote.js", "/vote/state", "/node/board");
        for (String path : paths) {
            HttpResponse<String> answer = client.get(path, "Cookie", phone);
            assertThat(answer.body()).as(path).doesNotContain(reasons);
        }
        for (String language : List.of("en", "ko")) {
            assertThat(ask(language).has("right")).isFalse();
            assertThat(ask(language).has("why")).isFalse();
            assertThat(fields(state("Accept-Language", language))).doesNotContain("counts", "right", "why", "happened");
        }
        assertThat(node.events().after(0))
                .extracting(event -> event.body().toString())
                .containsExactly("Vote[vote=" + vote + ", phase=open]");
        assertThat(client.get("/vote/counts", "Cookie", phone).statusCode()).isEqualTo(401);
        json(operate("/vote/reveal", "{\"vote\":" + vote + "}"));
        assertThat(ask("ko").get("right").asText()).isEqualTo("b");
        assertThat(state("Accept-Language", "ko").get("why").asText()).isEqualTo(reasons.get(1));
    }

    private static Lesson.Ask winner(String language) {
        return LessonLibrary.load().find(language, 5).orElseThrow().parts().stream()
                .filter(part -> part.id().equals("winner"))
                .map(Lesson.Ask.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode ask(String language) {
        for (JsonNode part : json(client.get("/lessons/" + language + "/5")).get("parts")) {
            if (part.get("id").asText().equals("winner")) {
                return part;
            }
        }
        throw new AssertionError("the lesson has no such question");
    }

    /** Paths without parameters, the lessons, and the page's files; not the stream of events, which is looked at by itself. */
    private List<String> everythingToGet() throws IOException {
        List<String> paths = new ArrayList<>(server.routes().stream()
                .filter(route -> route.matches("GET [^{<]*"))
                .map(route -> route.substring(4))
                .filter(path -> !path.equals("/events"))
                .toList());
        for (String language : List.of("en", "ko")) {
            for (int number = 1; number <= 13; number++) {
                paths.add("/lessons/" + language + "/" + number);
                paths.add("/handout/" + language + "/" + number);
            }
            paths.add("/lessons/" + language);
            paths.add("/handout/" + language);
            paths.add("/lessons/" + language + "/05-network.md");
        }
        try (Stream<Path> files = Files.walk(PAGE)) {
            files.filter(Files::isRegularFile)
                    .forEach(file ->
                            paths.add("/" + PAGE.relativize(file).toString().replace('\\', '/')));
        }
        return paths;
    }

    @Test
    @DisplayName("only the operator opens, reveals, closes and sees the counts before")
    void operator() {
        for (String path : List.of("/vote/open", "/vote/reveal", "/vote/close")) {
            assertThat(client.post(path, "{}").statusCode()).as(path).isEqualTo(401);
            assertThat(client.post(path, "{}", "X-Wonsi-Token", "0".repeat(64)).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(client.get("/vote/counts").statusCode()).isEqualTo(401);
        assertThat(operate("/vote/open", "{\"lesson\":5,\"ask\":\"nothing\"}"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("lesson 5 has no question 'nothing'"))
                .containsExactly(404, true);
        assertThat(operate("/vote/open", "{\"lesson\":99,\"ask\":\"winner\"}").statusCode())
                .isEqualTo(404);
        assertThat(operate("/vote/open", "{\"lesson\":5,\"ask\":\"heal\"}").statusCode())
                .as("a step is no question")
                .isEqualTo(404);
        assertThat(operate("/vote/reveal", "{\"vote\":1}").statusCode()).isEqualTo(409);
        for (String body : List.of("", "null", "[]", "{\"lesson\":{}}", "{\"more\":1}", "x")) {
            assertThat(operate("/vote/open", body).statusCode()).as(body).isEqualTo(400);
            assertThat(operate("/vote/reveal", body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("what a phone sends wrongly has a status of its own, and changes nothing")
    void wrong() {
        long vote = open("winner");
        String phone = cookie();
        assertThat(choose(phone, vote, "d").statusCode()).isEqualTo(400);
        assertThat(choose(phone, vote + 2, "a").statusCode()).isEqualTo(409);
        for (String body : List.of("", "null", "[1]", "{\"vote\":\"x\",\"answer\":\"a\"}", "{\"vote\":" + vote + "}")) {
            assertThat(client.post("/vote/choice", body, "Cookie", phone).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        String exact = "{\"vote\":" + vote + ",\"answer\":\"a\"}";
        String stranger = cookie();
        assertThat(client.post("/vote/choice", exact + " ".repeat(257 - exact.length()), "Cookie", stranger)
                        .statusCode())
                .isEqualTo(413);
        assertThat(state().get("voted").asInt()).isZero();
        assertThat(client.post("/vote/choice", exact + " ".repeat(256 - exact.length()), "Cookie", stranger)
                        .statusCode())
                .isEqualTo(200);
        for (String cookie : List.of("wonsi_vote=", "wonsi_vote=" + "A".repeat(43), "other=1", phone + "A")) {
            assertThat(choose(cookie, vote, "a").statusCode()).as(cookie).isEqualTo(403);
            assertThat(state("Cookie", cookie).get("device").asBoolean()).isFalse();
            assertThat(client.post("/vote/device", "", "Cookie", cookie)
                            .headers()
                            .firstValue("Set-Cookie"))
                    .as("replaced")
                    .isPresent();
        }
        assertThat(state().get("voted").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("a page of another site can neither vote nor get a cookie")
    void otherSites() {
        long vote = open("winner");
        String phone = cookie();
        String body = "{\"vote\":" + vote + ",\"answer\":\"a\"}";
        for (String path : List.of("/vote/choice", "/vote/device")) {
            for (String[] header : new String[][] {
                {"Origin", "http://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}
            }) {
                assertThat(client.post(path, body, "Cookie", phone, header[0], header[1])
                                .statusCode())
                        .as(path + " " + String.join(" ", header))
                        .isEqualTo(403);
            }
        }
        assertThat(state().get("voted").asInt()).isZero();
        assertThat(client.post("/vote/choice", body, "Cookie", phone, "Origin", server.url())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a node that was started anew gives its phones other cookies, and takes no answer of an older vote")
    void restart() {
        long vote = open("winner");
        String phone = cookie();
        try (TestNode other = new TestNode(directory.resolve("other"));
                HttpServer restarted = HttpServer.start(other, HttpConfig.loopback(0))) {
            Client again = new Client(restarted);
            String body = "{\"vote\":" + vote + ",\"answer\":\"a\"}";
            assertThat(again.post("/vote/choice", body, "Cookie", phone).statusCode())
                    .isEqualTo(403);
            String fresh = again.post("/vote/device", "", "Cookie", phone)
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .replaceFirst(";.*", "");
            assertThat(again.post("/vote/choice", body, "Cookie", fresh).statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    @DisplayName("an answer that didn't change is a 304, and no cache may give it to somebody else")
    void tags() {
        HttpResponse<String> first = client.get("/vote/state");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(client.get("/vote/state", "If-None-Match", tag).statusCode()).isEqualTo(304);
        open("winner");
        assertThat(client.get("/vote/state", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("60 phones behind one address load the page, register, choose and change at once, and all count")
    void room() throws Exception {
        long vote = open("winner");
        ExecutorService phones = Executors.newFixedThreadPool(60);
        try {
            List<Future<String>> seen = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String last = List.of("a", "b", "c").get(i % 3);
                seen.add(phones.submit(() -> phone(vote, last)));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(seen.get(i).get(60, TimeUnit.SECONDS))
                        .isEqualTo(List.of("a", "b", "c").get(i % 3));
            }
        } finally {
            phones.shutdownNow();
        }
        json(operate("/vote/reveal", "{\"vote\":" + vote + "}"));
        assertThat(state().get("counts").toString()).isEqualTo("[20,20,20]");
    }

    private String phone(long vote, String last) {
        assertThat(client.get("/vote").statusCode()).isEqualTo(200);
        String cookie = cookie();
        assertThat(choose(cookie, vote, "a").statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            state("Cookie", cookie);
        }
        assertThat(choose(cookie, vote, last).statusCode()).isEqualTo(200);
        return state("Cookie", cookie).get("mine").asText();
    }

    @Test
    @DisplayName(
            "300 devices of an address are let in at once, and one more each second; a device gives 10 answers at once")
    void rates() {
        long vote = open("winner");
        String phone = cookie();
        long start = System.nanoTime();
        int taken = 0;
        while (choose(phone, vote, "a").statusCode() == 200) {
            taken++;
        }
        assertThat(taken).isBetween(10, 11 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        HttpResponse<String> refused = choose(phone, vote, "a");
        if (refused.statusCode() != 200) {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        }
        start = System.nanoTime();
        int devices = 1;
        while (client.post("/vote/device", "").statusCode() == 204) {
            devices++;
        }
        assertThat(devices).isBetween(300, 302 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    @Test
    @DisplayName("the QR code is of the address by which the asker reached this node, if others reach it, too")
    void qr() throws Exception {
        assertThat(client.get("/vote/qr.svg"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("--lan"))
                .containsExactly(404, true);
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("GET /vote/qr.svg HTTP/1.1\r\nHost: 192.168.0.12:8001\r\nConnection: close\r\n\r\n");
            String answer = raw.readAll();
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: image/svg+xml");
            assertThat(read(answer)).isEqualTo("http://192.168.0.12:8001/vote");
        }
    }

    /** What a reader sees in the picture. */
    private static String read(String svg) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(size.find()).as(svg).isTrue();
        int border = 4;
        BitMatrix dots = new BitMatrix(Integer.parseInt(size.group(1)) - 2 * border);
        Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z").matcher(svg);
        while (run.find()) {
            dots.setRegion(
                    Integer.parseInt(run.group(1)) - border,
                    Integer.parseInt(run.group(2)) - border,
                    Integer.parseInt(run.group(3)),
                    1);
        }
        return new Decoder().decode(dots).getText();
    }
}
