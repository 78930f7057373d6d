package org.wonsi.core.chain;

/**
 * A refusal of what a caller asked of the chain because it isn't possible, such as judging a block nobody knows.
 * Nothing was changed.
 *
 * <p>A type of its own, since an {@link IllegalArgumentException} from deep inside is a mistake of this program, not of the
 * caller.
 *
 * <p>The rule for everything that comes from outside is to refuse by a value. This one is for callers within the
 * node, who pass on what a person asked.
 */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With a sentence for the caller. */
    public RefusedException(String message) {
        super(message);
    }
}
