package org.wonsi.node.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.auth.ClientAddress;

@DisplayName("Of HTTP's threads, two for an address and three for all other machines,")
class ThreadSharesTest {
    private static final ClientAddress HERE = new ClientAddress("loopback", true);
    private static final ClientAddress A = new ClientAddress("10.0.0.1", false);
    private static final ClientAddress B = new ClientAddress("10.0.0.2", false);
    private static final ClientAddress C = new ClientAddress("10.0.0.3", false);

    private final ThreadShares shares = new ThreadShares(2, 3);
    private final List<String> started = new ArrayList<>();

    private final List<String> givenUp = new ArrayList<>();
    private final Map<ClientAddress, Deque<ThreadShares.Reader>> readers = new HashMap<>();

    private boolean enter(String name, ClientAddress client) {
        return enter(name, client, 0);
    }

    /** Of one for whom bytes have waited so many milliseconds. */
    private boolean enter(String name, ClientAddress client, long millis) {
        ThreadShares.Reader reader = new ThreadShares.Reader() {
            @Override
            public long waitedNanos() {
                return millis * 1_000_000;
            }

            @Override
            public void giveUp() {
                givenUp.add(name);
            }
        };
        Deque<ThreadShares.Reader> running = readers.computeIfAbsent(client, c -> new ArrayDeque<>());
        boolean entered = shares.enter(client, reader, () -> {
            started.add(name);
            running.add(reader);
        });
        if (entered) {
            running.add(reader);
        }
        return entered;
    }

    private void leave(ClientAddress client) {
        Optional<Runnable> next = shares.leave(
                client, readers.getOrDefault(client, new ArrayDeque<>()).remove());
        next.ifPresent(Runnable::run);
    }

    @Test
    @DisplayName(
            "nobody is hurried while nobody waits; then the slowest of the address that has most is, from four seconds on")
    void relieved() {
        enter("a1", A, 4_000);
        enter("a2", A, 4_001);
        enter("b1", B, 60_000);
        assertThat(shares.relieve()).isFalse();
        assertThat(givenUp).isEmpty();
        enter("c1", C);
        assertThat(shares.relieve()).isTrue();
        assertThat(givenUp).containsExactly("a2");
    }

    @Test
    @DisplayName("less than four seconds is no slowness, nor does a thread that works wait for a reader")
    void patience() {
        enter("a1", A, 3_999);
        enter("a2", A, 0);
        enter("b1", B, 0);
        enter("c1", C);
        assertThat(shares.relieve()).isTrue();
        assertThat(givenUp).isEmpty();
    }

    @Test
    @DisplayName("who waits behind his own address loses one of that, another for each address that waits")
    void relievedOfOne() {
        enter("here1", HERE, 9_000);
        enter("here2", HERE, 8_000);
        enter("here3", HERE);
        enter("a1", A, 9_000);
        enter("a2", A, 8_000);
        enter("b1", B, 9_000);
        enter("b2", B);
        enter("c1", C);
        assertThat(shares.relieve()).isTrue();
        assertThat(givenUp).containsExactlyInAnyOrder("here1", "a1", "a2");
    }

    @Test
    @DisplayName("an address gets two; its third waits until one of them is given back")
    void ofOne() {
        assertThat(enter("a1", A)).isTrue();
        assertThat(enter("a2", A)).isTrue();
        assertThat(enter("a3", A)).isFalse();
        assertThat(enter("b1", B)).isTrue();
        leave(B);
        assertThat(started).isEmpty();
        leave(A);
        assertThat(started).containsExactly("a3");
        leave(A);
        leave(A);
        assertThat(shares.addresses()).isZero();
    }

    @Test
    @DisplayName("the others get three, and this machine its two whatever they hold")
    void ofOthers() {
        assertThat(enter("a1", A)).isTrue();
        assertThat(enter("a2", A)).isTrue();
        assertThat(enter("b1", B)).isTrue();
        assertThat(enter("b2", B)).isFalse();
        assertThat(enter("here1", HERE)).isTrue();
        assertThat(enter("here2", HERE)).isTrue();
        assertThat(enter("here3", HERE)).isFalse();
        leave(HERE);
        assertThat(started).containsExactly("here3");
        leave(A);
        assertThat(started).containsExactly("here3", "b2");
    }

    @Test
    @DisplayName("those who wait take turns by address")
    void turns() {
        enter("a1", A);
        enter("a2", A);
        enter("b1", B);
        enter("a3", A);
        enter("a4", A);
        enter("c1", C);
        enter("c2", C);
        leave(A);
        leave(A);
        leave(B);
        assertThat(started).containsExactly("a3", "c1", "a4");
        leave(A);
        assertThat(started).containsExactly("a3", "c1", "a4", "c2");
    }

    @Test
    @DisplayName("none is given back that wasn't taken")
    void neverTaken() {
        enter("b1", B);
        assertThatThrownBy(() ->
                        shares.leave(A, Objects.requireNonNull(readers.get(B)).element()))
                .isInstanceOf(IllegalStateException.class);
    }
}
