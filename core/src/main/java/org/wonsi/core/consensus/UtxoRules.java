package org.wonsi.core.consensus;

import org.wonsi.core.tx.TxOut;

/** Which outputs become coins. */
public final class UtxoRules {
    private UtxoRules() {}

    /**
     * Whether nobody can ever spend the output, so that it needs no place among the coins: its script starts with
     * OP_RETURN or is too long to be run. Source: Bitcoin Core, {@code CScript::IsUnspendable}.
     */
    public static boolean isUnspendable(TxOut output) {
        return output.scriptPubKey().isUnspendable();
    }
}
