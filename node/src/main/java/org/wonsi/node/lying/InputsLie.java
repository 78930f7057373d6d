package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;

/**
 * The lie that waiting transactions spend other coins of the same owner; an address with coins is also shown a payment of 1,000
 * coins out of them, which was never made.
 *
 * <p>A wallet that raises the fee of a payment as the node describes it spends the named coins to the transaction's true
 * outputs: the thief's. Or it spends a second coin for the same payment, and both payments arrive.
 */
final class InputsLie implements EsploraSource {
    private static final Pattern HISTORY = Pattern.compile("/(address|scripthash)/([0-9A-Za-z]{1,100})/txs(/mempool)?");
    private static final Pattern TX = Pattern.compile("/tx/([0-9a-f]{64})(/.*)?");
    private static final Amount STOLEN = Amount.ofCoins(1_000);

    private final EsploraSource honest;
    private final ChainParams params;
    private final BoundedMemory<String, ForgedTransaction> payments = new BoundedMemory<>();

    InputsLie(EsploraSource honest, ChainParams params) {
        this.honest = honest;
        this.params = params;
    }

    @Override
    public Reply ask(Question question) {
        Optional<Matcher> tx = question.match(TX);
        Optional<ForgedTransaction> forged = tx.flatMap(matcher -> payments.get(matcher.group(1)));
        Optional<Reply> answer = forged.flatMap(transaction -> transaction.answer(
                Optional.ofNullable(tx.orElseThrow().group(2)).orElse(""), Lie.INPUTS));
        if (answer.isPresent()) {
            return answer.get();
        }
        Reply reply = honest.ask(question);
        Optional<JsonNode> tree = question.isGet() ? reply.json() : Optional.empty();
        if (tree.isEmpty()) {
            return reply;
        }
        int changed = (int) JsonTrees.transactions(tree.get()).stream()
                .filter(waiting -> !waiting.path("status").path("confirmed").asBoolean())
                .filter(this::exchange)
                .count();
        boolean stolen =
                question.match(HISTORY).map(m -> addTheft(m, tree.get())).orElse(false);
        return changed == 0 && !stolen ? reply : reply.withJson(tree.get(), Lie.INPUTS, what(changed, stolen));
    }

    private static String what(int changed, boolean stolen) {
        String others = changed + " waiting transactions spend other coins than they do";
        String theft = "a payment of " + STOLEN + " coins to a thief that was never made";
        return !stolen ? others : changed == 0 ? theft : theft + "; " + others;
    }

    /** Names other coins of the same owner, if there are any. */
    private boolean exchange(ObjectNode tx) {
        List<String> named = new ArrayList<>();
        tx.path("vin").forEach(input -> named.add(outPoint(input)));
        boolean changed = false;
        for (JsonNode node : tx.path("vin")) {
            String owner = node.path("prevout").path("scriptpubkey_address").asText();
            if (owner.isEmpty() || !(node instanceof ObjectNode input)) {
                continue;
            }
            Optional<JsonNode> other = coins("address", owner).stream()
                    .filter(coin -> coin.path("status").path("confirmed").asBoolean())
                    .filter(coin -> !named.contains(outPoint(coin)))
                    .findFirst();
            if (other.isPresent()) {
                input.set("txid", other.get().path("txid"));
                input.set("vout", other.get().path("vout"));
                ((ObjectNode) input.get("prevout")).set("value", other.get().path("value"));
                named.add(outPoint(input));
                changed = true;
            }
        }
        return changed;
    }

    private static String outPoint(JsonNode coin) {
        return coin.path("txid").asText() + ":" + coin.path("vout").asText();
    }

    private List<JsonNode> coins(String kind, String owner) {
        List<JsonNode> coins = new ArrayList<>();
        honest.get("/" + kind + "/" + owner + "/utxo").json().ifPresent(list -> list.forEach(coins::add));
        return coins;
    }

    /** Puts the payment to the thief first, as the newest, if the address has a coin that it could spend. */
    private boolean addTheft(Matcher history, JsonNode tree) {
        List<JsonNode> coins = coins(history.group(1), history.group(2));
        if (coins.isEmpty() || !(tree instanceof ArrayNode list)) {
            return false;
        }
        JsonNode coin = coins.get(0);
        Optional<JsonNode> output = honest.get("/tx/" + coin.path("txid").asText())
                .json()
                .map(tx -> tx.path("vout").path(coin.path("vout").asInt()));
        output.ifPresent(
                spent -> list.insert(0, theft(history.group(2), coin, spent).told()));
        return output.isPresent();
    }

    private ForgedTransaction theft(String owner, JsonNode coin, JsonNode spent) {
        ForgedTransaction transaction = ForgedTransaction.of(
                "inputs " + owner,
                ForgedTransaction.stranger(),
                ForgedTransaction.stranger(),
                STOLEN,
                TxStatus.UNCONFIRMED,
                params);
        ObjectNode input = (ObjectNode) transaction.told().path("vin").get(0);
        long claimed = input.path("prevout").path("value").asLong();
        input.set("txid", coin.path("txid"));
        input.set("vout", coin.path("vout"));
        input.set("prevout", spent.<ObjectNode>deepCopy().put("value", claimed));
        payments.put(transaction.txid(), transaction);
        return transaction;
    }
}
