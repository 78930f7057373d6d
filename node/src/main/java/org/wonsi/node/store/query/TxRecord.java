package org.wonsi.node.store.query;

import java.util.Map;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * A transaction in a block, with the outputs it spends.
 *
 * @param position its index in the block; 0 is the coinbase
 * @param spent the output behind each input; empty for a coinbase, and without those that can't be found because the
 *     block isn't in the active chain
 */
public record TxRecord(Transaction tx, BlockRef block, int position, Map<OutPoint, Coin> spent) {
    public TxRecord {
        spent = Map.copyOf(spent);
    }

    /** What the inputs bring in more than the outputs take; 0 for a coinbase. */
    public Amount fee() {
        if (tx.isCoinbase()) {
            return Amount.ZERO;
        }
        Amount fee = Amount.ZERO;
        for (TxIn input : tx.inputs()) {
            Coin coin = spent.get(input.prevout());
            if (coin == null) {
                return Amount.ZERO;
            }
            fee = fee.plus(coin.output().value());
        }
        for (var output : tx.outputs()) {
            fee = fee.minus(output.value());
        }
        return fee;
    }
}
