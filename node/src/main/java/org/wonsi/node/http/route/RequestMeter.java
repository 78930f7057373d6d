package org.wonsi.node.http.route;

/** A meter of the requests that are answered past the routes, which count their own. */
@FunctionalInterface
public interface RequestMeter {
    /** Counts a request: its method, the route it would have taken, the answer's status, and how long it took. */
    void answered(String method, String route, int status, double seconds);
}
