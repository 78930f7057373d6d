package org.wonsi.lab.story;

import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.RejectReason;

/**
 * Headers.
 *
 * <pre>
 *   s110 - h1 - h2 - h3 - h4      h4 comes before h3
 *        \ h-hash ...
 * </pre>
 */
final class HeaderCases {
    private HeaderCases() {}

    static void tell(BlockCaseBuilder t, long now) {
        work(t);
        time(t, now);
        version(t);
        order(t);
    }

    private static void work(BlockCaseBuilder t) {
        String tip = t.tip();
        t.refused("h-hash", tip, t.on(tip).withoutWork(), RejectReason.HIGH_HASH, "claims more work than its hash has");
        t.refused(
                "h-easy",
                tip,
                t.on(tip).bits(0x2100_8000L),
                RejectReason.HIGH_HASH,
                "states a target easier than any allowed");
        t.refused(
                "h-negative",
                tip,
                t.on(tip).bits(0x2080_0001L).withoutWork(),
                RejectReason.HIGH_HASH,
                "states a negative target");
        t.refused(
                "h-overflow",
                tip,
                t.on(tip).bits(0xff00_0001L).withoutWork(),
                RejectReason.HIGH_HASH,
                "states a target of more than 256 bits");
        t.refused(
                "h-bits",
                tip,
                t.on(tip).bits(0x207f_fffeL),
                RejectReason.BAD_DIFFICULTY_BITS,
                "has work for a target of its own choice, harder than demanded");
        t.refused(
                "h-bits-low",
                tip,
                t.on(tip).bits(0x2001_0000L),
                RejectReason.BAD_DIFFICULTY_BITS,
                "has work for a much harder target, which is still not the one demanded");
    }

    private static void time(BlockCaseBuilder t, long now) {
        String tip = t.tip();
        // The median of eleven blocks ten minutes apart is the sixth of them: five before the last.
        long median = t.block("s105").header().time();
        t.refused(
                "h-old",
                tip,
                t.on(tip).time(median),
                RejectReason.TIME_TOO_OLD,
                "its time is the median of the eleven before it");
        t.refused(
                "h-new",
                tip,
                // A minute more, for a node whose clock goes on while the story is told.
                t.on(tip).time(now + 7200 + 60),
                RejectReason.TIME_TOO_NEW,
                "its time is more than two hours ahead");
        t.connects(
                "h1", tip, t.on(tip).time(median + 1), "its time is one second after that median, before its parent's");
    }

    private static void version(BlockCaseBuilder t) {
        String tip = t.tip();
        t.refused(
                "h-version",
                tip,
                t.on(tip).version(3),
                RejectReason.BAD_VERSION,
                "0x00000003",
                "its version doesn't know BIP 65");
        t.connects("h2", tip, t.on(tip).version(4), "its version is the lowest allowed");
    }

    private static void order(BlockCaseBuilder t) {
        String tip = t.tip();
        Block h3 = t.keep("h3", t.on(tip));
        BlockDraft after = t.on("h3");
        Block h4 = t.keep("h4", after);
        t.orphan("h4", "h3", h4, after.height(), "comes before its parent");
        t.told("h3", tip, h3, after.height() - 1, "h4", "comes after its child, and both connect");
    }
}
