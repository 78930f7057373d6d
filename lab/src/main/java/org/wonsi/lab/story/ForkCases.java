package org.wonsi.lab.story;

import static org.wonsi.lab.story.CaseTransactions.coins;
import static org.wonsi.lab.story.CaseTransactions.pay;

import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Transaction;

/**
 * Branches: most work wins, the first seen wins a tie, and an invalid branch is never tried again.
 *
 * <pre>
 *   base - f1 - f2 - f5 - f6 - f7 - f8
 *        \ f3 - f4 - x5 - x6 - x7      x5 spends a coin again; only x7 gives its branch the most work
 *                       \ x8
 * </pre>
 */
final class ForkCases {
    private ForkCases() {}

    static void tell(BlockCaseBuilder t) {
        String base = t.tip();
        Transaction here = pay(t.coinbaseOf("s11"), coins(50));
        Transaction there = pay(t.coinbaseOf("s11"), coins(49));

        t.connects("f1", base, t.on(base).pays(here), "pays with a coin");
        t.accepted(
                "f3",
                base,
                t.on(base).time(time(t, base) + 601).pays(there),
                "f1",
                "pays someone else with that coin, a moment too late");
        t.connects("f4", "f3", t.on("f3"), "makes that branch longer: the other payment counts now");
        t.accepted("f2", "f1", t.on("f1"), "f4", "draws level, but came later");
        t.connects("f5", "f2", t.on("f2"), "overtakes: the first payment counts again");
        t.connects("f6", "f5", t.on("f5"), "goes on");

        t.accepted(
                "x5",
                "f4",
                t.on("f4").pays(pay(t.coinbaseOf("s11"), coins(48))),
                "f6",
                "spends the coin of f3 again, which isn't looked at while its branch has less work");
        t.accepted("x6", "x5", t.on("x5"), "f6", "draws level");
        BlockDraft x7 = t.on("x6");
        t.refused(
                "x7",
                "x6",
                x7,
                RejectReason.BAD_PREV_BLOCK,
                "would give its branch the most work: now x5 is looked at, and the tip returns to f6");
        t.refused(
                "x5-again",
                "f4",
                t.block("x5"),
                t.height("x5"),
                new Violation(RejectReason.DUPLICATE_INVALID, ""),
                "is x5 once more, and isn't checked again");
        t.refused("x8", "x5", t.on("x5").time(time(t, "x5") + 601), RejectReason.BAD_PREV_BLOCK, "builds on x5");

        t.connects("f7", "f6", t.on("f6"), "goes on");
        t.refused(
                "f-bad",
                "f7",
                t.on("f7").pays(pay(t.coinbaseOf("s11"), coins(1))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends the coin of f1 again");
        t.refused("f-on-bad", "f-bad", t.on("f-bad"), RejectReason.BAD_PREV_BLOCK, "builds on the invalid block");
        t.connects("f8", "f7", t.on("f7").time(time(t, "f7") + 601), "is the valid one in its place");
    }

    private static long time(BlockCaseBuilder t, String name) {
        return t.block(name).header().time();
    }
}
