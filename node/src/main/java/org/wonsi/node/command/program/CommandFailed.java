package org.wonsi.node.command.program;

/** A command couldn't do what it was asked, and its message says all that the user needs; ends with exit code 1. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
