package org.wonsi.wallet.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * One node, asked by Esplora's REST API.
 *
 * <p>Every failure names the URL tried: {@code unreachable} if nobody answers, {@code node-refused} with the node's own
 * words, {@code node-answer} if what it says makes no sense.
 */
public final class EsploraClient {
    /** Confirmed transactions on a page of an address's history. */
    public static final int PAGE = 25;

    private final String base;

    EsploraClient(String url) {
        this.base = url.replaceAll("/+$", "");
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
            throw new WalletException(
                    "node-answer", url("/blocks/tip/height"), Phrase.of("answer.no-height", shorten(text)));
        }
    }

    /** Hash of the block at a height, as people write it. */
    public Optional<String> blockHash(int height) {
        return get("/block-height/" + height).map(EsploraClient::string);
    }

    /** Fee rates in satoshis a byte by the number of blocks within which they are thought to confirm. */
    public Map<Integer, BigDecimal> feeEstimates() {
        return json("/fee-estimates", EsploraJson::feeEstimates);
    }

    /** Ten blocks from a height downwards. */
    public List<BlockSummary> blocks(int height) {
        return json("/blocks/" + height, EsploraJson::blocks);
    }

    /**
     * The newest transactions that touch an address.
     *
     * @param most pages are read until there are this many, or all; the first page always is
     */
    public AddressHistory history(String address, int most) {
        List<TxDetails> all = new ArrayList<>(json("/address/" + address + "/txs", EsploraJson::transactions));
        List<TxDetails> page = all;
        while (confirmedIn(page) >= PAGE) {
            if (all.size() >= most) {
                return new AddressHistory(all, false);
            }
            String last = all.get(all.size() - 1).txid();
            page = json("/address/" + address + "/txs/chain/" + last, EsploraJson::transactions);
            all.addAll(page);
        }
        return new AddressHistory(all, true);
    }

    /**
     * The unspent outputs of an address; empty if the node won't list them, as many do past some hundreds.
     */
    public Optional<List<UnspentOutput>> unspent(String address) {
        String path = "/address/" + address + "/utxo";
        Http.Answer answer = Http.get(url(path));
        return answer.status() == 200
                ? Optional.of(parse(path, answer.body(), EsploraJson::unspent))
                : Optional.empty();
    }

    private static long confirmedIn(List<TxDetails> page) {
        return page.stream().filter(tx -> tx.status().confirmed()).count();
    }

    /** A transaction with what it spends, if the node knows it. */
    public Optional<TxDetails> transaction(Txid txid) {
        String path = "/tx/" + txid;
        return get(path).map(bytes -> parse(path, bytes, EsploraJson::transaction));
    }

    /** The bytes of a transaction, checked to be those the id names. */
    public Optional<Transaction> rawTransaction(Txid txid) {
        String path = "/tx/" + txid + "/hex";
        return get(path).map(bytes -> {
            try {
                Transaction tx = Transaction.decode(ByteString.ofHex(string(bytes)));
                if (!tx.txid().equals(txid)) {
                    throw new WalletException(
                            "node-answer", url(path), Phrase.of("answer.other-transaction", tx.txid()));
                }
                return tx;
            } catch (MalformedException e) {
                throw new WalletException("node-answer", url(path), Phrase.of("answer.no-transaction", e));
            }
        });
    }

    /** The path from a transaction to its block's merkle root, if it is in the node's chain. */
    public Optional<MerkleBranch> merkleBranch(Txid txid) {
        String path = "/tx/" + txid + "/merkle-proof";
        return get(path).map(bytes -> parse(path, bytes, EsploraJson::branch));
    }

    /** Hands over a signed transaction; {@code node-refused} carries the rule it breaks. */
    public void broadcast(Transaction tx) {
        Http.Answer response = Http.post(url("/tx"), tx.encode().toHex());
        if (response.status() != 200) {
            throw new WalletException("node-refused", base, reason(response.body()));
        }
    }

    private String text(String path) {
        return string(get(path)
                .orElseThrow(() -> new WalletException("node-answer", url(path), Phrase.of("answer.not-found"))));
    }

    private <T> T json(String path, Function<JsonValue, T> read) {
        byte[] bytes = get(path)
                .orElseThrow(() -> new WalletException("node-answer", url(path), Phrase.of("answer.not-found")));
        return parse(path, bytes, read);
    }

    private <T> T parse(String path, byte[] bytes, Function<JsonValue, T> read) {
        try {
            return read.apply(JsonValue.parse(bytes));
        } catch (MalformedException e) {
            throw new WalletException("node-answer", url(path), e);
        }
    }

    /** The body of a 200, empty for a 404. */
    private Optional<byte[]> get(String path) {
        Http.Answer response = Http.get(url(path));
        return switch (response.status()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default ->
                throw new WalletException(
                        "node-answer",
                        url(path),
                        Phrase.of("answer.status", response.status(), reason(response.body())));
        };
    }

    /** What a node gives as its reason: as problem details, as Esplora's "... RPC error: {...}", or in plain words. */
    private static String reason(byte[] body) {
        String text = string(body);
        int json = text.indexOf('{');
        if (json < 0) {
            return shorten(text);
        }
        try {
            JsonValue problem = JsonValue.parse(text.substring(json));
            return Stream.of("reason", "detail", "message")
                    .map(name -> problem.get(name).text(""))
                    .filter(said -> !said.isEmpty())
                    .findFirst()
                    .map(EsploraClient::shorten)
                    .orElseGet(() -> shorten(text));
        } catch (MalformedException plainText) {
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
}
