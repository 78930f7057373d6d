package org.wonsi.node.store.blockfile;

/** An early end of an import; the message names the block, its place in the file and the reason, for a person. */
public final class ImportStoppedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Stopped for this reason. */
    public ImportStoppedException(String message) {
        super(message);
    }
}
