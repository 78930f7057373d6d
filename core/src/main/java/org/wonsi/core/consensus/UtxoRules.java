package org.wonsi.core.consensus;

import org.wonsi.core.tx.TxOut;

/** The rule for which outputs become coins. */
public final class UtxoRules {
    private UtxoRules() {}

    /**
     * Whether nobody can ever spend the output, so that it needs no place among the coins: its script starts with
     * OP_RETURN or is too long to be run. Source: Bitcoin Core, {@code CScript::IsUnspendable}.
     *
     * <p>Every node keeps all coins at hand for as long as they are unspent, since the next block may spend any of
     * them. So what can never be spent is left out: data in an OP_RETURN output takes room in a block once, and
     * none in that set. Data hidden in outputs that merely look spendable stays there for ever, on every node.
     */
    public static boolean isUnspendable(TxOut output) {
        return output.scriptPubKey().isUnspendable();
    }
}
