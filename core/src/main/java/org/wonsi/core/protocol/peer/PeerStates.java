package org.wonsi.core.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one machine of the protocol keeps of each connected peer: a table with a row a connection, at the peer's place in the
 * {@link PeerList}.
 *
 * <p>Every machine looks at every peer at every tick, and a simulated network has thousands of them, so a look is one access to a
 * list, not a search by name.
 *
 * @param <S> the state
 */
public final class PeerStates<S> {
    private final List<@Nullable Row<S>> rows = new ArrayList<>();

    /** A place may be taken by another peer later, so a row says whose it is. */
    private record Row<S>(Peer peer, S state) {}

    /** The peer's state; null if none was put, or it was removed. */
    public @Nullable S get(Peer peer) {
        Row<S> row = peer.place() < rows.size() ? rows.get(peer.place()) : null;
        return row != null && row.peer == peer ? row.state : null;
    }

    /** Puts or replaces a peer's state; the peer is in the list. */
    public void put(Peer peer, S state) {
        while (rows.size() <= peer.place()) {
            rows.add(null);
        }
        rows.set(peer.place(), new Row<>(peer, state));
    }

    /** Removes a peer's state, if it is there. */
    public void remove(Peer peer) {
        if (get(peer) != null) {
            rows.set(peer.place(), null);
        }
    }

    /** Every state that is there. */
    public void forEach(Consumer<S> action) {
        for (Row<S> row : rows) {
            if (row != null) {
                action.accept(row.state);
            }
        }
    }
}
