package org.wonsi.lab.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * What a chain must be, as plainly as it can be said: every question is answered by replaying a branch from genesis.
 *
 * <p>Knows of rules only those that random trees break: coins exist, coinbases mature, nothing is created. All blocks
 * have the same work, so the longest branch is the one with the most.
 */
final class NaiveChain {
    private final Block genesis;
    private final Map<BlockHash, Block> complete = new LinkedHashMap<>();
    private final Map<BlockHash, Block> waiting = new LinkedHashMap<>();
    private final Set<BlockHash> banned = new HashSet<>();

    NaiveChain(Block genesis) {
        this.genesis = genesis;
        complete.put(genesis.hash(), genesis);
    }

    void accept(Block block) {
        waiting.putIfAbsent(block.hash(), block);
        List<BlockHash> parents = new ArrayList<>(complete.keySet());
        for (int i = 0; i < parents.size(); i++) {
            for (Block child : List.copyOf(waiting.values())) {
                BlockHash hash = child.hash();
                if (child.header().prevBlock().equals(parents.get(i))) {
                    waiting.remove(hash);
                    if (!onBanned(parents.get(i)) && complete.putIfAbsent(hash, child) == null) {
                        parents.add(hash);
                    }
                }
            }
        }
    }

    /** What builds on a block that is invalid at the moment isn't kept. */
    private boolean onBanned(BlockHash parent) {
        return branch(parent).stream().anyMatch(block -> banned.contains(block.hash()));
    }

    /** Blocks without a parent are only in memory. */
    void restart() {
        waiting.clear();
    }

    void ban(BlockHash hash) {
        banned.add(hash);
    }

    void forgive() {
        banned.clear();
    }

    /** The end of the longest branch without a mistake; of equal ones the one that was complete first. */
    BlockHash tip() {
        BlockHash best = genesis.hash();
        int longest = 1;
        for (BlockHash hash : complete.keySet()) {
            List<Block> branch = branch(hash);
            if (branch.size() > longest && coins(hash).isPresent()) {
                best = hash;
                longest = branch.size();
            }
        }
        return best;
    }

    private List<Block> branch(BlockHash end) {
        List<Block> branch = new ArrayList<>();
        BlockHash hash = end;
        while (!hash.equals(BlockHash.ZERO)) {
            Block block = Objects.requireNonNull(complete.get(hash));
            branch.add(0, block);
            hash = block.header().prevBlock();
        }
        return branch;
    }

    /** The coins at a block, from genesis; empty if there is a mistake on the way. */
    Optional<Map<OutPoint, Coin>> coins(BlockHash end) {
        Map<OutPoint, Coin> coins = new HashMap<>();
        int height = 0;
        for (Block block : branch(end)) {
            if (banned.contains(block.hash()) || (height > 0 && !replay(block, height, coins))) {
                return Optional.empty();
            }
            height++;
        }
        return Optional.of(coins);
    }

    private static boolean replay(Block block, int height, Map<OutPoint, Coin> coins) {
        long reward = 50_00000000L >> (height / 150);
        for (Transaction tx : block.transactions()) {
            long fee = 0;
            for (TxIn in : tx.isCoinbase() ? List.<TxIn>of() : tx.inputs()) {
                Coin coin = coins.remove(in.prevout());
                if (coin == null || (coin.coinbase() && height - coin.height() < 100)) {
                    return false;
                }
                fee += coin.output().value().satoshis();
            }
            for (int i = 0; i < tx.outputs().size(); i++) {
                coins.put(new OutPoint(tx.txid(), i), new Coin(tx.outputs().get(i), height, tx.isCoinbase()));
                fee -= tx.outputs().get(i).value().satoshis();
            }
            if (fee < 0 && !tx.isCoinbase()) {
                return false;
            }
            reward += fee;
        }
        return reward >= 0;
    }
}
