package org.wonsi.node.mirror;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** A database that doesn't answer, or not in time. Asking again may help. */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean unreachable;

    /** With what the driver or the database said. */
    public DatabaseAwayException(String message, SQLException cause) {
        super(message, cause);
        this.unreachable = isLost(cause);
    }

    /** Before it was asked for the first time. */
    DatabaseAwayException(String message) {
        super(message);
        this.unreachable = true;
    }

    /** Whether there is no connection with it, which concerns all questions and not one. */
    public boolean isUnreachable() {
        return unreachable;
    }

    /** The pool has no connection, the connection broke (class 08), or the database is going down or coming up (57P01 to 57P03). */
    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || state.startsWith("57P0")));
    }
}
