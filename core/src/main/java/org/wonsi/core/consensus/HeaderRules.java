package org.wonsi.core.consensus;

import java.util.HexFormat;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Retarget;
import org.wonsi.core.pow.Target;

/**
 * The rules for a header: on its own, and in its place in the chain.
 *
 * <p>A header is 80 bytes, and its hash shows how much work it cost. So headers are checked before anything else is
 * asked for: a stranger must have spent work before this node spends memory or bandwidth on him.
 *
 * <pre>
 *    version      which rules its miner claims to know      checkVersion
 *    prevBlock    the block it builds on                    the chain looks it up
 *    merkleRoot   the transactions it covers                BlockRules.checkMerkleRoot
 *    time         when it was made, roughly                 checkNotTooOld, checkNotTooNew
 *    bits         how small its hash must be                checkBits
 *    nonce        what made the hash small enough           checkProofOfWork
 * </pre>
 *
 * <p>Source: paper, sections 3 to 5; Bitcoin Core, {@code CheckBlockHeader} and {@code ContextualCheckBlockHeader}.
 */
public final class HeaderRules {
    private HeaderRules() {}

    /**
     * The hash meets the target that the header states, and the target is one.
     *
     * <p>That the stated target is the one demanded at this place is another rule, {@link #checkBits}; this one can be
     * checked before the place is known, so that junk costs its sender work.
     *
     * <p>The whole 256-bit number is compared, not a count of zero bits as the paper describes it: with a count,
     * difficulty could only be doubled or halved.
     *
     * <p>The stated target must also be no easier than the network's limit. Without that a header could name a
     * target that nearly every hash meets, and anybody could fill this node with headers for nothing.
     *
     * @param hash of the header
     */
    public static Optional<Violation> checkProofOfWork(BlockHeader header, BlockHash hash, ChainParams params) {
        Optional<Target> target = new CompactTarget(header.bits()).target();
        if (target.isEmpty() || target.get().compareTo(params.powLimit()) > 0) {
            return Violation.of(
                    RejectReason.HIGH_HASH, "bits " + new CompactTarget(header.bits()) + " are no allowed target");
        }
        return target.get().isMetBy(hash.hash())
                ? Optional.empty()
                : Violation.of(RejectReason.HIGH_HASH, "hash " + hash + " exceeds the target " + target.get());
    }

    /**
     * The rules in its place, in Bitcoin Core's order.
     *
     * @param parent the header it builds on
     * @param now the clock, seconds since 1970 UTC
     */
    public static Optional<Violation> checkInContext(
            BlockHeader header, HeaderView parent, ChainParams params, long now) {
        return checkBits(header, parent, params)
                .or(() -> checkNotTooOld(header, parent))
                .or(() -> checkNotTooNew(header, params, now))
                .or(() -> checkVersion(header, parent.height() + 1, params));
    }

    /**
     * The stated target is exactly the one demanded here: difficulty isn't the miner's choice.
     *
     * <p>A miner who could choose would state an easy target. Each of his blocks would count for little, since a
     * chain is measured by work and not by length, but he could make millions of them and fill every node's disk.
     *
     * <p>Not even a harder target than demanded is taken. All nodes compute the same number from the same headers,
     * so there is nothing to choose, and nobody can make difficulty jump at will.
     */
    static Optional<Violation> checkBits(BlockHeader header, HeaderView parent, ChainParams params) {
        CompactTarget required = requiredBits(parent, params);
        return header.bits() != required.bits()
                ? Violation.of(
                        RejectReason.BAD_DIFFICULTY_BITS,
                        "bits " + new CompactTarget(header.bits()) + ", " + required + " are demanded here")
                : Optional.empty();
    }

    /**
     * A block's time is after the median of the eleven before it.
     *
     * <p>Clocks of strangers agree only roughly, so times needn't rise from block to block; the median does.
     *
     * <p>Without a lower limit a miner could date his blocks back, and the window by which difficulty is adjusted
     * would seem to have taken another time than it did. To move the median of eleven he has to have made six of
     * them. At the edge between two windows some freedom is left, which the time-warp attack uses; Bitcoin lives
     * with it to this day, and BIP 54 would close it.
     */
    static Optional<Violation> checkNotTooOld(BlockHeader header, HeaderView parent) {
        return header.time() <= parent.medianTimePast()
                ? Violation.of(
                        RejectReason.TIME_TOO_OLD,
                        "time " + header.time() + " is not after the median " + parent.medianTimePast()
                                + " of the blocks before")
                : Optional.empty();
    }

    /**
     * A block's time is at most two hours ahead of this node's clock (120 s on the seminar network).
     *
     * <p>A time in the future would make the window look longer, and so mining easier. Two hours are room for
     * clocks that go wrong.
     *
     * <p>This is the only rule whose answer depends on when it is asked: the same header may be fine a minute
     * later. So nothing is remembered against a header that breaks it, and its sender isn't punished as others are.
     */
    public static Optional<Violation> checkNotTooNew(BlockHeader header, ChainParams params, long now) {
        return header.time() > now + params.maxFutureSeconds()
                ? Violation.of(
                        RejectReason.TIME_TOO_NEW,
                        "time " + header.time() + " is more than " + params.maxFutureSeconds()
                                + " seconds ahead of the clock, " + now)
                : Optional.empty();
    }

    /**
     * A block's version is at least that of the rule changes in force (BIP 34, 66, 65), as their votes demanded.
     *
     * <p>Miners said with the version that they knew a new rule. When 950 of the last 1,000 blocks said so, blocks
     * of an older version were refused from then on, so that a miner who had not updated noticed at once, and not
     * on the day on which he broke the new rule. That counting is history, and the heights are fixed now (BIP 90).
     * Later changes use single bits of the version (BIP 9) and refuse none.
     */
    public static Optional<Violation> checkVersion(BlockHeader header, int height, ChainParams params) {
        int version = header.version();
        boolean obsolete = (version < 2 && params.isActive(SoftFork.BIP34, height))
                || (version < 3 && params.isActive(SoftFork.BIP66, height))
                || (version < 4 && params.isActive(SoftFork.BIP65, height));
        return obsolete
                ? Optional.of(new Violation(
                        RejectReason.BAD_VERSION,
                        "0x" + HexFormat.of().toHexDigits(version),
                        "blocks of version " + version + " are obsolete at height " + height))
                : Optional.empty();
    }

    /**
     * The bits that a block on this parent must state: the parent's, or at the end of each window adjusted ones.
     *
     * <pre>
     *   0  1 ... 2015 | 2016 ... 4031 | 4032      at 2016: time(2015) - time(0), against 2016 spacings
     * </pre>
     *
     * <p>It follows from headers alone, without any clock, so that all nodes find the same number, today and when
     * they check the chain years later.
     *
     * <p>Source: paper, section 4; Bitcoin Core, {@code GetNextWorkRequired}.
     */
    public static CompactTarget requiredBits(HeaderView parent, ChainParams params) {
        CompactTarget old = new CompactTarget(parent.header().bits());
        int height = parent.height() + 1;
        if (params.noRetargeting() || height % params.retargetInterval() != 0) {
            return old;
        }
        // The seminar's genesis block may be far older than the block after it, so there the first window begins with
        // that one.
        int first = Math.max(height - params.retargetInterval(), params.firstWindowStart());
        long taken = parent.header().time() - parent.ancestor(first).header().time();
        long intended = (long) params.retargetInterval() * params.targetSpacing();
        return Retarget.next(old, taken, intended, params.powLimit());
    }
}
