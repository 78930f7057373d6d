package org.wonsi.node.http.auth;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * A limit on a server's connections, which cost memory even when they are silent; an observer of Jetty's connections.
 *
 * <p>When all are taken a new one takes the place of one that isn't being answered: of its own address if that has its share,
 * else of the address that has most; first one that never asked anything or whose body isn't here yet, then the one that has been
 * silent longest. So whoever opens connections and says nothing, or half of what he wants to say, loses his own, also to others
 * behind the same address. Where the address that has most is being answered on all of them, because it reads its answers slowly,
 * an address with fewer than half as many takes the place of the one that has been answered longest. This machine has as many to
 * itself as all others together: whatever a room does, the page on the projector connects.
 *
 * <p>A request's headers must be here within the time given for them, from the opening on or from their first byte on; and who
 * doesn't read his answers loses his connection ({@link ReaderPace}).
 */
public final class ConnectionSlots implements Connection.Listener {
    private final int total;
    private final int perAddress;
    private final long headersNanos;
    private final LongSupplier nanoTime;
    private final Supplier<Scheduler> scheduler;
    private final Map<Connection, Slot> slots = new LinkedHashMap<>();
    private final Map<ClientAddress, Integer> open = new HashMap<>();
    private boolean sweeping;

    /** A connection and what it did so far. */
    private static final class Slot {
        private final ClientAddress client;
        private long since;
        private boolean served;
        private boolean closing;
        private boolean whole;
        private int answering;
        private long bytesSeen;
        private boolean halfHeader;

        Slot(ClientAddress client, long since) {
            this.client = client;
            this.since = since;
        }

        private boolean isAnswered() {
            return answering > 0;
        }

        /** Nothing is worked out for it. */
        private boolean mayGo() {
            return !closing && (!isAnswered() || !whole);
        }

        private boolean hasAsked() {
            return served && !isAnswered();
        }
    }

    /**
     * Slots for one server.
     *
     * @param total connections open at once by this machine, and as many by all others
     * @param perAddress of one address; loopback, which all local programs share, may use all of this machine's
     * @param headers the time for a request's headers
     * @param scheduler looks once a second whether that has passed
     */
    public ConnectionSlots(
            int total, int perAddress, Duration headers, LongSupplier nanoTime, Supplier<Scheduler> scheduler) {
        this.total = total;
        this.perAddress = perAddress;
        this.headersNanos = headers.toNanos();
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof WebSocketConnection) {
            // It was a request's connection until now. Tabs have places of their own, and who looks after them:
            // TabPlaces.
            return;
        }
        if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            return;
        }
        Slot slot = new Slot(ClientAddress.of(remote), nanoTime.getAsLong());
        Optional<Connection> leaving;
        synchronized (slots) {
            leaving = evictFor(connection, slot);
            slots.put(connection, slot);
            open.merge(slot.client, 1, Integer::sum);
            if (!sweeping) {
                sweeping = true;
                sweepLater();
            }
        }
        leaving.ifPresent(ConnectionSlots::close);
    }

    /** The connection that must go for a new one, which may be itself; empty if there is room. */
    private Optional<Connection> evictFor(Connection arriving, Slot slot) {
        boolean share = !slot.client.here() && open.getOrDefault(slot.client, 0) >= perAddress;
        if (!share && beside(slot.client) < total) {
            return Optional.empty();
        }
        ClientAddress address = share ? slot.client : largest(slot.client).orElse(slot.client);
        // Once: a clock that is read for each comparison would put them in another order when the thread is held up.
        long now = nanoTime.getAsLong();
        Comparator<Slot> longest = Comparator.comparing(each -> each.since - now);
        boolean mayTake = !share && 2 * open.getOrDefault(slot.client, 0) < open.getOrDefault(address, 0);
        Optional<Map.Entry<Connection, Slot>> victim = first(
                        address,
                        Slot::mayGo,
                        Comparator.comparing(Slot::hasAsked).thenComparing(longest))
                .or(() -> mayTake ? first(address, each -> !each.closing, longest) : Optional.empty());
        victim.ifPresent(entry -> entry.getValue().closing = true);
        slot.closing = victim.isEmpty();
        return Optional.of(victim.map(Map.Entry::getKey).orElse(arriving));
    }

    private Optional<Map.Entry<Connection, Slot>> first(
            ClientAddress address, Predicate<Slot> of, Comparator<Slot> order) {
        return slots.entrySet().stream()
                .filter(entry -> entry.getValue().client.equals(address) && of.test(entry.getValue()))
                .min(Map.Entry.comparingByValue(order));
    }

    /** Connections of this machine, or of all others: of those that the client is one of. */
    private int beside(ClientAddress client) {
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().here() == client.here())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private Optional<ClientAddress> largest(ClientAddress client) {
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().here() == client.here())
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (slots) {
            Slot slot = slots.remove(connection);
            if (slot != null && open.merge(slot.client, -1, Integer::sum) <= 0) {
                open.remove(slot.client);
            }
        }
    }

    /** A request's headers are here. */
    public void begin(Connection connection) {
        change(connection, slot -> {
            slot.answering++;
            slot.served = true;
            slot.whole = false;
            slot.since = nanoTime.getAsLong();
            slot.halfHeader = false;
            return true;
        });
    }

    /** All of it is here. */
    public void whole(Connection connection) {
        change(connection, slot -> {
            slot.whole = true;
            return true;
        });
    }

    /** Its answer has left. */
    public void end(Connection connection) {
        long bytes = connection.getBytesIn();
        change(connection, slot -> {
            slot.answering--;
            slot.since = nanoTime.getAsLong();
            slot.bytesSeen = bytes;
            return true;
        });
    }

    private void change(Connection connection, Predicate<Slot> change) {
        synchronized (slots) {
            Slot slot = slots.get(connection);
            boolean unused = slot != null && change.test(slot);
        }
    }

    private void sweepLater() {
        Scheduler.Task unused = scheduler.get().schedule(this::sweep, 1, TimeUnit.SECONDS);
    }

    /** Closes connections whose headers take too long, and those whose readers take too little. */
    void sweep() {
        List<Connection> late = new ArrayList<>();
        synchronized (slots) {
            slots.forEach((connection, slot) -> {
                if ((!slot.isAnswered() && !slot.closing && isLate(connection, slot))
                        || (!slot.closing && isReadTooSlowly(connection))) {
                    slot.closing = true;
                    late.add(connection);
                }
            });
            sweeping = !slots.isEmpty();
            if (sweeping) {
                sweepLater();
            }
        }
        late.forEach(ConnectionSlots::close);
    }

    /** As if the other side had closed it: a thread that is writing to it then has nothing to log. */
    private static void close(Connection connection) {
        connection.getEndPoint().close(new EofException("given up"));
    }

    private static boolean isReadTooSlowly(Connection connection) {
        return connection.getEndPoint() instanceof PacedEndPoint paced && paced.isReadTooSlowly();
    }

    /** Silence after an answer is no lateness: the idle time-out is for that. */
    private boolean isLate(Connection connection, Slot slot) {
        long now = nanoTime.getAsLong();
        if (slot.served && !slot.halfHeader) {
            slot.halfHeader = connection.getBytesIn() != slot.bytesSeen;
            slot.since = slot.halfHeader ? now : slot.since;
            return false;
        }
        return now - slot.since >= headersNanos;
    }
}
