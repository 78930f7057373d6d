package org.wonsi.node.store.sql;

import java.util.Locale;

/** A refusal to answer a person's SQL; the message says why and what to do, and is meant for that person. */
public final class SqlRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** The reasons why a question isn't answered. */
    public enum Kind {
        /** There is no statement. */
        EMPTY,
        /** More than one statement. */
        SEVERAL,
        /** It would change something, or isn't a question at all. */
        CHANGES,
        /** SQLite doesn't understand it; the message is SQLite's. */
        WRONG,
        /** It reads a table that isn't part of the chain. */
        TABLE,
        /** It calls a function that isn't on the list. */
        FUNCTION,
        /** It, or a value in it, is too large. */
        LARGE,
        /** It took too long. */
        SLOW,
        /** The client has gone. */
        CANCELLED,
        /** Other questions are being answered. */
        BUSY;

        /** As the HTTP answer names it: {@code sql-slow}. */
        public String code() {
            return "sql-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refused for this reason. */
    public SqlRefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
