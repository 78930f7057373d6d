package org.wonsi.lab.live;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A search for the work of a changed block and of empty blocks after it, until the branch is longer than a node's chain; a slice of nonces
 * at a time.
 *
 * <pre>
 *   parent - block - block - tip                 the node's chain
 *          \ changed - empty - empty - empty     the forger's: one more
 * </pre>
 *
 * <p>The empty blocks have the times and the targets of those that they replace, so that nothing but the change itself speaks against the
 * branch. Source: paper, section 4.
 */
public final class Forger {
    private static final long NONCES = 1L << 32;
    private static final int VERSION = 0x2000_0000;

    private final LiveNode victim;
    private final Script payout;
    private final NonceSearch search;
    private final List<Block> branch = new ArrayList<>();
    private final int height;
    private Block candidate;
    private Target target;
    private long nonce;
    private long tries;

    /**
     * Begins with a block whose work is to be redone.
     *
     * @param victim the node whose chain is to be overtaken
     * @param payout what the empty blocks pay to
     * @throws MalformedException if the node doesn't know the block before, or the block's bits are no target
     */
    public Forger(LiveNode victim, Block changed, Script payout, NonceSearch search) {
        this.victim = victim;
        this.payout = payout;
        this.search = search;
        this.height = victim.chain()
                        .headers()
                        .get(changed.header().prevBlock())
                        .orElseThrow(() -> new MalformedException(victim + " knows no block "
                                + changed.header().prevBlock() + ", which is to be the one before"))
                        .height()
                + 1;
        this.candidate = changed;
        this.target = targetOf(changed.header());
    }

    private static Target targetOf(BlockHeader header) {
        return new CompactTarget(header.bits())
                .target()
                .orElseThrow(() -> new MalformedException("the header's bits are no target"));
    }

    /** Tries so many nonces; whether the branch is longer than the node's chain now. */
    public boolean search(int count) {
        if (isDone()) {
            return true;
        }
        int left = (int) Math.min(count, NONCES - nonce);
        NonceSearch.Result result = search.search(candidate.header(), target.limit(), nonce, left);
        nonce += left;
        tries += result.tries();
        if (result.solves(target.limit())) {
            branch.add(new Block(candidate.header().withNonce(result.nonce()), candidate.transactions()));
            nonce = 0;
            if (!isDone()) {
                candidate = next();
                target = targetOf(candidate.header());
            }
        } else if (nonce == NONCES) {
            // None of the 2^32 nonces met the target: another second makes another header.
            BlockHeader old = candidate.header();
            candidate = new Block(
                    new BlockHeader(
                            old.version(), old.prevBlock(), old.merkleRoot(), old.time() + 1, old.bits(), old.nonce()),
                    candidate.transactions());
            nonce = 0;
        }
        return isDone();
    }

    private boolean isDone() {
        return branch.size() >= blocks();
    }

    /** An empty block on the newest of the branch. */
    private Block next() {
        HeaderNode tip = victim.chain().tip();
        ChainParams params = victim.chain().params();
        int at = height + branch.size();
        boolean replaces = at <= tip.height();
        BlockHeader like = replaces ? tip.ancestor(at).header() : tip.header();
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(at, "/forger/", 0), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Subsidy.at(at, params.halvingInterval()), payout)),
                0);
        BlockHeader header = new BlockHeader(
                VERSION,
                branch.get(branch.size() - 1).hash(),
                MerkleTree.of(List.of(coinbase.txid().hash())).root(),
                replaces ? like.time() : like.time() + 1,
                replaces ? like.bits() : HeaderRules.requiredBits(tip, params).bits(),
                0);
        return new Block(header, List.of(coinbase));
    }

    /** How many blocks the branch needs to be longer than the node's chain. */
    public int blocks() {
        return Math.max(1, victim.chain().tip().height() - height + 2);
    }

    /** The blocks that have their work. */
    public List<Block> branch() {
        return List.copyOf(branch);
    }

    /** Hashes tried so far. */
    public long tries() {
        return tries;
    }
}
