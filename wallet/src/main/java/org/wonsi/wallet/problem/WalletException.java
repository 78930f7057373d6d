package org.wonsi.wallet.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /** A file or directory that can't be read or written: code {@code disk}. */
    public static WalletException disk(Path file, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new WalletException("disk", file, Phrase.of("disk.denied"));
        }
        return e instanceof NoSuchFileException
                ? new WalletException("disk", file, Phrase.of("disk.missing"))
                : new WalletException("disk", file, Phrase.of("disk.other", String.valueOf(e.getMessage())));
    }

    /** Stable and for programs: {@code wrong-password}, {@code not-enough}, {@code unreachable}, ... */
    public String code() {
        return code;
    }

    /** What the sentence names, in order; some may be {@link Phrase}s or problems themselves. */
    public List<Object> values() {
        return values;
    }
}
