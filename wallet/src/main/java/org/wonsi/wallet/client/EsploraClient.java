package org.wonsi.wallet.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.WalletException;
import org.wonsi.wallet.keystore.Json;

/**
 * One node, asked by Esplora's REST API.
 *
 * <p>Every failure names the URL tried: {@code unreachable} if nobody answers, {@code node-refused} with the node's own
 * words, {@code node-answer} if what it says makes no sense.
 */
public final class EsploraClient {
    /** The largest answer that is read: a page of the largest transactions there can be. */
    private static final int MAX_ANSWER = 64 << 20;

    /** Confirmed transactions on a page of an address's history. */
    private static final int PAGE = 25;

    /** Pages after which a history counts as endless. */
    private static final int MAX_PAGES = 400;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String base;
    private final HttpClient http;

    EsploraClient(String url, HttpClient http) {
        this.base = url.replaceAll("/+$", "");
        this.http = http;
    }

    /** The node's URL, without a slash at the end. */
    public String url() {
        return base;
    }

    /** Height of the node's best block. */
    public int tipHeight() {
        String text = text("/blocks/tip/height");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new WalletException("node-answer", url("/blocks/tip/height"), "'" + shorten(text) + "' is no height");
        }
    }

    /** Hash of the block at a height, as people write it. */
    public Optional<String> blockHash(int height) {
        return get("/block-height/" + height).map(EsploraClient::string);
    }

    /** Fee rates in satoshis a byte by the number of blocks within which they are thought to confirm. */
    public Map<Integer, BigDecimal> feeEstimates() {
        return json("/fee-estimates", new TypeReference<>() {});
    }

    /** Ten blocks from a height downwards. */
    public List<BlockSummary> blocks(int height) {
        return json("/blocks/" + height, new TypeReference<>() {});
    }

    /** All transactions that touch an address, newest first. */
    public List<TxDetails> transactions(String address) {
        List<TxDetails> all =
                new ArrayList<>(json("/address/" + address + "/txs", new TypeReference<List<TxDetails>>() {}));
        List<TxDetails> page = all;
        for (int pages = 1; confirmedIn(page) >= PAGE; pages++) {
            if (pages == MAX_PAGES) {
                throw new WalletException("too-many", address, PAGE * MAX_PAGES);
            }
            String last = all.get(all.size() - 1).txid();
            page = json("/address/" + address + "/txs/chain/" + last, new TypeReference<List<TxDetails>>() {});
            all.addAll(page);
        }
        return all;
    }

    private static long confirmedIn(List<TxDetails> page) {
        return page.stream().filter(tx -> tx.status().confirmed()).count();
    }

    /** A transaction with what it spends, if the node knows it. */
    public Optional<TxDetails> transaction(Txid txid) {
        String path = "/tx/" + txid;
        return get(path).map(bytes -> parse(path, bytes, new TypeReference<TxDetails>() {}));
    }

    /** The bytes of a transaction, checked to be those the id names. */
    public Optional<Transaction> rawTransaction(Txid txid) {
        String path = "/tx/" + txid + "/hex";
        return get(path).map(bytes -> {
            try {
                Transaction tx = Transaction.decode(ByteString.ofHex(string(bytes)));
                if (!tx.txid().equals(txid)) {
                    throw new WalletException("node-answer", url(path), "it gave another transaction, " + tx.txid());
                }
                return tx;
            } catch (MalformedException e) {
                throw new WalletException("node-answer", url(path), "no transaction: " + e.getMessage());
            }
        });
    }

    /** The path from a transaction to its block's merkle root, if it is in the node's chain. */
    public Optional<MerkleBranch> merkleBranch(Txid txid) {
        String path = "/tx/" + txid + "/merkle-proof";
        return get(path).map(bytes -> parse(path, bytes, new TypeReference<MerkleBranch>() {}));
    }

    /** Hands over a signed transaction; {@code node-refused} carries the rule it breaks. */
    public void broadcast(Transaction tx) {
        HttpRequest request = HttpRequest.newBuilder(uri("/tx"))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(tx.encode().toHex()))
                .build();
        Answer response = send(request);
        if (response.status() != 200) {
            throw new WalletException("node-refused", base, reason(response.body()));
        }
    }

    /** Status and body of an answer; lives only between two lines of this class. */
    private static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    private String text(String path) {
        return string(get(path).orElseThrow(() -> new WalletException("node-answer", url(path), "not found")));
    }

    private <T> T json(String path, TypeReference<T> type) {
        byte[] bytes = get(path).orElseThrow(() -> new WalletException("node-answer", url(path), "not found"));
        return parse(path, bytes, type);
    }

    private <T> T parse(String path, byte[] bytes, TypeReference<T> type) {
        try {
            T value = Json.MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new WalletException("node-answer", url(path), "null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new WalletException("node-answer", url(path), e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            throw new WalletException("node-answer", url(path), String.valueOf(e.getMessage()));
        }
    }

    /** The body of a 200, empty for a 404. */
    private Optional<byte[]> get(String path) {
        Answer response =
                send(HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).GET().build());
        return switch (response.status()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default ->
                throw new WalletException("node-answer", url(path), response.status() + " " + reason(response.body()));
        };
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MAX_ANSWER + 1);
                if (body.length > MAX_ANSWER) {
                    throw new WalletException("node-answer", request.uri(), "more than " + MAX_ANSWER + " bytes");
                }
                return new Answer(response.statusCode(), body);
            }
        } catch (HttpTimeoutException e) {
            throw new WalletException("unreachable", request.uri(), "no answer within 20 s");
        } catch (IOException e) {
            throw new WalletException("unreachable", request.uri(), reasonOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WalletException("unreachable", request.uri(), "interrupted");
        }
    }

    private static String reasonOf(IOException e) {
        String message = e.getMessage();
        return message == null ? "connection refused" : message;
    }

    private static String reason(byte[] body) {
        String text = string(body);
        try {
            var problem = Json.MAPPER.readTree(text);
            String detail = problem.path("reason").asText(problem.path("detail").asText(""));
            return detail.isEmpty() ? shorten(text) : detail;
        } catch (JsonProcessingException plainText) {
            return shorten(text);
        }
    }

    private static String shorten(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private String url(String path) {
        return base + "/api" + path;
    }

    private URI uri(String path) {
        return URI.create(url(path));
    }
}
