package org.wonsi.core.mempool;

import org.wonsi.core.tx.FeeRate;

/**
 * The demands of a node on transactions beyond the rules, before it keeps and relays them.
 *
 * <p>Every node may choose its own; nothing in the chain depends on it. That is the difference between policy and
 * consensus: nodes with other limits still agree on which chain is valid. What too many refuse has to be handed to
 * a miner directly.
 *
 * @param acceptNonStandard whether transactions of unusual form are kept too
 * @param minRelayFee the least a transaction must pay; Bitcoin Core's -minrelaytxfee, there in coins for 1,000 bytes
 * @param incrementalFee what a replacement must pay more, for its own bytes
 * @param dustFee an output that costs more to spend at this rate than it holds is dust
 * @param maxDataCarrierBytes the longest script of an output that only carries data, OP_RETURN included; Bitcoin Core's
 *     -datacarriersize
 * @param maxAncestors waiting transactions that one may need, itself included; the same number may need one
 * @param maxAncestorBytes their bytes together; again the same for those that need one
 * @param maxMemory bytes of memory for all that waits, counted as {@link MemoryUsage} does; Bitcoin Core's -maxmempool,
 *     there in units of 1,000,000
 * @param expirySeconds how long a transaction may wait; Bitcoin Core's -mempoolexpiry, there in hours
 */
public record RelayPolicy(
        boolean acceptNonStandard,
        FeeRate minRelayFee,
        FeeRate incrementalFee,
        FeeRate dustFee,
        int maxDataCarrierBytes,
        int maxAncestors,
        long maxAncestorBytes,
        long maxMemory,
        long expirySeconds) {
    /** A pool that holds one chain of the longest kind must have room for more than that. */
    // Otherwise one chain of payments, as long as allowed, could push everything else out.
    private static final int MEMORY_FOR_EACH_ANCESTOR_BYTE = 40;

    /** Bitcoin Core 28.1's defaults. */
    public static RelayPolicy standard() {
        return new RelayPolicy(
                false,
                FeeRate.MINIMUM,
                FeeRate.MINIMUM,
                new FeeRate(3000),
                // 80 bytes of data, the code of the push and its length, and OP_RETURN.
                83,
                // Raised or lowered by one operator alone it would only make his pool differ from others', and his
                // fee estimates with it.
                25,
                101_000,
                300_000_000,
                14L * 24 * 3600);
    }

    /** The least {@link #maxMemory} that Bitcoin Core starts with: 4,040,000 bytes, so -maxmempool=5 by default. */
    public long leastMemory() {
        return maxAncestorBytes * MEMORY_FOR_EACH_ANCESTOR_BYTE;
    }

    /** The same, but keeping transactions of any form. */
    public RelayPolicy acceptingNonStandard() {
        return with(true, minRelayFee, maxDataCarrierBytes, maxMemory, expirySeconds);
    }

    /** The same with another least fee; 0 relays what pays nothing. */
    public RelayPolicy withMinRelayFee(FeeRate rate) {
        return with(acceptNonStandard, rate, maxDataCarrierBytes, maxMemory, expirySeconds);
    }

    /** The same with room for scripts of so many bytes that only carry data; 0 refuses all of them. */
    public RelayPolicy withMaxDataCarrierBytes(int bytes) {
        return with(acceptNonStandard, minRelayFee, bytes, maxMemory, expirySeconds);
    }

    /** The same with so many bytes of memory. */
    public RelayPolicy withMaxMemory(long bytes) {
        return with(acceptNonStandard, minRelayFee, maxDataCarrierBytes, bytes, expirySeconds);
    }

    /** The same with another time to wait. */
    public RelayPolicy withExpirySeconds(long seconds) {
        return with(acceptNonStandard, minRelayFee, maxDataCarrierBytes, maxMemory, seconds);
    }

    private RelayPolicy with(boolean anyForm, FeeRate relayFee, int dataBytes, long memory, long seconds) {
        return new RelayPolicy(
                anyForm, relayFee, incrementalFee, dustFee, dataBytes, maxAncestors, maxAncestorBytes, memory, seconds);
    }
}
