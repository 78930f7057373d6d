package org.wonsi.core.bytes;

/**
 * A sentence with gaps, known by a code, so that it can be said in any language.
 *
 * <p>Modules list theirs in one enum each: core in {@link FormError}. A program for people looks the code up in its own texts,
 * as {@code RejectReason}'s codes are, and has the English ones if it has none.
 */
public interface Wording {
    /** Stable and for programs: {@code "hex-digit"}. */
    String code();

    /** The English sentence, with {@code %s} for each value. */
    String english();

    /** The sentence about these values: texts, numbers or sentences again, as many as there are gaps. */
    default Sentence with(Object... values) {
        return Sentence.of(this, values);
    }
}
