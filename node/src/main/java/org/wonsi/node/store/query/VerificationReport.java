package org.wonsi.node.store.query;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param first height of the first block looked at
 * @param last height of the last one; lower than the tip if it was cancelled or found too many faults
 * @param transactions in those blocks
 * @param outputs in those blocks
 * @param remarks what isn't wrong, but worth knowing
 * @param faults what is wrong, the lowest block first; at most {@link #MAX_FAULTS}, the rest isn't looked for
 */
public record VerificationReport(
        int first, int last, long transactions, long outputs, List<String> remarks, List<String> faults) {
    /** After so many faults it ends. */
    public static final int MAX_FAULTS = 20;

    public VerificationReport {
        remarks = List.copyOf(remarks);
        faults = List.copyOf(faults);
    }

    /** Without remarks. */
    public VerificationReport(int first, int last, long transactions, long outputs, List<String> faults) {
        this(first, last, transactions, outputs, List.of(), faults);
    }

    /** Whether all is as it should be, as far as it was looked at. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
