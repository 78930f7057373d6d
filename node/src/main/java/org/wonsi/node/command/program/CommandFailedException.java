package org.wonsi.node.command.program;

/** A command couldn't do what it was asked, and its message says all that the user needs; ends with exit code 1. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
