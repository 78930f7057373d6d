package org.wonsi.core.consensus;

import java.util.Optional;
import org.wonsi.core.tx.OutPoint;

/**
 * The unspent outputs, as the rules see them.
 *
 * <p>Spent and never made look the same. A node keeps no list of what was spent, or it would grow for ever.
 */
@FunctionalInterface
public interface CoinView {
    /** The coin of this name; empty if it was spent or never was. */
    Optional<Coin> coin(OutPoint outPoint);
}
