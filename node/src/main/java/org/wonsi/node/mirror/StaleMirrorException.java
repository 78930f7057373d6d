package org.wonsi.node.mirror;

/** A mirror that can't be shown: it wasn't true for too long, or the way to it is down. Asking again may help. */
public final class StaleMirrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for whoever asks. */
    public StaleMirrorException(String message) {
        super(message);
    }
}
