package org.wonsi.wallet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.problem.WalletException;

/**
 * A fee rate by the word of nodes: of several the lower middle one, and never more than a cap. What a payment needs to
 * confirm in time can't be proven; a node that names too much would have its miner paid.
 *
 * @param rate what is used
 * @param node who said it
 * @param said what it said
 */
public record FeeSuggestion(FeeRate rate, String node, FeeRate said) {
    /** The most that a node's word makes the wallet pay: 100 satoshis a byte. */
    public static final FeeRate CAP = new FeeRate(100_000);

    /** Asks all nodes. */
    static FeeSuggestion ask(NodeClients nodes, int blocks) {
        List<FeeSuggestion> all = new ArrayList<>();
        List<WalletException> failures = new ArrayList<>();
        for (EsploraClient node : nodes.all()) {
            try {
                all.add(of(estimated(node.feeEstimates(), blocks), node.url()));
            } catch (WalletException e) {
                failures.add(e);
            }
        }
        if (all.isEmpty()) {
            throw failures.get(0);
        }
        all.sort(Comparator.comparing(FeeSuggestion::said));
        return all.get((all.size() - 1) / 2);
    }

    /**
     * The estimate for this many blocks, or for the nearest fewer; the minimum if there is none.
     *
     * @param estimates satoshis a byte by blocks
     */
    static FeeRate estimated(Map<Integer, BigDecimal> estimates, int blocks) {
        return estimates.entrySet().stream()
                .filter(e -> e.getKey() <= blocks)
                .max(Map.Entry.comparingByKey())
                .map(e -> e.getValue().movePointRight(3).setScale(0, RoundingMode.CEILING))
                .map(rate -> rate.max(BigDecimal.valueOf(FeeRate.MINIMUM.satoshisPerKilobyte()))
                        .min(BigDecimal.valueOf(FeeRate.LIMIT.satoshisPerKilobyte())))
                .map(rate -> new FeeRate(rate.longValueExact()))
                .orElse(FeeRate.MINIMUM);
    }

    static FeeSuggestion of(FeeRate said, String node) {
        return new FeeSuggestion(said.compareTo(CAP) > 0 ? CAP : said, node, said);
    }

    /** Whether the node named a higher rate than the cap, which is used instead. */
    public boolean isCapped() {
        return !rate.equals(said);
    }
}
