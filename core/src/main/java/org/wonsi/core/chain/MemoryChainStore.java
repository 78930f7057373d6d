package org.wonsi.core.chain;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * A chain in memory, for tests and simulations; also the plainest statement of what a {@link ChainStore} does.
 *
 * <p>Every test of the chain that runs on this one shows what a database must do; a store on disk is compared with
 * it, step by step.
 */
public final class MemoryChainStore implements ChainStore {
    private final Map<BlockHash, StoredHeader> headers = new LinkedHashMap<>();
    private final Map<BlockHash, Block> blocks = new HashMap<>();
    private final Map<BlockHash, BlockUndo> undos = new HashMap<>();
    private final Map<OutPoint, Coin> coins = new HashMap<>();
    private @Nullable BlockHash tip;

    @Override
    public void forEachHeader(Consumer<StoredHeader> consumer) {
        List.copyOf(headers.values()).forEach(consumer);
    }

    @Override
    public Optional<BlockHash> tip() {
        return Optional.ofNullable(tip);
    }

    @Override
    public Optional<Block> block(BlockHash hash) {
        return Optional.ofNullable(blocks.get(hash));
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return Optional.ofNullable(coins.get(outPoint));
    }

    @Override
    public Optional<Coin> coinInMemory(OutPoint outPoint) {
        return coin(outPoint);
    }

    /** All coins, for comparison with what they should be. */
    public Map<OutPoint, Coin> coins() {
        return Map.copyOf(coins);
    }

    /** Calls this for each coin, in no order; nothing is copied for it. */
    public void forEachCoin(BiConsumer<OutPoint, Coin> action) {
        coins.forEach(action);
    }

    @Override
    public Optional<BlockUndo> undo(BlockHash hash) {
        return Optional.ofNullable(undos.get(hash));
    }

    @Override
    public void saveHeaders(List<StoredHeader> saved) {
        saved.forEach(header -> headers.put(header.hash(), header));
    }

    @Override
    public void forgetHeaders(List<BlockHash> hashes) {
        hashes.stream().filter(hash -> !blocks.containsKey(hash)).forEach(headers::remove);
    }

    @Override
    public void saveBlock(StoredHeader header, Block block) {
        headers.put(header.hash(), header);
        blocks.put(header.hash(), block);
    }

    @Override
    public void restore(Block block) {
        blocks.replace(block.hash(), block);
    }

    @Override
    public void connect(StoredHeader header, Block block, BlockUndo spentCoins) {
        saveBlock(header, block);
        undos.put(header.hash(), spentCoins);
        tip = header.hash();
        if (header.height() == 0) {
            // Bitcoin's first version never added it to the coins, and so it has been a rule ever since.
            return; // Nobody can spend the genesis block's output.
        }
        for (Transaction tx : block.transactions()) {
            if (!tx.isCoinbase()) {
                tx.inputs().forEach(input -> coins.remove(input.prevout()));
            }
            for (int i = 0; i < tx.outputs().size(); i++) {
                TxOut output = tx.outputs().get(i);
                if (!UtxoRules.isUnspendable(output)) {
                    coins.put(new OutPoint(tx.txid(), i), new Coin(output, header.height(), tx.isCoinbase()));
                }
            }
        }
    }

    @Override
    public void disconnect(StoredHeader header, Block block, BlockUndo spentCoins) {
        headers.put(header.hash(), header);
        undos.remove(header.hash());
        tip = header.header().prevBlock();
        // Last first: a payment may have spent what an earlier one of the block made.
        for (int i = block.transactions().size() - 1; i >= 0; i--) {
            Transaction tx = block.transactions().get(i);
            for (int j = 0; j < tx.outputs().size(); j++) {
                coins.remove(new OutPoint(tx.txid(), j));
            }
            if (i > 0) {
                List<Coin> restored = spentCoins.spent().get(i - 1);
                for (int j = 0; j < restored.size(); j++) {
                    coins.put(tx.inputs().get(j).prevout(), restored.get(j));
                }
            }
        }
    }

    @Override
    public void setBulk(boolean bulk) {
        // Memory has no faster way that could lose anything.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
