package org.wonsi.node.command.program;

/** A failure of a command; its message says all that the user needs, and the exit code is 1. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
