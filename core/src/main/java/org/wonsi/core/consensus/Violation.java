package org.wonsi.core.consensus;

import java.util.Optional;

/**
 * A rule that something well-formed breaks.
 *
 * <p>A value and no exception: to be refused is an ordinary answer, which strangers cause as often as they like,
 * and callers have to deal with it.
 *
 * @param reason which rule
 * @param argument what completes the reason's code where Bitcoin Core puts something in parentheses there (a script
 *     error, a version), else empty
 * @param detail what was found and what was expected, for people; may be empty
 */
public record Violation(RejectReason reason, String argument, String detail) {

    /** A violation whose reason takes no argument. */
    public Violation(RejectReason reason, String detail) {
        this(reason, "", detail);
    }

    /** The answer of a rule that is broken, whose reason takes no argument. */
    public static Optional<Violation> of(RejectReason reason, String detail) {
        return Optional.of(new Violation(reason, detail));
    }

    /** Bitcoin Core's reject string: "bad-txns-in-belowout", "bad-version(0x00000001)". */
    public String rejectString() {
        return reason.format(argument);
    }

    /** The reject string, a comma and the detail. */
    @Override
    public String toString() {
        return detail.isEmpty() ? rejectString() : rejectString() + ", " + detail;
    }
}
