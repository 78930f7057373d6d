package org.wonsi.wallet.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * The outputs that inputs spend, taken from the transactions that made them.
 *
 * <p>Those transactions come from a node too, but their hash is the id that the input names: an amount or script can't be
 * changed without changing it.
 */
public final class PreviousOutputs {
    private PreviousOutputs() {}

    /**
     * The previous outputs of these coins.
     *
     * @throws WalletException lying-node if a coin's amount or script isn't what the node had said
     */
    public static Map<OutPoint, TxOut> of(List<OwnCoin> coins, Nodes nodes) {
        EsploraClient node = nodes.first();
        List<Txid> txids =
                coins.stream().map(coin -> coin.outPoint().txid()).distinct().toList();
        List<Transaction> made = nodes.each(
                txids,
                txid -> node.rawTransaction(txid)
                        .orElseThrow(() ->
                                new WalletException("lying-node", node.url(), Phrase.of("lie.no-transaction", txid))));
        Map<Txid, Transaction> byId = new LinkedHashMap<>();
        made.forEach(tx -> byId.put(tx.txid(), tx));
        Map<OutPoint, TxOut> outputs = new LinkedHashMap<>();
        for (OwnCoin coin : coins) {
            outputs.put(coin.outPoint(), check(coin, byId, node.url()));
        }
        return outputs;
    }

    private static TxOut check(OwnCoin coin, Map<Txid, Transaction> byId, String url) {
        OutPoint outPoint = coin.outPoint();
        Transaction tx = byId.get(outPoint.txid());
        if (tx == null || outPoint.index() >= tx.outputs().size()) {
            throw new WalletException("lying-node", url, Phrase.of("lie.no-output", outPoint));
        }
        TxOut output = tx.outputs().get((int) outPoint.index());
        if (!output.value().equals(coin.value())) {
            throw new WalletException(
                    "lying-node", url, Phrase.of("lie.value", outPoint, output.value(), coin.value()));
        }
        if (!output.scriptPubKey().equals(coin.owner().address().scriptPubKey())) {
            throw new WalletException("lying-node", url, Phrase.of("lie.not-ours", outPoint));
        }
        return output;
    }
}
