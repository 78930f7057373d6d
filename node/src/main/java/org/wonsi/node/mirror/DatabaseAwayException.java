package org.wonsi.node.mirror;

/** A database that doesn't answer, or not in time. Asking again may help. */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what the driver or the database said. */
    public DatabaseAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
