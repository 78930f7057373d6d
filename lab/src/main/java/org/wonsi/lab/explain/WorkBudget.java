package org.wonsi.lab.explain;

import java.util.function.BooleanSupplier;

/**
 * A limit on the work that one explanation may take, and a count of what it took. For one explanation on one thread.
 *
 * <p>Checking signatures takes time that grows with the square of the bytes: each signature of a transaction is checked
 * against a hash of almost all of it, so 6,600 inputs of one megabyte are 6.6 gigabytes to hash. That is no matter for the
 * person who explains bytes on his own machine, and a way to keep a node busy for strangers.
 */
public final class WorkBudget {
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private int inputs;
    private int signatures;
    private long hashedBytes;
    private boolean spent;

    /**
     * The most that is done.
     *
     * @param inputs whose spent output is looked up and whose scripts are run
     * @param signatures checked
     * @param hashedBytes for them
     * @param fields described; the bytes after them are one more field
     */
    record Limits(int inputs, int signatures, long hashedBytes, int fields) {
        /** About a second, and an answer of about 10 MB. */
        static final Limits FOR_REMOTE_CLIENTS = new Limits(2_000, 4_000, 100_000_000, 25_000);

        private static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    WorkBudget(Limits limits, BooleanSupplier cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /** As much as it takes. */
    public static WorkBudget unlimited() {
        return new WorkBudget(Limits.NONE, () -> false);
    }

    /** About a second; ends when the client is gone. */
    public static WorkBudget forRemoteClients(BooleanSupplier gone) {
        return new WorkBudget(Limits.FOR_REMOTE_CLIENTS, gone);
    }

    /** Whether another input may be looked at; counts it. */
    boolean takeInput() {
        spent |= ++inputs > limits.inputs || cancelled.getAsBoolean();
        return !spent;
    }

    /** Whether another signature may be checked, of a transaction of so many bytes; counts it. */
    boolean takeSignature(int bytes) {
        hashedBytes += bytes;
        spent |= ++signatures > limits.signatures || hashedBytes > limits.hashedBytes || cancelled.getAsBoolean();
        return !spent;
    }

    /** How many fields may be described. */
    int fields() {
        return limits.fields;
    }

    /** Whether something wasn't done because it was too much. */
    boolean isSpent() {
        return spent;
    }
}
