package org.wonsi.lab.explain;

import org.wonsi.core.pow.CompactTarget;
import org.wonsi.lab.text.Decimals;

/** The text of a compact target for people. */
final class BitsText {
    private BitsText() {}

    static String of(long bits) {
        return "0x" + new CompactTarget(bits).toDisplay();
    }

    static String target(long bits) {
        CompactTarget compact = new CompactTarget(bits);
        if (compact.isNegative()) {
            return "This one is negative, so no hash can meet it.";
        }
        if (compact.isOverflow()) {
            return "This one needs more than 256 bits, so it is no target.";
        }
        return compact.target()
                .map(target -> "It stands for " + target.toDisplay() + ", about "
                        + Decimals.grouped(target.work().hashes()) + " tries.")
                .orElse("This one is zero, so no hash can meet it.");
    }
}
