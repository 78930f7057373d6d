package org.wonsi.node.explain;

import java.util.Optional;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;

/** Finds the output an input spends, where it is known; a signature can't be checked without it. */
@FunctionalInterface
public interface PrevoutSource {
    /** Knows none. */
    PrevoutSource NONE = outPoint -> Optional.empty();

    /** The output, if it is known here. */
    Optional<TxOut> output(OutPoint outPoint);

    /** Asks this first, then the other. */
    default PrevoutSource orElse(PrevoutSource other) {
        return outPoint -> output(outPoint).or(() -> other.output(outPoint));
    }
}
