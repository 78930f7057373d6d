package org.wonsi.node.store.db;

/**
 * The progress of the address index.
 *
 * @param percent of the outputs that are in it
 * @param height of the last block whose outputs are; the tip's may be higher even if it is complete
 */
public record AddressIndexState(Stage stage, int percent, int height) {
    /** Whether there is an index, and whether it can be asked. */
    public enum Stage {
        /** There is none. */
        NONE,
        /** Outputs from before it was switched on are being added, so that an answer would lack some. */
        INCOMPLETE,
        /** SQLite's index is left out while a chain that has just begun is filled: an answer is right, but reads all outputs. */
        LEFT_OUT,
        /** Every output is in it. */
        COMPLETE
    }

    /** Without an index. */
    public static final AddressIndexState NONE = new AddressIndexState(Stage.NONE, 0, 0);

    /** While a chain that has just begun is filled. */
    public static final AddressIndexState LEFT_OUT = new AddressIndexState(Stage.LEFT_OUT, 0, 0);

    /** With all in it. */
    public static final AddressIndexState COMPLETE = new AddressIndexState(Stage.COMPLETE, 100, Integer.MAX_VALUE);

    /** Amid adding outputs from before it was switched on. */
    public static AddressIndexState incomplete(int percent, int height) {
        return new AddressIndexState(Stage.INCOMPLETE, percent, height);
    }

    /** Whether there is one, complete or not. */
    public boolean kept() {
        return stage != Stage.NONE;
    }

    /** Whether outputs from before it was switched on are still to be added. */
    public boolean isIncomplete() {
        return stage == Stage.INCOMPLETE;
    }

    /** Whether every output is in it, and quickly found. */
    public boolean complete() {
        return stage == Stage.COMPLETE;
    }

    /** Whether a question to it has a right answer, however long that takes. */
    public boolean answers() {
        return stage == Stage.COMPLETE || stage == Stage.LEFT_OUT;
    }
}
