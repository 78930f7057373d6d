package org.wonsi.cluster.spark;

/** Something about a cluster, its files or a job that can't be; the message tells a person why, and what to do. */
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
