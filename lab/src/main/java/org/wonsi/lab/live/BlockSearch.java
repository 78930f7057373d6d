package org.wonsi.lab.live;

import java.time.Instant;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;

/**
 * A search for the next block of a chain, a slice of nonces at a time.
 *
 * <p>The template is made anew when the tip has moved, and every few seconds for the payments that came in meanwhile: no try helps the
 * next one, so nothing is lost with the old.
 */
public final class BlockSearch {
    private static final long RENEW_MILLIS = 2_000;
    private static final long NONCES = 1L << 32;

    private final ChainState chain;
    private final Mempool mempool;
    private final String tag;
    private final Script payout;
    private final NonceSearch search;
    private Optional<BlockTemplate> template = Optional.empty();
    private Instant made = Instant.MIN;
    private long nonce;
    private long extraNonce;
    private BlockHash builtOn;
    private long tries;
    private long total;
    private Optional<Hash256> best = Optional.empty();

    /**
     * On a chain, with what waits.
     *
     * @param tag for the coinbases, such as "/Seoul/"
     * @param payout whom the blocks pay
     */
    public BlockSearch(ChainState chain, Mempool mempool, String tag, Script payout, NonceSearch search) {
        this.chain = chain;
        this.mempool = mempool;
        this.tag = tag;
        this.payout = payout;
        this.search = search;
        this.builtOn = chain.tip().hash();
    }

    /** Tries so many nonces; a block if one of them solves it, which is still to be submitted. */
    public Optional<Block> search(int count, Instant now) {
        BlockTemplate current = current(now);
        int left = (int) Math.min(count, NONCES - nonce);
        Hash256 target = current.target().limit();
        NonceSearch.Result result = search.search(current.header(), target, nonce, left);
        nonce += left;
        tries += result.tries();
        total += result.tries();
        if (best.isEmpty() || result.hash().compareTo(best.get()) < 0) {
            best = Optional.of(result.hash());
        }
        if (!result.solves(target)) {
            return Optional.empty();
        }
        template = Optional.empty();
        return Optional.of(current.block(result.nonce()));
    }

    private BlockTemplate current(Instant now) {
        BlockHash tip = chain.tip().hash();
        if (!tip.equals(builtOn)) {
            builtOn = tip;
            tries = 0;
            best = Optional.empty();
            template = Optional.empty();
        }
        boolean old = now.toEpochMilli() - RENEW_MILLIS > (made.equals(Instant.MIN) ? 0 : made.toEpochMilli());
        if (template.isEmpty() || old || nonce == NONCES) {
            template =
                    Optional.of(BlockTemplate.create(chain, mempool, payout, tag, extraNonce++, now.getEpochSecond()));
            made = now;
            nonce = 0;
        }
        return template.orElseThrow();
    }

    /** What the next block's hash must not exceed; before the first try, what the last block's must not. */
    public Target target() {
        return template.map(BlockTemplate::target)
                .orElseGet(() ->
                        new CompactTarget(chain.tip().header().bits()).target().orElseThrow());
    }

    /** Hashes tried since the tip moved. */
    public long tries() {
        return tries;
    }

    /** Hashes tried in all. */
    public long total() {
        return total;
    }

    /** The least hash among them; absent before the first try. */
    public Optional<Hash256> best() {
        return best;
    }
}
