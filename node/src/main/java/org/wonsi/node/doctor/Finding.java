package org.wonsi.node.doctor;

/**
 * A finding: the result of one check.
 *
 * @param what in a sentence; where it isn't good, with what to do
 */
public record Finding(Kind kind, String what) {
    /** The kinds of findings. */
    public enum Kind {
        GOOD,
        /** The talk goes on, but something in it won't work as well. */
        NOTE,
        /** The talk breaks on it. */
        PROBLEM
    }

    static Finding good(String what) {
        return new Finding(Kind.GOOD, what);
    }

    static Finding note(String what, String remedy) {
        return new Finding(Kind.NOTE, what + "; " + remedy);
    }

    static Finding problem(String what, String remedy) {
        return new Finding(Kind.PROBLEM, what + "; " + remedy);
    }
}
