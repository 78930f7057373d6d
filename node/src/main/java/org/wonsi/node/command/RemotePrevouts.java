package org.wonsi.node.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.explain.PrevoutSource;

/** A source of spent outputs that asks a node over its Esplora API. */
final class RemotePrevouts implements PrevoutSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();

    /** A node at such a URL as {@code http://127.0.0.1:8001}. */
    RemotePrevouts(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * The output, if the node knows its transaction.
     *
     * @throws UncheckedIOException if the node can't be asked
     */
    @Override
    public Optional<TxOut> output(OutPoint outPoint) {
        URI uri = URI.create(url + "/api/tx/" + outPoint.txid().toDisplay());
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 404) {
                return Optional.empty();
            }
            if (answer.statusCode() != 200) {
                throw new IOException(uri + " answered " + answer.statusCode());
            }
            JsonNode output = json.readTree(answer.body()).path("vout").path((int) outPoint.index());
            return output.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new TxOut(
                            new Amount(output.path("value").asLong()),
                            Script.ofHex(output.path("scriptpubkey").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException("can't ask " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while asking " + uri, e));
        }
    }
}
