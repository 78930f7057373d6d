package org.wonsi.lab.story;

import static org.wonsi.lab.story.CaseTransactions.coins;
import static org.wonsi.lab.story.CaseTransactions.pay;

import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Transaction;

/**
 * The cases for branches: most work wins, the first seen wins a tie, and an invalid branch is never tried again.
 *
 * <pre>
 *   base - f1 - f2 - f5 - f6 - f7 - f8
 *        \ f3 - f4 - x5 - x6 - x7      x5 spends a coin again; only x7 gives its branch the most work
 *                       \ x8
 * </pre>
 */
final class ForkCases {
    private ForkCases() {}

    static void addTo(BlockCaseBuilder cases) {
        String base = cases.tip();
        Transaction here = pay(cases.coinbaseOf("s11"), coins(50));
        Transaction there = pay(cases.coinbaseOf("s11"), coins(49));

        cases.connects("f1", base, cases.on(base).pays(here), "pays with a coin");
        cases.accepted(
                "f3",
                base,
                cases.on(base).time(time(cases, base) + 601).pays(there),
                "f1",
                "pays someone else with that coin, a moment too late");
        cases.connects("f4", "f3", cases.on("f3"), "makes that branch longer: the other payment counts now");
        cases.accepted("f2", "f1", cases.on("f1"), "f4", "draws level, but came later");
        cases.connects("f5", "f2", cases.on("f2"), "overtakes: the first payment counts again");
        cases.connects("f6", "f5", cases.on("f5"), "goes on");

        cases.accepted(
                "x5",
                "f4",
                cases.on("f4").pays(pay(cases.coinbaseOf("s11"), coins(48))),
                "f6",
                "spends the coin of f3 again, which isn't looked at while its branch has less work");
        cases.accepted("x6", "x5", cases.on("x5"), "f6", "draws level");
        BlockDraft x7 = cases.on("x6");
        cases.refused(
                "x7",
                "x6",
                x7,
                RejectReason.BAD_PREV_BLOCK,
                "would give its branch the most work: now x5 is looked at, and the tip returns to f6");
        cases.refused(
                "x5-again",
                "f4",
                cases.block("x5"),
                cases.height("x5"),
                new Violation(RejectReason.DUPLICATE_INVALID, ""),
                "is x5 once more, and isn't checked again");
        cases.refused(
                "x8", "x5", cases.on("x5").time(time(cases, "x5") + 601), RejectReason.BAD_PREV_BLOCK, "builds on x5");

        cases.connects("f7", "f6", cases.on("f6"), "goes on");
        cases.refused(
                "f-bad",
                "f7",
                cases.on("f7").pays(pay(cases.coinbaseOf("s11"), coins(1))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends the coin of f1 again");
        cases.refused(
                "f-on-bad", "f-bad", cases.on("f-bad"), RejectReason.BAD_PREV_BLOCK, "builds on the invalid block");
        cases.connects("f8", "f7", cases.on("f7").time(time(cases, "f7") + 601), "is the valid one in its place");
    }

    private static long time(BlockCaseBuilder cases, String name) {
        return cases.block(name).header().time();
    }
}
