package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionSlotsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> closed = new ArrayList<>();
    private final Scheduler scheduler = proxy(Scheduler.class, Map.of("schedule", () -> (Scheduler.Task) () -> true));
    private long nanos = -3 * SECOND;
    private ConnectionSlots slots = slots(4, 2);

    private ConnectionSlots slots(int total, int perAddress) {
        return new ConnectionSlots(total, perAddress, Duration.ofSeconds(10), () -> nanos, () -> scheduler);
    }

    /** A connection from an address; as much of one as the slots look at. */
    private final class Caller {
        private final Connection connection;
        private long bytes;

        Caller(String name, String address) {
            EndPoint endPoint = proxy(
                    EndPoint.class,
                    Map.of("getRemoteSocketAddress", () -> new InetSocketAddress(address, 1_024), "close", () -> {
                        closed.add(name);
                        return null;
                    }));
            connection =
                    proxy(Connection.class, Map.of("getEndPoint", () -> endPoint, "getBytesIn", () -> (Object) bytes));
            nanos++;
            slots.onOpened(connection);
        }

        Caller served() {
            slots.begin(connection);
            slots.end(connection);
            return this;
        }

        Caller busy() {
            slots.begin(connection);
            slots.whole(connection);
            return this;
        }

        /** Its request's headers are here, its body isn't. */
        Caller speaking() {
            slots.begin(connection);
            return this;
        }
    }

    private static <T> T proxy(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                default ->
                    answers.getOrDefault(method.getName(), () -> {
                                throw new UnsupportedOperationException(method.getName());
                            })
                            .get();
            };
        }));
    }

    @Test
    @DisplayName(
            "The sixth of five takes the place of the address that has most: of one that never asked, before an older one")
    void total() {
        slots = slots(5, 3);
        new Caller("a1", "10.0.0.1").served();
        new Caller("a2", "10.0.0.1");
        new Caller("a3", "10.0.0.1");
        new Caller("b1", "10.0.0.2");
        new Caller("b2", "10.0.0.2");
        assertThat(closed).isEmpty();
        new Caller("c1", "10.0.0.3");
        assertThat(closed).containsExactly("a2");
        new Caller("d1", "10.0.0.4");
        assertThat(closed).containsExactly("a2", "a3");
    }

    @Test
    @DisplayName("This machine has as many as all others together, whatever those do")
    void here() {
        for (String address : List.of("10.0.0.2", "10.0.0.3")) {
            new Caller("1 of " + address, address).busy();
            new Caller("2 of " + address, address).busy();
        }
        for (int i = 1; i <= 4; i++) {
            new Caller("here " + i, "127.0.0.1").served();
        }
        assertThat(closed).isEmpty();
        new Caller("here 5", "127.0.0.1");
        assertThat(closed).containsExactly("here 1");
    }

    @Test
    @DisplayName("A request whose body isn't here yet gives way as one that never asked")
    void unfinishedBodies() {
        slots = slots(4, 4);
        new Caller("a1", "10.0.0.1").busy();
        new Caller("a2", "10.0.0.1").served();
        new Caller("a3", "10.0.0.1").speaking();
        new Caller("a4", "10.0.0.1").speaking();
        for (String name : List.of("b", "c", "d", "e")) {
            new Caller(name, "10.0.0." + (name.charAt(0) - '`'));
        }
        assertThat(closed).startsWith("a3", "a4", "a2");
        // Its body may take longer than headers may: nobody needs its place.
        slots = slots(4, 4);
        closed.clear();
        new Caller("slow", "10.0.0.1").speaking();
        nanos += 100 * SECOND;
        slots.sweep();
        assertThat(closed).isEmpty();
    }

    @Test
    @DisplayName(
            "Where one address is being answered on all, another with fewer than half as many takes the longest's place")
    void slowReaders() {
        slots = slots(4, 4);
        for (int i = 1; i <= 4; i++) {
            new Caller("a" + i, "10.0.0.1").busy();
        }
        new Caller("b1", "10.0.0.2").busy();
        new Caller("b2", "10.0.0.2").busy();
        assertThat(closed).containsExactly("a1", "a2");
        new Caller("b3", "10.0.0.2");
        assertThat(closed).containsExactly("a1", "a2", "b3");
    }

    @Test
    @DisplayName("The third of two from one address takes the place of its own longest silent one, of nobody else's")
    void perAddress() {
        new Caller("b1", "10.0.0.2").served();
        Caller second = new Caller("c1", "10.0.0.3").served();
        nanos += SECOND;
        new Caller("c2", "10.0.0.3").served();
        nanos += SECOND;
        second.served();
        new Caller("c3", "10.0.0.3");
        assertThat(closed).containsExactly("c2");
    }

    @Test
    @DisplayName("While all of its connections are being answered, an address gets no other")
    void allBusy() {
        new Caller("c1", "10.0.0.3").busy();
        new Caller("c2", "10.0.0.3").busy();
        new Caller("c3", "10.0.0.3");
        assertThat(closed).containsExactly("c3");
    }

    @Test
    @DisplayName("Headers have ten seconds from the opening on; silence after an answer has no such end")
    void openingDeadline() {
        new Caller("silent", "127.0.0.1");
        new Caller("served", "127.0.0.1").served();
        new Caller("busy", "127.0.0.1").busy();
        nanos += 10 * SECOND - 3;
        slots.sweep();
        assertThat(closed).isEmpty();
        nanos += 1;
        slots.sweep();
        assertThat(closed).containsExactly("silent");
        nanos += 100 * SECOND;
        slots.sweep();
        assertThat(closed).containsExactly("silent");
    }

    @Test
    @DisplayName("Headers after an answer have ten seconds from the look on that saw their first byte")
    void nextDeadline() {
        Caller caller = new Caller("half", "127.0.0.1").served();
        nanos += 60 * SECOND;
        caller.bytes = 1;
        slots.sweep();
        caller.bytes = 9;
        nanos += 10 * SECOND - 1;
        slots.sweep();
        assertThat(closed).isEmpty();
        nanos += 1;
        slots.sweep();
        assertThat(closed).containsExactly("half");
    }
}
