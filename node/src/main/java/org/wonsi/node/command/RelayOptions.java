package org.wonsi.node.command;

import java.math.BigDecimal;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.tx.FeeRate;
import picocli.CommandLine.Option;

/** The options of {@code wonsi node} for which transactions a node keeps and relays. */
final class RelayOptions {
    private static final int MEGABYTE = 1_000_000;
    private static final int HOUR_SECONDS = 3600;

    /** As much as a computer of today may hold; the number of bytes still fits. */
    private static final int MOST_MEGABYTES = 1_000_000;

    private static final int MOST_HOURS = 1_000_000;

    @Option(
            names = "--mempool-limit",
            paramLabel = "MB",
            defaultValue = "300",
            description = "megabytes of memory for waiting transactions (${DEFAULT-VALUE})")
    private int mempoolLimit = 300;

    @Option(
            names = "--mempool-expiry",
            paramLabel = "HOURS",
            defaultValue = "336",
            description = "hours a transaction may wait (${DEFAULT-VALUE})")
    private int mempoolExpiry = 336;

    @Option(
            names = "--min-relay-fee",
            paramLabel = "COINS",
            defaultValue = "0.00001",
            description = "minimum fee for 1,000 bytes, in coins (${DEFAULT-VALUE})")
    private BigDecimal minRelayFee = new BigDecimal("0.00001");

    @Option(
            names = "--datacarrier-size",
            paramLabel = "BYTES",
            defaultValue = "83",
            description = "longest output script that only carries data; 0 for none (${DEFAULT-VALUE})")
    private int dataCarrierSize = 83;

    @Option(names = "--accept-nonstandard", description = "accept and relay transactions of non-standard form too")
    private boolean acceptNonStandard;

    /**
     * The policy they make.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names the option
     */
    RelayPolicy policy() {
        RelayPolicy standard = RelayPolicy.standard();
        long least = (standard.leastMemory() + MEGABYTE - 1) / MEGABYTE;
        check("--mempool-limit", mempoolLimit, least, MOST_MEGABYTES, "megabytes");
        check("--mempool-expiry", mempoolExpiry, 1, MOST_HOURS, "hours");
        check("--datacarrier-size", dataCarrierSize, 0, MEGABYTE, "bytes");
        RelayPolicy policy = standard.withMaxMemory((long) mempoolLimit * MEGABYTE)
                .withExpirySeconds((long) mempoolExpiry * HOUR_SECONDS)
                .withMinRelayFee(feeRate())
                .withMaxDataCarrierBytes(dataCarrierSize);
        return acceptNonStandard ? policy.acceptingNonStandard() : policy;
    }

    private static void check(String option, long value, long least, long most, String unit) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " is " + least + " to " + most + " " + unit + ", not " + value);
        }
    }

    private FeeRate feeRate() {
        boolean small = minRelayFee.signum() >= 0 && minRelayFee.compareTo(BigDecimal.ONE) <= 0;
        if (!small || minRelayFee.scale() > 8 || minRelayFee.precision() > 20) {
            throw new IllegalArgumentException(
                    "--min-relay-fee is 0 to 1 coin for 1,000 bytes with at most eight decimal"
                            + " places, as 0.00001, not " + minRelayFee);
        }
        return new FeeRate(minRelayFee.movePointRight(8).longValueExact());
    }
}
