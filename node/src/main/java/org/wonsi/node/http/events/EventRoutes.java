package org.wonsi.node.http.events;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.server.HttpConfig.Limits;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.EventSubscription;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * The route {@code GET /events}: what happens to this node and its siblings, with ids.
 *
 * <p>A reader that comes back with {@code Last-Event-ID} (browsers send it by themselves) first gets what it missed. If that is
 * no longer kept, or the node was restarted since, it gets an event {@code reset} first and should load the page's state again.
 */
public final class EventRoutes implements RouteFamily, AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private final EventLog log;
    private final Limits limits;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    /** Counts those being opened too: a burst must not pass the limit together. */
    private final ConcurrencyLimit limit;

    private final Thread deliverer;
    private volatile boolean closed;

    /** Tells of this log's events. */
    public EventRoutes(EventLog log, Limits limits) {
        this.log = log;
        this.limits = limits;
        int most = limits.eventClients();
        this.limit = new ConcurrencyLimit("sending events", most, most - most / 4, most / 16);
        // From here on, so that no event is lost between the first stream's opening and the thread's first step.
        long last = log.lastId();
        this.deliverer = new Thread(() -> deliver(last), "http-events");
        deliverer.setDaemon(true);
    }

    /** Begins to pass events on. */
    public void start() {
        deliverer.start();
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.OTHER,
                        "/events",
                        "Server-sent events: header, block, reorg, tx, peer, mining, message, status. See docs/api.md.",
                        Content.media("text/event-stream")),
                this::open);
    }

    private void open(Context ctx) {
        OptionalLong seen = lastSeen(ctx);
        ClientAddress client = ClientAddress.of(ctx);
        switch (limit.take(client)) {
            case TAKEN -> {
                try {
                    open(ctx, seen, client);
                } catch (RuntimeException e) {
                    limit.release(client);
                    throw e;
                }
            }
            case ADDRESS_BUSY ->
                throw tooMany(
                        ctx, 429, "your address already has " + limit.ofOne() + " event streams of this node open");
            case NODE_BUSY ->
                throw tooMany(ctx, 503, "this node already has " + limit.atOnce() + " event streams open");
        }
    }

    private static HttpProblemException tooMany(Context ctx, int status, String why) {
        ctx.header("Retry-After", "10");
        return HttpProblemException.of(status, why);
    }

    private void open(Context ctx, OptionalLong seen, ClientAddress client) {
        HttpServletResponse response = ctx.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = ctx.req().startAsync();
        async.setTimeout(0);
        ctx.future(() -> {
            EventStream stream = begin(ctx, seen);
            return stream.ended().whenComplete((nothing, failure) -> {
                streams.remove(stream);
                limit.release(client);
            });
        });
    }

    private EventStream begin(Context ctx, OptionalLong seen) {
        try {
            long now = log.lastId();
            // An id that is still to come is from before a restart of this node.
            long from = Math.min(seen.orElse(now), now);
            EventStream stream = new EventStream(ctx.res().getOutputStream(), limits.eventQueue(), from);
            stream.join(() -> streams.add(stream), after -> missed(after, seen));
            stream.begin();
            if (closed) {
                stream.close();
            }
            return stream;
        } catch (IOException e) {
            throw HttpProblemException.of(503, "the connection was lost");
        }
    }

    private List<StreamLine> missed(long after, OptionalLong seen) {
        List<LoggedEvent> events = log.after(after);
        boolean otherRun = seen.isPresent() && seen.getAsLong() != after;
        boolean gap = seen.isPresent() && !events.isEmpty() && events.get(0).id() != after + 1;
        List<StreamLine> lines = new ArrayList<>(List.of(StreamLine.RETRY));
        if (otherRun || gap) {
            lines.add(StreamLine.RESET);
        }
        events.forEach(event -> lines.add(StreamLine.of(event)));
        return lines;
    }

    private static OptionalLong lastSeen(Context ctx) {
        Optional<String> id = Optional.ofNullable(ctx.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(ctx.queryParam("last_event_id")));
        if (id.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(id.get()));
        } catch (NumberFormatException e) {
            throw HttpProblemException.badRequest(
                    "Last-Event-ID is the number of the last event you saw, not '" + id.get() + "'");
        }
    }

    private void deliver(long from) {
        long last = from;
        while (!closed) {
            try (EventSubscription subscription = log.subscribeAfter(last, 10_000)) {
                while (!closed && !subscription.isClosed()) {
                    Optional<LoggedEvent> event = subscription.poll(HEARTBEAT);
                    // Nothing is written for nobody: a stream that opens after this look finds the event in the log.
                    if (!streams.isEmpty()) {
                        StreamLine line = event.map(StreamLine::of).orElse(StreamLine.HEARTBEAT);
                        streams.forEach(stream -> stream.offer(line));
                    }
                    last = event.map(LoggedEvent::id).orElse(last);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The number of open streams. */
    public int open() {
        return streams.size();
    }

    @Override
    public void close() {
        closed = true;
        deliverer.interrupt();
        streams.forEach(EventStream::close);
    }
}
