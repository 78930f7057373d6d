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
 * The balances of all faucet wallets of this process on one node's chain, in satoshis, mature or not; read once for each tip.
 *
 * <p>On one chain, so that during a fork the balances still sum to the coins that were issued.
 */
final class FaucetBalances {
    private volatile Known known = new Known(Optional.empty(), Map.of());

    /** The balances at one tip, kept until the tip moves. */
    private record Known(Optional<BlockHash> tip, Map<Script, Long> balances) {}

    /** The balances of these faucet wallets as a node's chain has them. */
    Map<Script, Long> on(ChainView node, List<Script> faucetScripts) {
        Known last = known;
        if (last.tip().equals(Optional.of(node.snapshot().tip().hash()))
                && last.balances().keySet().containsAll(faucetScripts)) {
            return last.balances();
        }
        Known fresh = node.queries()
                .read(chain -> new Known(chain.tip().map(BlockInfo::hash), balances(chain, faucetScripts)));
        known = fresh;
        return fresh.balances();
    }

    private static Map<Script, Long> balances(StoreSnapshot chain, List<Script> faucetScripts) {
        Map<Script, Long> balances = new HashMap<>();
        faucetScripts.forEach(script -> balances.put(script, 0L));
        if (chain.answersByScript()) {
            balances.replaceAll((script, none) -> {
                var stats = chain.stats(ScriptHash.of(script));
                return stats.fundedSum().minus(stats.spentSum()).satoshis();
            });
        } else {
            chain.forEachCoin((outPoint, coin) -> balances.computeIfPresent(
                    coin.output().scriptPubKey(),
                    (script, sum) -> sum + coin.output().value().satoshis()));
        }
        return Map.copyOf(balances);
    }
}
