package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The lie that outputs are worth a tenth.
 *
 * <p>Until BIP 143 a signature doesn't cover the amounts it spends. A wallet that takes them from a node signs inputs of 10
 * coins as if they were 1, pays 0.5 out of that, and the 9 that nobody claims go to the miner.
 */
record AmountLie(EsploraSource honest) implements EsploraSource {
    private static final long DIVISOR = 10;
    private static final List<String> AMOUNTS = List.of("value", "funded_txo_sum", "spent_txo_sum");

    @Override
    public Reply ask(Question question) {
        Reply reply = honest.ask(question);
        Optional<JsonNode> tree = question.isGet() ? reply.json() : Optional.empty();
        int changed = tree.map(AmountLie::change).orElse(0);
        return changed == 0
                ? reply
                : reply.withJson(tree.orElseThrow(), Lie.AMOUNT, changed + " amounts are a tenth of the true ones");
    }

    private static int change(JsonNode tree) {
        return AMOUNTS.stream()
                .mapToInt(name -> JsonTrees.change(tree, name, value -> value / DIVISOR))
                .sum();
    }
}
