package org.wonsi.cluster.sweep;

/** Numbers of which no sweep can be made; the message tells a person why, and what to write. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1;

    public PlanException(String message) {
        super(message);
    }

    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
