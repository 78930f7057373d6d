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
     * @param hash of the header
     */
    public static Optional<Violation> checkProofOfWork(BlockHeader header, BlockHash hash, ChainParams params) {
        Optional<Target> target = new CompactTarget(header.bits()).target();
        if (target.isEmpty() || target.get().compareTo(params.powLimit()) > 0) {
            return Violations.of(
                    RejectReason.HIGH_HASH, "bits " + new CompactTarget(header.bits()) + " are no allowed target");
        }
        return target.get().isMetBy(hash.hash())
                ? Optional.empty()
                : Violations.of(RejectReason.HIGH_HASH, "hash " + hash + " exceeds the target " + target.get());
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

    /** The stated target is exactly the one demanded here: difficulty isn't the miner's choice. */
    static Optional<Violation> checkBits(BlockHeader header, HeaderView parent, ChainParams params) {
        CompactTarget required = requiredBits(parent, params);
        return header.bits() != required.bits()
                ? Violations.of(
                        RejectReason.BAD_DIFFICULTY_BITS,
                        "bits " + new CompactTarget(header.bits()) + ", " + required + " are demanded here")
                : Optional.empty();
    }

    /**
     * A block's time is after the median of the eleven before it.
     *
     * <p>Clocks of strangers agree only roughly, so times needn't rise from block to block; the median does.
     */
    static Optional<Violation> checkNotTooOld(BlockHeader header, HeaderView parent) {
        return header.time() <= parent.medianTimePast()
                ? Violations.of(
                        RejectReason.TIME_TOO_OLD,
                        "time " + header.time() + " is not after the median " + parent.medianTimePast()
                                + " of the blocks before")
                : Optional.empty();
    }

    /** A block's time is at most two hours ahead of this node's clock (120 s on the seminar network). */
    public static Optional<Violation> checkNotTooNew(BlockHeader header, ChainParams params, long now) {
        return header.time() > now + params.maxFutureSeconds()
                ? Violations.of(
                        RejectReason.TIME_TOO_NEW,
                        "time " + header.time() + " is more than " + params.maxFutureSeconds()
                                + " seconds ahead of the clock, " + now)
                : Optional.empty();
    }

    /** A block's version is at least that of the rule changes in force (BIP 34, 66, 65), as their votes demanded. */
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
     * <p>Source: paper, section 4; Bitcoin Core, {@code GetNextWorkRequired}.
     */
    public static CompactTarget requiredBits(HeaderView parent, ChainParams params) {
        CompactTarget old = new CompactTarget(parent.header().bits());
        int height = parent.height() + 1;
        if (params.noRetargeting() || height % params.retargetInterval() != 0) {
            return old;
        }
        int first = Math.max(height - params.retargetInterval(), params.firstWindowStart());
        long taken = parent.header().time() - parent.ancestor(first).header().time();
        long intended = (long) params.retargetInterval() * params.targetSpacing();
        return Retarget.next(old, taken, intended, params.powLimit());
    }
}
