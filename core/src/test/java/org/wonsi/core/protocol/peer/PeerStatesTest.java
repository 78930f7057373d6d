package org.wonsi.core.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.protocol.message.NetworkAddress;

class PeerStatesTest {
    private final PeerList peers = new PeerList();
    private final PeerStates<String> states = new PeerStates<>();
    private long next;

    private Peer connect() {
        Peer peer = new Peer(new PeerId(next++), NetworkAddress.NONE, true, PeerKind.NODE, Instant.EPOCH);
        peers.add(peer);
        return peer;
    }

    @Test
    @DisplayName("a peer that stands where another stood hasn't got the other's state, and the other has lost it")
    void placeTakenAgain() {
        Peer first = connect();
        assertThat(states.get(first)).isNull();
        states.put(first, "first");
        assertThat(states.get(first)).isEqualTo("first");
        peers.remove(first.id());
        // Removed from the list, not from the table: as when a machine forgot to.
        Peer second = connect();
        assertThat(second.place()).isEqualTo(first.place());
        assertThat(states.get(second)).isNull();
        states.remove(second);
        assertThat(states.get(first)).isEqualTo("first");
        states.put(second, "second");
        assertThat(states.get(first)).isNull();
        states.remove(first);
        assertThat(states.get(second)).isEqualTo("second");
    }

    @Test
    @DisplayName(
            "after 5,000 peers that came, said something and went, by chance, each has what a map would have, and the"
                    + " table is no longer than the most that were there")
    void likeAMap() {
        long seed = 20;
        Random random = new Random(seed);
        Map<Peer, String> map = new HashMap<>();
        List<Peer> here = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < 5_000; i++) {
            if (here.isEmpty() || (here.size() < 40 && random.nextBoolean())) {
                here.add(connect());
            } else if (random.nextInt(3) == 0) {
                Peer gone = here.remove(random.nextInt(here.size()));
                peers.remove(gone.id());
                states.remove(gone);
                map.remove(gone);
            } else {
                Peer peer = here.get(random.nextInt(here.size()));
                states.put(peer, "state " + i);
                map.put(peer, "state " + i);
            }
            most = Math.max(most, here.size());
            for (Peer peer : here) {
                assertThat(states.get(peer)).as("seed %d, step %d", seed, i).isEqualTo(map.get(peer));
                assertThat(peer.place()).isLessThan(most);
            }
        }
        List<String> all = new ArrayList<>();
        states.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(map.values());
    }
}
