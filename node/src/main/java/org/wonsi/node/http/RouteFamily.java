package org.wonsi.node.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** Paths that belong together and what answers them. */
public interface RouteFamily {
    /** Adds the paths. */
    void addTo(JavalinDefaultRoutingApi routes);
}
