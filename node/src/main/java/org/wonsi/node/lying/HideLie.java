package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;

/**
 * The lie of hiding transactions: they are accepted and passed to nobody, and aren't shown when another node passed them on.
 */
final class HideLie implements EsploraSource {
    private static final String SEND = "/tx";
    private static final Pattern TX = Pattern.compile("/tx/([0-9a-f]{64})(/.*)?");

    private final EsploraSource honest;
    private final BoundedMemory<String, Boolean> hidden = new BoundedMemory<>();

    HideLie(EsploraSource honest) {
        this.honest = honest;
    }

    @Override
    public Reply ask(Question question) {
        if (question.method().equals("POST") && question.path().equals(SEND)) {
            Optional<Transaction> sent = decode(question.body());
            // What is no transaction is refused as ever.
            return sent.map(this::hide).orElseGet(() -> honest.ask(question));
        }
        Optional<String> named = question.match(TX).map(matcher -> matcher.group(1));
        if (named.flatMap(hidden::get).isPresent()) {
            return Reply.notFound("Transaction not found", Lie.HIDE, "this transaction was accepted and is denied");
        }
        Reply reply = honest.ask(question);
        Optional<JsonNode> tree = question.isGet() ? reply.json() : Optional.empty();
        int left = tree.map(this::leaveOut).orElse(0);
        return left == 0
                ? reply
                : reply.withJson(tree.orElseThrow(), Lie.HIDE, left + " transactions that were accepted are left out");
    }

    private static Optional<Transaction> decode(ByteString body) {
        try {
            String hex = new String(body.toByteArray(), StandardCharsets.UTF_8).strip();
            return Optional.of(Transaction.decode(ByteString.ofHex(hex)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Reply hide(Transaction tx) {
        String txid = tx.txid().toDisplay();
        hidden.put(txid, true);
        return Reply.text(txid, Lie.HIDE, txid + " was accepted and is passed to nobody");
    }

    private int leaveOut(JsonNode tree) {
        if (!(tree instanceof ArrayNode list)) {
            return 0;
        }
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode item : list) {
            String txid =
                    item instanceof ObjectNode object ? object.path("txid").asText() : item.asText();
            if (hidden.get(txid).isEmpty()) {
                kept.add(item);
            }
        }
        int left = list.size() - kept.size();
        list.removeAll();
        list.addAll(kept);
        return left;
    }
}
