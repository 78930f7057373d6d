package org.wonsi.node.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

/** One question in a read of its own; a method for each shape of an answer, so that {@code assertThat} knows which it is. */
public final class Ask {
    private Ask() {}

    /** A question with one answer or none. */
    public static <T> Optional<T> one(ChainQueries queries, Function<StoreSnapshot, Optional<T>> question) {
        return queries.read(question);
    }

    /** A question with a list for an answer. */
    public static <T> List<T> all(ChainQueries queries, Function<StoreSnapshot, List<T>> question) {
        return queries.read(question);
    }
}
