package org.wonsi.core.chain;

/**
 * What a caller asked of the chain isn't possible, such as judging a block nobody knows. Nothing was changed.
 *
 * <p>A type of its own, since an {@link IllegalArgumentException} from deep inside is a mistake of this program, not of the
 * caller.
 */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With a sentence for the caller. */
    public RefusedException(String message) {
        super(message);
    }
}
