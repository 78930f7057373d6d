package org.wonsi.node.service;

/** A refusal of work: the miner gets none for now, and why. */
public final class MiningPausedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** The reasons for which mining waits. */
    public enum Reason {
        /** Blocks that the node still fetches. */
        BLOCKS("blocks"),
        /** The clock, which is behind the chain: a block with a time the chain allows would be refused as too new. */
        CLOCK("clock");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As {@code /node/mining} has it. */
        public String code() {
            return code;
        }
    }

    /** With a sentence for people. */
    public MiningPausedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is waited for. */
    public Reason reason() {
        return reason;
    }
}
