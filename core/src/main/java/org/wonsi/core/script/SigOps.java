package org.wonsi.core.script;

import org.wonsi.core.bytes.ByteString;

/**
 * A counter of the signature checks that scripts may cause, which a block may have only so many of.
 *
 * <p>Read off the bytes, without running anything, up to the first push that is cut off. Source: Bitcoin Core, {@code
 * CScript::GetSigOpCount}; BIP 16.
 *
 * <p>Signatures cost by far the most in checking a block. To know how many a script really checks, one would have
 * to run it; the bytes give a bound at once, without the coins and before any work is done.
 */
public final class SigOps {
    /** What a CHECKMULTISIG counts for where its number of keys isn't read: the most it can have. */
    public static final int MAX_KEYS_PER_MULTISIG = 20;

    private SigOps() {}

    /**
     * The legacy count: every CHECKMULTISIG as 20.
     *
     * <p>Twenty is the most that one can check; who uses fewer keys pays for twenty all the same. SegWit and P2SH
     * count the true number, but for scripts in outputs the old count is consensus and can't be changed.
     */
    public static int count(Script script) {
        return count(script, false);
    }

    /**
     * The signature checks in a script.
     *
     * <p>Only an operation right before it is looked at, since no other tells the number for sure without running
     * the script.
     *
     * @param accurate whether OP_1 to OP_16 right before a CHECKMULTISIG says how many keys it has
     */
    public static int count(Script script, boolean accurate) {
        int count = 0;
        int previous = ScriptReader.NONE;
        ScriptReader reader = new ScriptReader(script);
        while (reader.hasNext()) {
            int code = reader.skip();
            count += count(code, accurate, previous);
            previous = code;
        }
        return count;
    }

    private static int count(int code, boolean accurate, int previous) {
        if (code == Opcode.OP_CHECKSIG.code() || code == Opcode.OP_CHECKSIGVERIFY.code()) {
            return 1;
        }
        if (code == Opcode.OP_CHECKMULTISIG.code() || code == Opcode.OP_CHECKMULTISIGVERIFY.code()) {
            boolean known = previous >= Opcode.OP_1.code() && previous <= Opcode.OP_16.code();
            return accurate && known ? previous - Opcode.OP_1.code() + 1 : MAX_KEYS_PER_MULTISIG;
        }
        return 0;
    }

    /**
     * The signature checks of a spent output's script, with those of the script that a pay-to-script-hash input brings.
     *
     * <p>A scriptSig that does more than push counts as none: it will fail anyway.
     *
     * <p>The script is in the last thing that the input pushes. That is read off the bytes here, so that a script
     * can be counted before it is known whether its hash fits.
     */
    public static int countP2sh(Script scriptPubKey, Script scriptSig) {
        if (!scriptPubKey.isPayToScriptHash()) {
            return count(scriptPubKey, true);
        }
        return scriptSig.isPushOnly() ? count(new Script(lastPush(scriptSig)), true) : 0;
    }

    private static ByteString lastPush(Script scriptSig) {
        ByteString last = ByteString.EMPTY;
        for (Operation operation : scriptSig.operations()) {
            last = operation.data();
        }
        return last;
    }
}
