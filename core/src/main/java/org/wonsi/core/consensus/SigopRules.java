package org.wonsi.core.consensus;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.SigOps;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The limit on the signature operations of a block, so that none takes too long to check.
 *
 * <p>One signature check hashes nearly the whole transaction, in the old form that this node knows. So twice the
 * size may take four times as long: in July 2015 a single transaction of a megabyte, with 5,569 inputs, took
 * ordinary machines some 25 seconds to check. The limit counts operations before any of them is run, so that a
 * block made to be slow is refused at once.
 *
 * <pre>
 *    legacy     every CHECKSIG in the bytes of the block: 1; every CHECKMULTISIG: 20, however many keys it has
 *    P2SH       those in the scripts that inputs bring along, with the true number of keys
 * </pre>
 *
 * <p>Source: Bitcoin Core, {@code GetLegacySigOpCount} and {@code GetP2SHSigOpCount}; BIP 16.
 */
public final class SigopRules {
    private SigopRules() {}

    /**
     * The operations in the transaction's own bytes, those in a coinbase's free text too.
     *
     * <p>An operation counts where it is written, not where it runs: those of an output that nobody ever spends
     * count, too. That is crude, but needs no coins.
     */
    public static long legacySigops(Transaction tx) {
        long sigops = 0;
        for (TxIn input : tx.inputs()) {
            sigops += SigOps.count(input.scriptSig());
        }
        for (TxOut output : tx.outputs()) {
            sigops += SigOps.count(output.scriptPubKey());
        }
        return sigops;
    }

    /**
     * The operations in the scripts that spends of pay-to-script-hash outputs bring along.
     *
     * <p>Such a script is seen only when its output is spent. Without this count a block could hide any number of
     * checks behind 20-byte hashes.
     */
    public static long p2shSigops(Transaction tx, List<Coin> coins) {
        long sigops = 0;
        for (int i = 0; i < coins.size(); i++) {
            Script scriptPubKey = coins.get(i).output().scriptPubKey();
            if (scriptPubKey.isPayToScriptHash()) {
                sigops += SigOps.countP2sh(scriptPubKey, tx.inputs().get(i).scriptSig());
            }
        }
        return sigops;
    }

    /** A block holds at most 20,000. */
    static Optional<Violation> checkBlockTotal(long sigops) {
        return sigops > BlockRules.MAX_BLOCK_SIGOPS
                ? Violation.of(
                        RejectReason.BLOCK_SIGOPS,
                        sigops + " signature operations, at most " + BlockRules.MAX_BLOCK_SIGOPS)
                : Optional.empty();
    }
}
