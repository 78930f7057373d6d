package org.wonsi.columns.sql;

/** A failure to answer a question; the message tells a person why, and what to do. */
public final class SqlFailed extends Exception {
    private static final long serialVersionUID = 1;

    public SqlFailed(String message) {
        super(message);
    }

    public SqlFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
