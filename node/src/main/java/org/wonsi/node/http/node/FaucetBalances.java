package org.wonsi.node.http.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * What every purse of this process holds on one node's chain, in satoshis, mature or not; read once for each tip.
 *
 * <p>On one chain, so that during a fork the balances still sum to the coins that were issued.
 */
final class FaucetBalances {
    private volatile Known known = new Known(Optional.empty(), Map.of());

    private record Known(Optional<BlockHash> tip, Map<Script, Long> balances) {}

    /** The balances of these purses as a node's chain has them. */
    Map<Script, Long> on(ChainView node, List<Script> purses) {
        Known last = known;
        if (last.tip().equals(Optional.of(node.snapshot().tip().hash()))
                && last.balances().keySet().containsAll(purses)) {
            return last.balances();
        }
        Known fresh =
                node.queries().read(chain -> new Known(chain.tip().map(BlockInfo::hash), balances(chain, purses)));
        known = fresh;
        return fresh.balances();
    }

    private static Map<Script, Long> balances(StoreSnapshot chain, List<Script> purses) {
        Map<Script, Long> balances = new HashMap<>();
        purses.forEach(purse -> balances.put(purse, 0L));
        if (chain.hasAddressIndex()) {
            balances.replaceAll((purse, none) -> {
                var stats = chain.stats(ScriptHash.of(purse));
                return stats.fundedSum().minus(stats.spentSum()).satoshis();
            });
        } else {
            chain.forEachCoin((outPoint, coin) -> balances.computeIfPresent(
                    coin.output().scriptPubKey(),
                    (purse, sum) -> sum + coin.output().value().satoshis()));
        }
        return Map.copyOf(balances);
    }
}
