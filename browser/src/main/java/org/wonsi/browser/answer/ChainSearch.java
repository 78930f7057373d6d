package org.wonsi.browser.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.live.LiveNode;

/**
 * A look through the active chain and the mempool of a tab's node.
 *
 * <p>No index is kept between two questions: a tab's chain is short, and so it is read once for each question that needs it.
 */
final class ChainSearch {
    private final LiveNode node;
    private final ChainState chain;
    private @Nullable Map<Txid, Found> confirmed;

    ChainSearch(LiveNode node) {
        this.node = node;
        this.chain = node.chain();
    }

    /**
     * A transaction.
     *
     * @param block the one it is in; absent while it waits
     */
    record Found(Transaction tx, Optional<HeaderNode> block) {}

    /** The blocks of the active chain, the newest first. */
    List<HeaderNode> active() {
        List<HeaderNode> nodes = new ArrayList<>();
        for (int h = chain.tip().height(); h >= 0; h--) {
            nodes.add(chain.activeAt(h).orElseThrow());
        }
        return nodes;
    }

    Block block(HeaderNode active) {
        return chain.block(active.hash()).orElseThrow();
    }

    private Map<Txid, Found> confirmed() {
        Map<Txid, Found> known = confirmed;
        if (known == null) {
            known = new HashMap<>();
            for (HeaderNode at : active()) {
                for (Transaction tx : block(at).transactions()) {
                    known.put(tx.txid(), new Found(tx, Optional.of(at)));
                }
            }
            confirmed = known;
        }
        return known;
    }

    /** A transaction that waits or is in the active chain. */
    Optional<Found> find(Txid txid) {
        Optional<MempoolEntry> waiting = node.mempool().entry(txid);
        return waiting.isPresent()
                ? waiting.map(entry -> new Found(entry.tx(), Optional.empty()))
                : Optional.ofNullable(confirmed().get(txid));
    }

    /** An output, spent or not. */
    Optional<TxOut> output(OutPoint outPoint) {
        Optional<TxOut> unspent = chain.coin(outPoint).map(Coin::output);
        return unspent.or(() -> find(outPoint.txid())
                .map(found -> found.tx.outputs())
                .filter(outputs -> outPoint.index() < outputs.size())
                .map(outputs -> outputs.get((int) outPoint.index())));
    }

    /** Who spends an output, waiting or in the active chain. */
    Optional<Found> spender(OutPoint outPoint) {
        Optional<MempoolEntry> waiting = node.mempool().spender(outPoint);
        if (waiting.isPresent()) {
            return waiting.map(entry -> new Found(entry.tx(), Optional.empty()));
        }
        return chain.coin(outPoint).isPresent()
                ? Optional.empty()
                : confirmed().values().stream()
                        .filter(found -> spends(found.tx, outPoint))
                        .findFirst();
    }

    private static boolean spends(Transaction tx, OutPoint outPoint) {
        return tx.inputs().stream().map(TxIn::prevout).anyMatch(outPoint::equals);
    }

    /** The coins that were unspent once a block of the active chain was the tip. */
    CoinView coinsAt(HeaderNode tip) {
        Map<OutPoint, Coin> coins = new HashMap<>();
        for (int h = 1; h <= tip.height(); h++) {
            for (Transaction tx : block(chain.activeAt(h).orElseThrow()).transactions()) {
                tx.inputs().forEach(input -> coins.remove(input.prevout()));
                for (int i = 0; i < tx.outputs().size(); i++) {
                    TxOut output = tx.outputs().get(i);
                    if (!UtxoRules.isUnspendable(output)) {
                        coins.put(new OutPoint(tx.txid(), i), new Coin(output, h, tx.isCoinbase()));
                    }
                }
            }
        }
        return outPoint -> Optional.ofNullable(coins.get(outPoint));
    }
}
