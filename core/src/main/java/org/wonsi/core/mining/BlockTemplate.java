package org.wonsi.core.mining;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;

/**
 * A block that lacks only its proof of work.
 *
 * @param header with nonce 0
 * @param entries the transactions after the coinbase, parents before children
 * @param fees what the entries pay
 * @param target what the header's hash must not exceed
 */
@SuppressWarnings("DoNotCallSuggester")
public record BlockTemplate(
        int height, BlockHeader header, Transaction coinbase, List<MempoolEntry> entries, Amount fees, Target target) {
    public BlockTemplate {
        entries = List.copyOf(entries);
    }

    /**
     * The best block to work on now.
     *
     * @param payout who gets subsidy and fees
     * @param tag text for the coinbase, such as "/Seoul/": who found the block; at most 64 bytes of UTF-8
     * @param extraNonce makes this template's coinbase, and so all its hashes, differ from others
     * @param now the clock, seconds since 1970 UTC; the block's time is later if the median time past demands it
     */
    public static BlockTemplate create(
            ChainState chain, Mempool mempool, Script payout, String tag, long extraNonce, long now) {
        throw new UnsupportedOperationException(
                "create " + chain.tip() + mempool.count() + payout + tag + extraNonce + now);
    }

    /** The same template under another extra nonce: after all 2^32 nonces were tried. */
    public BlockTemplate withExtraNonce(long extraNonce) {
        throw new UnsupportedOperationException("withExtraNonce " + extraNonce);
    }

    /** The block with a nonce found. */
    public Block block(long nonce) {
        List<Transaction> transactions = new ArrayList<>();
        transactions.add(coinbase);
        entries.forEach(entry -> transactions.add(entry.tx()));
        return new Block(header.withNonce(nonce), transactions);
    }
}
