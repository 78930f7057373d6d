package org.wonsi.wallet.problem;

import java.util.List;

/**
 * A part of a sentence that has to be translated too: why a node can't be reached, what is wrong with a file.
 *
 * @param key of the message
 * @param values what it names, in order; never a secret
 */
public record Phrase(String key, List<Object> values) {
    public Phrase {
        values = List.copyOf(values);
    }

    /** A phrase by its key. */
    public static Phrase of(String key, Object... values) {
        return new Phrase(key, List.of(values));
    }
}
