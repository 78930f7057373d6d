package org.wonsi.node.http.server;

/** A failure to listen because something else listens on the port that HTTP was to use. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int port;

    /** At this place. */
    public PortTakenException(String host, int port, Throwable cause) {
        super("HTTP port " + port + " of " + host + " is taken; choose another with --http " + host + ":PORT", cause);
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
