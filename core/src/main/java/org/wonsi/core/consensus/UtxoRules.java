package org.wonsi.core.consensus;

import org.wonsi.core.script.Script;
import org.wonsi.core.tx.TxOut;

/** Which outputs become coins. */
public final class UtxoRules {
    private static final int OP_RETURN = 0x6a;
    private static final int MAX_SCRIPT_SIZE = 10_000;

    private UtxoRules() {}

    /**
     * Whether nobody can ever spend the output, so that it needs no place among the coins: its script starts with
     * OP_RETURN or is too long to be run. Source: Bitcoin Core, {@code CScript::IsUnspendable}.
     */
    public static boolean isUnspendable(TxOut output) {
        Script script = output.scriptPubKey();
        return script.size() > MAX_SCRIPT_SIZE
                || (script.size() > 0 && script.bytes().at(0) == OP_RETURN);
    }
}
