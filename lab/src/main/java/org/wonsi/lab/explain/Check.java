package org.wonsi.lab.explain;

/**
 * A check of one claim that the bytes make, with its outcome.
 *
 * @param name what was checked
 * @param outcome holds, fails, or could not be checked with these bytes alone
 * @param detail the figures compared, or what is missing for the check
 */
public record Check(String name, Outcome outcome, String detail) {
    /** The verdict of a check. */
    public enum Outcome {
        HOLDS,
        FAILS,
        NOT_CHECKED
    }

    static Check of(String name, boolean holds, String detail) {
        return new Check(name, holds ? Outcome.HOLDS : Outcome.FAILS, detail);
    }

    static Check notChecked(String name, String detail) {
        return new Check(name, Outcome.NOT_CHECKED, detail);
    }
}
