package org.wonsi.core.mempool;

/**
 * What a node wants of transactions beyond the rules, before it keeps and relays them.
 *
 * @param acceptNonStandard whether transactions of unusual form are kept too
 * @param minRelayFee the least a transaction must pay
 * @param incrementalFee what a replacement must pay more, for its own bytes
 * @param dustFee an output that costs more to spend at this rate than it holds is dust
 * @param maxAncestors waiting transactions that one may need, itself included; the same number may need one
 * @param maxAncestorBytes their bytes together; again the same for those that need one
 * @param maxBytes what may wait in all, in transactions' own bytes; memory used is several times as much
 * @param expirySeconds how long a transaction may wait
 */
public record RelayPolicy(
        boolean acceptNonStandard,
        FeeRate minRelayFee,
        FeeRate incrementalFee,
        FeeRate dustFee,
        int maxAncestors,
        long maxAncestorBytes,
        long maxBytes,
        long expirySeconds) {
    /** Bitcoin Core 28.1's defaults, with its 300 MB of memory expressed in transactions' own bytes. */
    public static RelayPolicy standard() {
        return new RelayPolicy(
                false,
                new FeeRate(1000),
                new FeeRate(1000),
                new FeeRate(3000),
                25,
                101_000,
                50_000_000,
                14L * 24 * 3600);
    }

    /** The same, but keeping transactions of any form. */
    public RelayPolicy acceptingNonStandard() {
        return new RelayPolicy(
                true, minRelayFee, incrementalFee, dustFee, maxAncestors, maxAncestorBytes, maxBytes, expirySeconds);
    }

    /** The same with room for so many bytes. */
    public RelayPolicy withMaxBytes(long bytes) {
        return new RelayPolicy(
                acceptNonStandard,
                minRelayFee,
                incrementalFee,
                dustFee,
                maxAncestors,
                maxAncestorBytes,
                bytes,
                expirySeconds);
    }
}
