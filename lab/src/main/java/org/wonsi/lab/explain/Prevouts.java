package org.wonsi.lab.explain;

import java.util.Optional;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;

/** Finds the output an input spends, where it is known; a signature can't be checked without it. */
@FunctionalInterface
public interface Prevouts {
    /** Knows none. */
    Prevouts NONE = outPoint -> Optional.empty();

    /** The output, if it is known here. */
    Optional<TxOut> output(OutPoint outPoint);

    /** Asks this first, then the other. */
    default Prevouts orElse(Prevouts other) {
        return outPoint -> output(outPoint).or(() -> other.output(outPoint));
    }
}
