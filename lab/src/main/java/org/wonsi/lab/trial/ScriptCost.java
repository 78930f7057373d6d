package org.wonsi.lab.trial;

import java.util.List;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.script.SigOps;

/** A bound on what the scripts of a block cost that anybody may send: about a second of a computer's time. */
public final class ScriptCost {
    /** Signature operations. */
    private static final long MOST_SIGOPS = 4_000;

    /** Bytes hashed for them: each hashes almost its whole transaction. */
    private static final long MOST_HASHED = 100_000_000;

    private ScriptCost() {}

    /** Whether they stay within the bound, whatever they do. */
    public static boolean isAffordable(List<ScriptCheck> checks) {
        long sigops = 0;
        long hashed = 0;
        for (ScriptCheck check : checks) {
            var scriptSig = check.tx().inputs().get(check.inputIndex()).scriptSig();
            var scriptPubKey = check.spent().scriptPubKey();
            long count = (long) SigOps.count(scriptSig) + SigOps.count(scriptPubKey);
            if (scriptPubKey.isPayToScriptHash()) {
                count += SigOps.countP2sh(scriptPubKey, scriptSig);
            }
            sigops += count;
            hashed += count * check.tx().size();
        }
        return sigops <= MOST_SIGOPS && hashed <= MOST_HASHED;
    }
}
