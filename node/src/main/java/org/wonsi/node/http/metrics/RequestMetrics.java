package org.wonsi.node.http.metrics;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the requests that one server answered.
 *
 * <p>A request is counted under its route as it was added ({@code /api/tx/{txid}}), never under the path that was asked for, and a
 * method that isn't HTTP's own as {@code other}: strangers can't make the labels more. What Jetty refuses before a route is looked
 * for (a malformed request, headers too large) isn't counted.
 */
public final class RequestMetrics {
    /** The label of a path at which there is nothing. */
    private static final String NOTHING = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final double MILLIS = 1e3;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Counter requests = Counter.builder()
            .name("wonsi_http_requests_total")
            .help("Requests that were answered, by method, route and status.")
            .labelNames("method", "route", "code")
            .register(registry);

    private final Histogram duration = Histogram.builder()
            .name("wonsi_http_request_duration_seconds")
            .help("Time from a request to the end of its answer, event streams left out.")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .register(registry);

    /** Counts a request that was answered in so many milliseconds. */
    public void count(Context ctx, float millis) {
        String method = ctx.method().name();
        count(METHODS.contains(method) ? method : "other", route(ctx), ctx.statusCode());
        if (!isStream(ctx)) {
            duration.observe(millis / MILLIS);
        }
    }

    /** Counts a request that was answered past the routes with this status, in so many seconds. */
    public void count(String method, String route, int status, double seconds) {
        count(method, route, status);
        duration.observe(seconds);
    }

    private void count(String method, String route, int status) {
        requests.labelValues(method, route, Integer.toString(status)).inc();
    }

    private static String route(Context ctx) {
        @Nullable Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
        return matched == null ? NOTHING : matched.path;
    }

    private static boolean isStream(Context ctx) {
        return String.valueOf(ctx.res().getContentType()).startsWith("text/event-stream");
    }

    /** The counts as they stand. */
    MetricSnapshots scrape() {
        return registry.scrape();
    }
}
