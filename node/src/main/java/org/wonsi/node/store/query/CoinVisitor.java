package org.wonsi.node.store.query;

import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;

/** A visitor of the coins of the UTXO set, one by one. */
@FunctionalInterface
public interface CoinVisitor {
    /** One unspent output. */
    void coin(OutPoint outPoint, Coin coin);
}
