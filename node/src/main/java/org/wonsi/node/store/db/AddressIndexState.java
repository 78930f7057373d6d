package org.wonsi.node.store.db;

/**
 * The progress of the address index.
 *
 * @param kept whether there is one, complete or not
 * @param complete whether every output is in it
 * @param percent of the outputs that are
 * @param height of the last block whose outputs are; the tip's may be higher even if it is complete
 */
public record AddressIndexState(boolean kept, boolean complete, int percent, int height) {
    /** Without an index. */
    public static final AddressIndexState NONE = new AddressIndexState(false, false, 0, 0);

    /** With all in it. */
    public static final AddressIndexState COMPLETE = new AddressIndexState(true, true, 100, Integer.MAX_VALUE);
}
