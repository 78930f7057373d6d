package org.wonsi.core.script.interpreter;

/**
 * An exception that ends a running script; only {@link Interpreter} catches it, and turns it into its
 * {@link ScriptError}.
 *
 * <p>An exception inside this package, so that an operation of three lines doesn't become nine lines that pass errors
 * on. It has no stack trace, since scripts from outside fail as often as they like.
 *
 * <p>It is thrown a few calls deep and caught at once. Nothing outside sees it; to callers a failed script is an
 * ordinary value.
 */
final class ScriptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ScriptError error;

    ScriptFailure(ScriptError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ScriptError error() {
        return error;
    }
}
