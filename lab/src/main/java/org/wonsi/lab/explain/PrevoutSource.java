package org.wonsi.lab.explain;

import java.util.Optional;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;

/** A source of the outputs that inputs spend, where they are known; a signature can't be checked without the output. */
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
