package org.wonsi.core.mempool;

import org.wonsi.core.tx.Amount;

/**
 * What a node wants of transactions beyond the rules, before it keeps and relays them.
 *
 * @param acceptNonStandard whether transactions of unusual form are kept too
 * @param minRelayFeeRate the least fee, for 1,000 bytes
 * @param incrementalFeeRate what a replacement must pay more, for 1,000 bytes of its own
 * @param dustFeeRate for 1,000 bytes; an output that costs more to spend than it holds at this rate is dust
 * @param maxBytes how much memory waiting transactions may take, counted in their own bytes
 * @param expirySeconds how long a transaction may wait
 */
public record RelayPolicy(
        boolean acceptNonStandard,
        Amount minRelayFeeRate,
        Amount incrementalFeeRate,
        Amount dustFeeRate,
        long maxBytes,
        long expirySeconds) {
    /** Bitcoin Core 28.1's defaults. */
    public static RelayPolicy standard() {
        return new RelayPolicy(false, new Amount(1000), new Amount(1000), new Amount(3000), 300_000_000L, 336L * 3600);
    }

    /** The same, but keeping transactions of any form. */
    public RelayPolicy acceptingNonStandard() {
        return new RelayPolicy(true, minRelayFeeRate, incrementalFeeRate, dustFeeRate, maxBytes, expirySeconds);
    }
}
