package org.wonsi.lab.story;

import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.RejectReason;

/**
 * The cases for rules of headers: work, time, version, and a header that comes before its parent.
 *
 * <p>Each block has one fault, in its header alone, so that the reason shows which rule refused it; beside it stands a block
 * that keeps the same rule to the limit. A node that lost a rule, or drew its limit by one off, fails here.
 *
 * <pre>
 *   s110 - h1 - h2 - h3 - h4      h4 comes before h3
 *        \ h-hash ...
 * </pre>
 */
final class HeaderCases {
    private HeaderCases() {}

    static void addTo(BlockCaseBuilder cases, long now) {
        work(cases);
        time(cases, now);
        version(cases);
        order(cases);
    }

    private static void work(BlockCaseBuilder cases) {
        String tip = cases.tip();
        cases.refused(
                "h-hash",
                tip,
                cases.on(tip).withoutWork(),
                RejectReason.HIGH_HASH,
                "claims more work than its hash has");
        cases.refused(
                "h-easy",
                tip,
                cases.on(tip).bits(0x2100_8000L),
                RejectReason.HIGH_HASH,
                "states a target easier than any allowed");
        cases.refused(
                "h-negative",
                tip,
                cases.on(tip).bits(0x2080_0001L).withoutWork(),
                RejectReason.HIGH_HASH,
                "states a negative target");
        cases.refused(
                "h-overflow",
                tip,
                cases.on(tip).bits(0xff00_0001L).withoutWork(),
                RejectReason.HIGH_HASH,
                "states a target of more than 256 bits");
        cases.refused(
                "h-bits",
                tip,
                cases.on(tip).bits(0x207f_fffeL),
                RejectReason.BAD_DIFFICULTY_BITS,
                "has work for a target of its own choice, harder than demanded");
        cases.refused(
                "h-bits-low",
                tip,
                cases.on(tip).bits(0x2001_0000L),
                RejectReason.BAD_DIFFICULTY_BITS,
                "has work for a much harder target, which is still not the one demanded");
    }

    private static void time(BlockCaseBuilder cases, long now) {
        String tip = cases.tip();
        // The median of eleven blocks ten minutes apart is the sixth of them: five before the last.
        long median = cases.block("s105").header().time();
        cases.refused(
                "h-old",
                tip,
                cases.on(tip).time(median),
                RejectReason.TIME_TOO_OLD,
                "its time is the median of the eleven before it");
        cases.refused(
                "h-new",
                tip,
                // A minute more, for a node whose clock goes on while it is given the blocks.
                cases.on(tip).time(now + 7200 + 60),
                RejectReason.TIME_TOO_NEW,
                "its time is more than two hours ahead");
        cases.connects(
                "h1",
                tip,
                cases.on(tip).time(median + 1),
                "its time is one second after that median, before its parent's");
    }

    private static void version(BlockCaseBuilder cases) {
        String tip = cases.tip();
        cases.refused(
                "h-version",
                tip,
                cases.on(tip).version(3),
                RejectReason.BAD_VERSION,
                "0x00000003",
                "its version doesn't know BIP 65");
        cases.connects("h2", tip, cases.on(tip).version(4), "its version is the lowest allowed");
    }

    private static void order(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Block h3 = cases.keep("h3", cases.on(tip));
        BlockDraft after = cases.on("h3");
        Block h4 = cases.keep("h4", after);
        cases.orphan("h4", "h3", h4, after.height(), "comes before its parent");
        cases.add("h3", tip, h3, after.height() - 1, "h4", "comes after its child, and both connect");
    }
}
