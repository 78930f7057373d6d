package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lie that fees are 100,000 times as high.
 *
 * <p>A false estimate makes new payments expensive; a false fee of a transaction makes its replacement expensive, which has to
 * pay more than it (BIP 125, rule 3).
 */
record FeeLie(EsploraSource honest) implements EsploraSource {
    private static final long TIMES = 100_000;
    private static final String ESTIMATES = "/fee-estimates";

    @Override
    public Reply ask(Question question) {
        Reply reply = honest.ask(question);
        Optional<JsonNode> tree = question.isGet() ? reply.json() : Optional.empty();
        if (tree.isEmpty()) {
            return reply;
        }
        int changed = question.path().equals(ESTIMATES)
                ? raiseRates(tree.get())
                : JsonTrees.change(tree.get(), "fee", fee -> fee * TIMES);
        String what = question.path().equals(ESTIMATES) ? " fee rates" : " fees";
        return changed == 0
                ? reply
                : reply.withJson(tree.get(), Lie.FEE, changed + what + " are 100,000 times the true ones");
    }

    private static int raiseRates(JsonNode tree) {
        ObjectNode rates = (ObjectNode) tree;
        List<String> names = new ArrayList<>();
        rates.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> rates.put(name, rates.get(name).asDouble() * TIMES));
        return names.size();
    }
}
