package org.wonsi.node.vectors;

/**
 * The outcome of one case.
 *
 * @param outcome whether it held
 * @param reason why not, or why it was skipped; empty if it passed
 */
record Verdict(Outcome outcome, String reason) {
    static final Verdict PASSED = new Verdict(Outcome.PASSED, "");

    /** The ways in which a case can end. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    static Verdict failed(String reason) {
        return new Verdict(Outcome.FAILED, reason);
    }

    static Verdict skipped(String reason) {
        return new Verdict(Outcome.SKIPPED, reason);
    }

    /** Passed if what was found is what was expected. */
    static Verdict compare(String what, Object expected, Object found) {
        return expected.equals(found) ? PASSED : failed(what + ": expected " + expected + ", found " + found);
    }
}
