package org.wonsi.node.mirror;

/** A database that can't be used as it is: another network's, of a newer schema, another node's. Waiting alone doesn't help. */
public final class MirrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for the operator. */
    public MirrorException(String message) {
        super(message);
    }
}
