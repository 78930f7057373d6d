package org.wonsi.core.consensus;

import java.util.Optional;
import org.wonsi.core.tx.OutPoint;

/** The unspent outputs, as the rules see them. */
@FunctionalInterface
public interface CoinView {
    /** The coin of this name; empty if it was spent or never was. */
    Optional<Coin> coin(OutPoint outPoint);
}
