package org.wonsi.node.mirror;

/** A mirror that wasn't true for too long: its writer, or the way to it, is down. Asking again may help. */
public final class StaleMirrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for whoever asks. */
    public StaleMirrorException(String message) {
        super(message);
    }
}
