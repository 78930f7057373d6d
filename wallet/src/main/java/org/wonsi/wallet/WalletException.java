package org.wonsi.wallet;

import java.util.Arrays;
import java.util.List;

/**
 * Something the person at the keyboard has to know: what was asked for can't be done, and why.
 *
 * <p>Carries a code and the values that belong to it; the command line turns them into a sentence in the reader's
 * language (the texts are in {@code messages.properties} under {@code error.}code). No value is ever a secret.
 */
public final class WalletException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> values;

    /** A problem by its code, with the values its sentence names. */
    public WalletException(String code, Object... values) {
        super(code + " " + Arrays.toString(values));
        this.code = code;
        this.values = List.of(values);
    }

    /** Stable and for programs: {@code wrong-password}, {@code not-enough}, {@code unreachable}, ... */
    public String code() {
        return code;
    }

    /** What the sentence names, in order. */
    public List<Object> values() {
        return values;
    }
}
