package org.wonsi.node.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.http.auth.OperatorCookie;
import org.wonsi.node.store.db.StorageException;

/**
 * A client of a running seminar over HTTP with the operator's token, which is read from the seminar's directory when it is
 * first needed. What can't be asked is a {@link CommandFailedException} that says what to do. May be used by several threads.
 */
final class SeminarClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    /** The seminar's directory, a run's, a node's. */
    private static final int COOKIE_DEPTH = 3;

    private final String url;
    private final Optional<Path> dataDirectory;
    private @Nullable HttpClient client;
    private String token = "";

    /**
     * The seminar whose first node has this URL.
     *
     * @param dataDirectory its files, for the token; the usual place if absent
     */
    SeminarClient(String url, Optional<Path> dataDirectory) {
        this.url = url;
        this.dataDirectory = dataDirectory;
    }

    /** A node's answer; plain text as a JSON text. */
    record Answer(int status, JsonNode json) {
        /** Why it didn't do what it was asked; nothing if it did. */
        Optional<String> problem() {
            return status == 200
                    ? Optional.empty()
                    : Optional.of(json.path("detail").asText("the node answered with status " + status));
        }
    }

    /** What is answered to what must succeed. */
    JsonNode ask(String method, String path, String body) {
        Answer answer = exchange(method, path, body);
        answer.problem().ifPresent(why -> {
            throw new CommandFailedException(printable(why));
        });
        return answer.json;
    }

    Answer exchange(String method, String path, String body) {
        HttpRequest.Builder request = request(path)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (method.equals("POST")) {
            request.header("X-Wonsi-Token", token());
        }
        HttpResponse<String> answer = send(request.build(), path, HttpResponse.BodyHandlers.ofString());
        boolean isText = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/plain"))
                .isPresent();
        try {
            return new Answer(
                    answer.statusCode(),
                    isText && answer.statusCode() == 200
                            ? new TextNode(answer.body())
                            : new ObjectMapper().readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    url + " doesn't answer as a Wonsi node does; is this the seminar's URL?", e);
        }
    }

    /** The node's events from now on, as lines of a stream that is to be closed. */
    InputStream events() {
        HttpResponse<InputStream> answer =
                send(request("/events").build(), "/events", HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new CommandFailedException(url + "/events answers with status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    "--url: '" + url + "' is no URL; write for example http://127.0.0.1:8001", e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, String path, HttpResponse.BodyHandler<T> handler) {
        try {
            return client().send(request, handler);
        } catch (IOException e) {
            boolean connected = e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
            throw new CommandFailedException(
                    connected
                            ? url + path + " hasn't answered for " + TIMEOUT.toMinutes()
                                    + " minutes; './wonsi lab reset EXPERIMENT' ends what an experiment does"
                            : "no answer from " + url + "; is a seminar running? ./wonsi seminar starts one",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    /** One for all questions, made for the first: other commands of this program need none. */
    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            client = known;
        }
        return known;
    }

    private synchronized String token() {
        if (token.isEmpty()) {
            token = readToken();
        }
        return token;
    }

    private static boolean isThisMachine(String url) {
        String host = String.valueOf(URI.create(url).getHost());
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }

    /** What another program sent, without what would command the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    /** The token in the cookie file of the seminar's node that listens there; any of its nodes has a file of its own. */
    private String readToken() {
        if (dataDirectory.isEmpty() && !isThisMachine(url)) {
            throw new CommandFailedException("the operator's token isn't sent to another machine (" + url
                    + ") unless you say where it is; name the seminar's directory with --data-dir");
        }
        Path talk = dataDirectory.orElseGet(() -> SeminarCommand.defaultDirectory(System.getenv()));
        String node = ask("GET", "/node/status", "").path("name").asText();
        try {
            CookieSearch search = new CookieSearch(talk, Path.of(node, OperatorCookie.FILE));
            Files.walkFileTree(talk, Set.of(), COOKIE_DEPTH, search);
            Path cookie =
                    search.found.orElseThrow(() -> new CommandFailedException("there is no operator's token of node "
                            + node + " under " + talk + "; name the seminar's directory with --data-dir"));
            return Files.readString(cookie, StandardCharsets.US_ASCII).replaceFirst(".*:", "");
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the operator's token can't be read in " + talk + " (" + StorageException.reason(e)
                            + "); name the seminar's directory with --data-dir",
                    e);
        }
    }

    /** A search for a cookie file, but not in runs set aside, nor among the files of experiments, which come and go. */
    private static final class CookieSearch extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Path wanted;
        private Optional<Path> found = Optional.empty();

        CookieSearch(Path top, Path wanted) {
            this.top = top;
            this.wanted = wanted;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = String.valueOf(directory.getFileName());
            return !directory.equals(top) && (name.startsWith("kept-") || name.equals("lab"))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith(wanted)) {
                found = Optional.of(file);
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
