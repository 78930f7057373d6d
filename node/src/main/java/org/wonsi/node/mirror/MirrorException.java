package org.wonsi.node.mirror;

/** A database that can't be used as it is: another network's, of a newer schema, another node's, or one without a mirror yet. */
public final class MirrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean yetToCome;

    /** With a sentence for the operator. Waiting alone doesn't help. */
    public MirrorException(String message) {
        this(message, false);
    }

    private MirrorException(String message, boolean yetToCome) {
        super(message);
        this.yetToCome = yetToCome;
    }

    /** The same for what a node makes once it begins to mirror itself. */
    static MirrorException yetToCome(String message) {
        return new MirrorException(message, true);
    }

    /** Whether it may come by itself: there is no mirror yet. */
    public boolean isYetToCome() {
        return yetToCome;
    }
}
