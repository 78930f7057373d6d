package org.wonsi.node.store.query;

/** A person's SQL was not answered; the message says why and is meant for that person. */
public final class SqlRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Refused for this reason. */
    public SqlRefused(String message) {
        super(message);
    }
}
