package org.wonsi.node.store.query;

import java.util.function.Function;
import org.wonsi.node.store.db.AddressIndexState;

/** The questions to a stored chain, wherever it is stored: a node's own database, or its mirror. From any thread. */
public interface ChainReads {
    /**
     * Asks about one committed state.
     *
     * @param questions what is asked; it is lent the state for this call only
     * @return what {@code questions} answers; what it throws comes out of here
     */
    <T> T read(Function<StoreSnapshot, T> questions);

    /** Whether the address index is kept, and how far it is. */
    AddressIndexState addressIndex();
}
