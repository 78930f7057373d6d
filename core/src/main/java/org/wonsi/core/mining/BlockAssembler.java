package org.wonsi.core.mining;

import java.util.List;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.LockTimeRules;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A maker of block templates from the mempool as it was at one moment. Making a template of 20,000 waiting
 * transactions takes long, and any thread may do it: nothing here changes.
 *
 * <p>Source: Bitcoin Core, {@code BlockAssembler}.
 *
 * @param parent the tip
 * @param waiting the transactions of the mempool, the highest fee rate first
 */
public record BlockAssembler(ChainParams params, HeaderNode parent, List<MempoolEntry> waiting) {
    /** Bits 29 to 31 of a version say that the others are votes on rule changes (BIP 9); none is cast. */
    private static final int VERSION = 0x2000_0000;

    /** Kept free for header and coinbase. */
    private static final int RESERVED_BYTES = 1000;

    private static final int RESERVED_SIGOPS = 100;

    public BlockAssembler {
        waiting = List.copyOf(waiting);
    }

    /** The tip and what waits now; for the thread that owns them. */
    public static BlockAssembler at(ChainState chain, Mempool mempool) {
        return new BlockAssembler(chain.params(), chain.tip(), mempool.entries());
    }

    /** The block's time: the clock's, in seconds since 1970 UTC, or later if the median time past demands it. */
    public long time(long now) {
        return Math.max(now, parent.medianTimePast() + 1);
    }

    /** The best block to work on; see {@link BlockTemplate#create}. */
    public BlockTemplate template(Script payout, String tag, long extraNonce, long now) {
        return template(payout, tag, extraNonce, now, params.limits().bytes());
    }

    /** The same for a block of at most so many bytes, 1,000 of which are kept for header and coinbase. */
    public BlockTemplate template(Script payout, String tag, long extraNonce, long now, int maxBytes) {
        int height = parent.height() + 1;
        List<MempoolEntry> ready = waiting.stream()
                .filter(entry -> LockTimeRules.isFinal(entry.tx(), height, parent.medianTimePast()))
                .toList();
        List<MempoolEntry> chosen = PackageSelection.of(
                ready,
                Math.min(maxBytes, params.limits().bytes()) - RESERVED_BYTES,
                BlockRules.MAX_BLOCK_SIGOPS - RESERVED_SIGOPS);
        // Each stands behind those that it needs, so that any number of them from the first on is a block's worth.
        List<MempoolEntry> entries = chosen.subList(
                0, params.limits().fitting(chosen.stream().map(MempoolEntry::tx).toList()));
        Amount fees = Amount.ZERO;
        for (MempoolEntry entry : entries) {
            fees = fees.plus(entry.fee());
        }
        Amount reward = Subsidy.at(height, params.halvingInterval()).plus(fees);
        Transaction coinbase = new Transaction(
                2,
                List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(height, tag, extraNonce), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(reward, payout)),
                0);
        CompactTarget bits = HeaderRules.requiredBits(parent, params);
        BlockHeader header = new BlockHeader(
                VERSION, parent.hash(), BlockTemplate.merkleRoot(coinbase, entries), time(now), bits.bits(), 0);
        return new BlockTemplate(
                height, header, coinbase, entries, fees, bits.target().orElseThrow());
    }
}
