package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.rest.AddressSummary;
import org.wonsi.node.http.rest.CoinTotals;

/**
 * The lie that addresses which were never used received 25 coins each, in the newest block.
 *
 * <p>A wallet looks for its money until twenty addresses in a row are unused (BIP 44). A node that moves that window moves the
 * wallet's next address past where a wallet that is restored from its words will look. After the first hundred addresses it
 * stops, so that the looking ends.
 */
final class HistoryLie implements EsploraSource {
    private static final Pattern ADDRESS =
            Pattern.compile("/address/([0-9A-Za-z]{1,100})(|/txs|/txs/chain|/txs/mempool|/utxo)");
    private static final Pattern TX = Pattern.compile("/tx/([0-9a-f]{64})(/.*)?");
    private static final Amount RECEIVED = Amount.ofCoins(25);
    private static final int MOST_ADDRESSES = 100;

    private final EsploraSource honest;
    private final ChainParams params;
    private final Map<String, Received> byAddress = new LinkedHashMap<>();
    private final Map<String, Received> byTxid = new LinkedHashMap<>();

    /** A payment that never was, and the block it claims to be in. */
    private record Received(String address, ForgedTransaction transaction, TxStatus status) {}

    HistoryLie(EsploraSource honest, ChainParams params) {
        this.honest = honest;
        this.params = params;
    }

    @Override
    public Reply ask(Question question) {
        Optional<Matcher> tx = question.match(TX);
        if (tx.isPresent()) {
            String rest = Optional.ofNullable(tx.get().group(2)).orElse("");
            return received(tx.get().group(1))
                    .flatMap(received -> transaction(received, rest))
                    .orElseGet(() -> honest.ask(question));
        }
        return question.match(ADDRESS)
                .flatMap(matcher -> address(matcher.group(1), matcher.group(2)))
                .orElseGet(() -> honest.ask(question));
    }

    private synchronized Optional<Received> received(String txid) {
        return Optional.ofNullable(byTxid.get(txid));
    }

    private Optional<Reply> transaction(Received received, String rest) {
        return rest.equals("/merkle-proof") ? branch(received) : received.transaction.answer(rest, Lie.HISTORY);
    }

    /** The branch of the block's reward: well-formed, of the right block, and it leads elsewhere. */
    private Optional<Reply> branch(Received received) {
        Reply reward = honest.get("/block/" + received.status.blockHash() + "/txid/0");
        return reward.isGood()
                ? honest.get("/tx/" + reward.text() + "/merkle-proof")
                        .json()
                        .map(branch -> Reply.json(branch, Lie.HISTORY, "the branch is that of the block's reward"))
                : Optional.empty();
    }

    private Optional<Reply> address(String text, String rest) {
        return forgedFor(text).map(received -> {
            String what = "this address never received " + RECEIVED + " coins";
            return switch (rest) {
                case "" -> Reply.json(summary(received), Lie.HISTORY, what);
                case "/utxo" -> Reply.json(List.of(coin(received)), Lie.HISTORY, what);
                case "/txs/mempool" -> Reply.json(List.of(), Lie.HISTORY, what);
                default -> Reply.json(List.of(received.transaction.told()), Lie.HISTORY, what);
            };
        });
    }

    private static AddressSummary summary(Received received) {
        return new AddressSummary(
                received.address, null, new CoinTotals(1, RECEIVED.satoshis(), 0, 0, 1), CoinTotals.ZERO);
    }

    private static UnspentOutput coin(Received received) {
        return new UnspentOutput(received.transaction.txid(), 0, received.status, RECEIVED.satoshis());
    }

    private synchronized Optional<Received> forgedFor(String text) {
        Received known = byAddress.get(text);
        if (known != null || byAddress.size() >= MOST_ADDRESSES) {
            return Optional.ofNullable(known);
        }
        boolean unused = honest.get("/address/" + text + "/txs")
                .json()
                .filter(JsonNode::isEmpty)
                .isPresent();
        Optional<Received> made = unused ? forge(text) : Optional.empty();
        made.ifPresent(received -> {
            byAddress.put(text, received);
            byTxid.put(received.transaction.txid(), received);
        });
        return made;
    }

    private Optional<Received> forge(String text) {
        Address address;
        try {
            address = Address.parse(text, params);
        } catch (MalformedException e) {
            return Optional.empty();
        }
        return honest.get("/block/" + honest.get("/blocks/tip/hash").text())
                .json()
                .map(tip -> TxStatus.confirmed(
                        tip.path("height").asInt(),
                        tip.path("id").asText(),
                        tip.path("timestamp").asLong()))
                .map(status -> new Received(
                        text,
                        ForgedTransaction.of(
                                "history " + text,
                                address.scriptPubKey(),
                                ForgedTransaction.stranger(),
                                RECEIVED,
                                status,
                                params),
                        status));
    }
}
