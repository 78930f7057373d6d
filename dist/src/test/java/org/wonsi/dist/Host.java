package org.wonsi.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A computer that programs run on and can be asked from. */
interface Host {
    /** This machine, as it is. */
    Host HERE = new ThisMachine();

    /** The command that runs a command there. */
    List<String> command(List<String> command);

    /** An HTTP request from there. */
    Answer request(String method, String url, Map<String, String> headers, String body);

    /** A text file there. */
    String read(Path file) throws IOException;

    /** What a server said. */
    record Answer(int status, String body) {}

    /** Programs are run directly, requests made by Java's own client. */
    final class ThisMachine implements Host {
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public String read(Path file) throws IOException {
            return Files.readString(file);
        }

        @Override
        public Answer request(String method, String url, Map<String, String> headers, String body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(60))
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            try {
                HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Answer(answer.statusCode(), answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
