package org.wonsi.core.mining;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * A block that lacks only its proof of work.
 *
 * <p>Source: paper, section 6; Bitcoin Core, {@code BlockAssembler}.
 *
 * @param header with nonce 0
 * @param entries the transactions after the coinbase, parents before children
 * @param fees what the entries pay
 * @param target what the header's hash must not exceed
 */
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
        return BlockAssembler.at(chain, mempool).template(payout, tag, extraNonce, now);
    }

    /** The same for a block of at most so many bytes, 1,000 of which are kept for header and coinbase. */
    public static BlockTemplate create(
            ChainState chain, Mempool mempool, Script payout, String tag, long extraNonce, long now, int maxBytes) {
        return BlockAssembler.at(chain, mempool).template(payout, tag, extraNonce, now, maxBytes);
    }

    static Hash256 merkleRoot(Transaction coinbase, List<MempoolEntry> entries) {
        List<Hash256> leaves = new ArrayList<>();
        leaves.add(coinbase.txid().hash());
        entries.forEach(entry -> leaves.add(entry.txid().hash()));
        return MerkleTree.of(leaves).root();
    }

    /** The same template under another extra nonce: after all 2^32 nonces were tried. */
    public BlockTemplate withExtraNonce(long extraNonce) {
        TxIn old = coinbase.inputs().get(0);
        String tag = CoinbaseTag.text(old.scriptSig());
        Transaction changed = new Transaction(
                coinbase.version(),
                List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(height, tag, extraNonce), old.sequence())),
                coinbase.outputs(),
                coinbase.lockTime());
        return new BlockTemplate(
                height,
                new BlockHeader(
                        header.version(),
                        header.prevBlock(),
                        merkleRoot(changed, entries),
                        header.time(),
                        header.bits(),
                        0),
                changed,
                entries,
                fees,
                target);
    }

    /** The same template at another time, which must be after the median time past. */
    public BlockTemplate withTime(long time) {
        return new BlockTemplate(
                height,
                new BlockHeader(header.version(), header.prevBlock(), header.merkleRoot(), time, header.bits(), 0),
                coinbase,
                entries,
                fees,
                target);
    }

    /** The block with a nonce found. */
    public Block block(long nonce) {
        List<Transaction> transactions = new ArrayList<>();
        transactions.add(coinbase);
        entries.forEach(entry -> transactions.add(entry.tx()));
        return new Block(header.withNonce(nonce), transactions);
    }
}
