package org.wonsi.node.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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

    private boolean enter(String name, ClientAddress client) {
        return shares.enter(client, () -> started.add(name));
    }

    private void leave(ClientAddress client) {
        Optional<Runnable> next = shares.leave(client);
        next.ifPresent(Runnable::run);
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
        assertThatThrownBy(() -> shares.leave(A)).isInstanceOf(IllegalStateException.class);
    }
}
