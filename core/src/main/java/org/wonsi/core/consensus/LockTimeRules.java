package org.wonsi.core.consensus;

import java.util.List;
import org.wonsi.core.script.LockTime;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * The rules for when a transaction may enter a block: its lock time, and the relative ones of its inputs.
 *
 * <pre>
 *    lock time 0            any block
 *    lock time 800,000      block 800,001 at the earliest          but not if every input is final
 *    lock time 1.7 * 10^9   once the median time past is later
 * </pre>
 *
 * <pre>
 *    relative, on an input  the coin it spends is so many blocks, or units of 512 seconds, old
 * </pre>
 *
 * <p>They let a payment be signed today that nobody can cash before a date, which is what contracts between two
 * parties are made of. A miner can't be paid to take it earlier: his block would be invalid.
 *
 * <p>Source: Bitcoin Core, {@code IsFinalTx} and {@code SequenceLocks}; BIP 68, BIP 113.
 */
public final class LockTimeRules {
    private LockTimeRules() {}

    /**
     * Whether the lock time allows the transaction in a block: it is zero, or lies below the block's height or time, or
     * every input is final.
     *
     * <p>It names the last height or time at which the payment is still locked, so the comparison is strictly less.
     * If all inputs are final the lock is off: they say that nobody means to replace the payment by another.
     *
     * <p>With the block's own time, which its miner chooses, a miner could date it ahead to collect payments that
     * are still locked; so since BIP 113 the median decides.
     *
     * @param time the median time past of the block before; before BIP 113 the block's own time
     */
    public static boolean isFinal(Transaction tx, int height, long time) {
        long limit = LockTime.isTime(tx.lockTime()) ? time : height;
        return tx.lockTime() == 0
                || tx.lockTime() < limit
                || tx.inputs().stream().allMatch(input -> input.sequence() == TxIn.SEQUENCE_FINAL);
    }

    /**
     * The last height and the last median time past at which a transaction is still locked; -1 if it isn't.
     *
     * @param height a block after this height may hold the transaction
     * @param time a block whose parent's median time past is later may hold it, seconds since 1970 UTC
     */
    public record SequenceLock(int height, long time) {
        /** Whether a block built on this parent may hold the transaction. */
        public boolean isOpen(HeaderView parent) {
            return height < parent.height() + 1 && time < parent.medianTimePast();
        }
    }

    /**
     * How long the relative lock times of a version 2 transaction keep it out: each input may demand that the coin it
     * spends is some blocks, or some 512 seconds, old.
     *
     * <p>The number was meant to let a payment be replaced by a newer one with a higher number. That never worked,
     * since nothing made miners keep to it. BIP 68 gave it this meaning in transactions of version 2 only, so that
     * nothing signed before can be caught by it.
     *
     * @param coins what the inputs spend, in order
     * @param parent the block before the one that is to hold the transaction
     */
    public static SequenceLock sequenceLock(Transaction tx, List<Coin> coins, HeaderView parent) {
        int lastHeight = -1;
        long lastTime = -1;
        // The version is signed in the format and unsigned in this rule.
        if (Integer.compareUnsigned(tx.version(), 2) < 0) {
            return new SequenceLock(lastHeight, lastTime);
        }
        for (int i = 0; i < coins.size(); i++) {
            long sequence = tx.inputs().get(i).sequence();
            if (LockTime.isRelativeOff(sequence)) {
                continue;
            }
            int coinHeight = coins.get(i).height();
            if (LockTime.isRelativeTime(sequence)) {
                // The coin's age counts from the median time past of the block before the one that made it.
                long coinTime = parent.ancestor(Math.max(coinHeight - 1, 0)).medianTimePast();
                lastTime = Math.max(lastTime, coinTime + LockTime.relativeSeconds(sequence) - 1);
            } else {
                lastHeight = Math.max(lastHeight, coinHeight + LockTime.relativeSpan(sequence) - 1);
            }
        }
        return new SequenceLock(lastHeight, lastTime);
    }
}
