package org.wonsi.lab.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * The conditions that hold for each honest node after every step, whatever happens to the network.
 *
 * <ul>
 *   <li>the tip has the most work of all complete branches it knows;
 *   <li>the coins are those of a replay from genesis;
 *   <li>there is no more money than the schedule allows;
 *   <li>the mempool contradicts neither the chain nor itself.
 * </ul>
 */
final class Invariants {
    private static final int LONG = 300;

    private final long seed;
    private final int replayEvery;
    private long checks;

    /** Replays from genesis at every n-th check only, where networks are large. */
    Invariants(long seed, int replayEvery) {
        this.seed = seed;
        this.replayEvery = replayEvery;
    }

    long checks() {
        return checks;
    }

    void check(SimulatedNode node) {
        checks++;
        ChainState chain = node.node().chain();
        checkMostWork(node, chain);
        checkMempool(node, chain, node.node().mempool());
        // A replay takes as long as the chain is; rarer on long ones, so that checking doesn't outgrow running.
        int height = chain.tip().height();
        if (checks % (replayEvery + height / (height < LONG ? 50 : 5)) == 0) {
            checkCoins(node, chain);
        }
    }

    private void checkMostWork(SimulatedNode node, ChainState chain) {
        HeaderNode tip = chain.tip();
        for (HeaderNode leaf : chain.headers().leaves()) {
            if (leaf.chainWork().compareTo(tip.chainWork()) <= 0) {
                continue;
            }
            HeaderNode complete = leaf;
            // Down to where all blocks are here; branches are short, so this ends soon at the active chain.
            boolean usable = true;
            for (HeaderNode n = leaf; !chain.isActive(n); n = n.parent().orElseThrow()) {
                usable &= n.status().hasBlock();
                if (!n.status().hasBlock()) {
                    complete = n.parent().orElseThrow();
                    usable = true;
                }
            }
            if (usable && complete.chainWork().compareTo(tip.chainWork()) > 0) {
                throw broken(node, "knows all of branch " + complete + " with more work than its tip " + tip);
            }
        }
    }

    private void checkCoins(SimulatedNode node, ChainState chain) {
        Deque<HeaderNode> path = new ArrayDeque<>();
        for (HeaderNode n = chain.tip(); n.height() > 0; n = n.parent().orElseThrow()) {
            path.push(n);
        }
        Map<OutPoint, Coin> coins = new HashMap<>();
        Amount allowed = Amount.ZERO;
        for (HeaderNode n : path) {
            Block block = node.store().block(n.hash()).orElseThrow();
            allowed = allowed.plus(Subsidy.at(n.height(), chain.params().halvingInterval()));
            replay(coins, block, n.height());
        }
        if (!coins.equals(node.store().coins())) {
            throw broken(node, "has other coins than a replay from genesis gives at " + chain.tip());
        }
        Amount supply = Amount.ZERO;
        for (Coin coin : coins.values()) {
            supply = supply.plus(coin.output().value());
        }
        if (supply.compareTo(allowed) > 0) {
            throw broken(node, "has " + supply + " coins at " + chain.tip() + " where " + allowed + " are allowed");
        }
    }

    private static void replay(Map<OutPoint, Coin> coins, Block block, int height) {
        for (Transaction tx : block.transactions()) {
            if (!tx.isCoinbase()) {
                tx.inputs().forEach(in -> coins.remove(in.prevout()));
            }
            for (int i = 0; i < tx.outputs().size(); i++) {
                if (!UtxoRules.isUnspendable(tx.outputs().get(i))) {
                    coins.put(new OutPoint(tx.txid(), i), new Coin(tx.outputs().get(i), height, tx.isCoinbase()));
                }
            }
        }
    }

    private void checkMempool(SimulatedNode node, ChainState chain, Mempool mempool) {
        Set<OutPoint> spent = new HashSet<>();
        for (MempoolEntry entry : mempool.entries()) {
            for (TxIn input : entry.tx().inputs()) {
                OutPoint prevout = input.prevout();
                if (!spent.add(prevout)) {
                    throw broken(node, "has two waiting transactions that spend " + prevout);
                }
                if (chain.coin(prevout).isEmpty()
                        && mempool.entry(prevout.txid()).isEmpty()) {
                    throw broken(node, "waits with " + entry.txid() + ", which spends nothing that exists");
                }
            }
        }
    }

    /** A bug: of the node, or of the simulation. */
    IllegalStateException broken(SimulatedNode node, String what) {
        return new IllegalStateException("seed " + seed + ": node " + node + " " + what);
    }
}
