package org.wonsi.core.script.interpreter;

import org.wonsi.core.script.LockTime;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.ScriptNumber;

/**
 * The operations that do nothing, and the two of them that soft forks gave a meaning: coins that can't move before a time
 * (CHECKLOCKTIMEVERIFY, BIP 65) or an age (CHECKSEQUENCEVERIFY, BIP 112).
 *
 * <p>To a node that doesn't know the fork they still do nothing: they take no element away, and only ever fail. That is
 * what makes it a soft fork.
 *
 * <pre>
 *   &lt;date&gt; CHECKLOCKTIMEVERIFY DROP &lt;key&gt; CHECKSIG
 *
 *   CHECKLOCKTIMEVERIFY   fails unless the spending transaction's own lock time is that date or later,
 *                         so that no block before can hold it
 *   DROP                  because the operation leaves the number on the stack
 * </pre>
 *
 * <p>It compares with the transaction's own lock time and never with the clock. Whether a script is valid must not
 * change with the hour, or a payment that was checked could be invalid when its block comes.
 */
final class LockTimeOperations {
    private LockTimeOperations() {}

    /** OP_NOP does nothing for ever; NOP1 and NOP4 to NOP10 may get a meaning, so policy keeps them free. */
    static void nop(Opcode opcode, Execution execution) {
        if (opcode != Opcode.OP_NOP && execution.context.has(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS)) {
            throw new ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_NOPS);
        }
    }

    /** Where their fork isn't in force both do nothing: they have a meaning already, so policy needn't keep them free. */
    static void execute(Opcode opcode, Execution execution) {
        boolean absolute = opcode == Opcode.OP_CHECKLOCKTIMEVERIFY;
        ScriptFlag fork = absolute ? ScriptFlag.CHECKLOCKTIMEVERIFY : ScriptFlag.CHECKSEQUENCEVERIFY;
        if (!execution.context.has(fork)) {
            return;
        }
        execution.require(1);
        // Five bytes, since lock times go up to 2^32-1 and four bytes only to 2^31-1.
        long value = execution.number(0, ScriptNumber.MAX_LOCK_TIME_SIZE);
        if (value < 0) {
            throw new ScriptFailure(ScriptError.NEGATIVE_LOCKTIME);
        }
        if (!(absolute ? execution.context.checker().checkLockTime(value) : isOldEnough(value, execution))) {
            throw new ScriptFailure(ScriptError.UNSATISFIED_LOCKTIME);
        }
    }

    /**
     * With the disable bit set the operation goes on doing nothing, as room for another fork.
     *
     * <p>Whoever sets the bit leaves a door open: that fork may ask for something that the script doesn't meet.
     */
    private static boolean isOldEnough(long sequence, Execution execution) {
        return LockTime.isRelativeOff(sequence) || execution.context.checker().checkSequence(sequence);
    }
}
