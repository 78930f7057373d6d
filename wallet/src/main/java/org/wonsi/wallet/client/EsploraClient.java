package org.wonsi.wallet.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.AnswerFault;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Lie;
import org.wonsi.wallet.problem.Refusal;
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

    /** More headers in one answer than any node gives. */
    private static final int MAX_HEADERS = 100;

    private final String base;
    private final Http http;

    EsploraClient(String url, Http http) {
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
            throw new WalletException(
                    new Failure.NodeAnswer(url("/blocks/tip/height"), new AnswerFault.NoHeight(shorten(text))));
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

    /** Ten headers or fewer from a height downwards, newest first. */
    public List<BlockHeader> headers(int height) {
        List<BlockHeader> page = json("/blocks/" + height, EsploraJson::headers);
        if (page.size() > MAX_HEADERS) {
            throw new WalletException(
                    new Failure.NodeAnswer(url("/blocks/" + height), new AnswerFault.TooManyBlocks(page.size())));
        }
        return page;
    }

    /**
     * The newest transactions that the node says touch an address.
     *
     * @param most pages are read until there are this many, or all; the first page always is
     */
    public ClaimedHistory history(String address, int most) {
        List<ClaimedHistory.Hint> all = new ArrayList<>(json("/address/" + address + "/txs", EsploraJson::hints));
        Set<String> seen = new HashSet<>();
        all.forEach(hint -> seen.add(hint.txid()));
        List<ClaimedHistory.Hint> page = List.copyOf(all);
        while (confirmedIn(page) >= PAGE) {
            if (all.size() >= most) {
                return new ClaimedHistory(all, false);
            }
            String path = "/address/" + address + "/txs/chain/"
                    + all.get(all.size() - 1).txid();
            page = json(path, EsploraJson::hints);
            for (ClaimedHistory.Hint hint : page) {
                if (!seen.add(hint.txid())) {
                    throw new WalletException(new Failure.LyingNode(base, new Lie.Repeated(hint.txid(), address)));
                }
            }
            all.addAll(page);
        }
        return new ClaimedHistory(all, true);
    }

    /**
     * The unspent outputs of an address by the node's word; empty if it won't list them, as many do past some hundreds.
     */
    public Optional<List<ClaimedHistory.Unspent>> unspent(String address) {
        String path = "/address/" + address + "/utxo";
        Http.Answer answer = http.get(url(path));
        return answer.status() == 200
                ? Optional.of(parse(path, answer.body(), EsploraJson::unspent))
                : Optional.empty();
    }

    private static long confirmedIn(List<ClaimedHistory.Hint> page) {
        return page.stream().filter(ClaimedHistory.Hint::confirmed).count();
    }

    /** The bytes of a transaction, checked to be those the id names. */
    public Optional<Transaction> rawTransaction(Txid txid) {
        String path = "/tx/" + txid + "/hex";
        return get(path).map(bytes -> {
            try {
                Transaction tx = Transaction.decode(ByteString.ofHex(string(bytes)));
                if (!tx.txid().equals(txid)) {
                    throw new WalletException(new Failure.LyingNode(base, new Lie.OtherTransaction(txid, tx.txid())));
                }
                return tx;
            } catch (MalformedException e) {
                throw new WalletException(
                        new Failure.NodeAnswer(url(path), new AnswerFault.NoTransaction(e.sentence())));
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
        Http.Answer response = http.post(url("/tx"), tx.encode().toHex());
        if (response.status() != 200) {
            throw new WalletException(new Failure.NodeRefused(base, new Refusal.Said(reason(response.body()))));
        }
    }

    private String text(String path) {
        return string(get(path)
                .orElseThrow(() -> new WalletException(new Failure.NodeAnswer(url(path), new AnswerFault.NotFound()))));
    }

    private <T> T json(String path, Function<JsonValue, T> read) {
        byte[] bytes = get(path)
                .orElseThrow(() -> new WalletException(new Failure.NodeAnswer(url(path), new AnswerFault.NotFound())));
        return parse(path, bytes, read);
    }

    private <T> T parse(String path, byte[] bytes, Function<JsonValue, T> read) {
        try {
            return read.apply(JsonValue.parse(bytes));
        } catch (MalformedException e) {
            throw new WalletException(new Failure.NodeAnswer(url(path), new AnswerFault.Unreadable(e.sentence())));
        }
    }

    /** The body of a 200, empty for a 404. */
    private Optional<byte[]> get(String path) {
        Http.Answer response = http.get(url(path));
        return switch (response.status()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default ->
                throw new WalletException(new Failure.NodeAnswer(
                        url(path), new AnswerFault.Status(response.status(), reason(response.body()))));
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

    /** Not too much of what a node says, on one line, so that nothing of it looks like a line of the wallet's own. */
    private static String shorten(String text) {
        String line = text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "\ufffd");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private String url(String path) {
        return base + "/api" + path;
    }
}
