package org.wonsi.node.lying;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.route.HttpProblemException;

/** The honest node behind a lying one, asked over HTTP. */
final class HonestNode implements EsploraSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** A block in JSON is the largest answer there is. */
    private static final int MOST_BYTES = 16 << 20;

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** A node at such a URL as {@code http://127.0.0.1:8001}, without a slash at the end. */
    HonestNode(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    @Override
    public Reply ask(Question question) {
        String query = question.query().isEmpty() ? "" : "?" + question.query();
        HttpResponse<InputStream> response =
                send(question.method(), "/api" + question.path() + query, Map.of(), question.body());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw HttpProblemException.of(
                        502, "the node at " + url + " answered with more than " + MOST_BYTES + " bytes");
            }
            String type = response.headers().firstValue("Content-Type").orElse("text/plain; charset=utf-8");
            return Reply.honest(response.statusCode(), type, ByteString.copyOf(bytes));
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /**
     * Any request, with these headers; the caller closes the body.
     *
     * @throws HttpProblemException 502 if the node doesn't answer
     */
    HttpResponse<InputStream> send(String method, String pathAndQuery, Map<String, String> headers, ByteString body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.toByteArray()));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpProblemException.of(503, "this node is stopping");
        }
    }

    private HttpProblemException gone(IOException e) {
        return HttpProblemException.of(502, "the node at " + url + " doesn't answer (" + e + ")");
    }
}
