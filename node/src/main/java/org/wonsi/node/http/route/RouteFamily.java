package org.wonsi.node.http.route;

/** A group of paths that belong together, and what answers them. */
public interface RouteFamily {
    /** Adds the paths, each with its description. */
    void addTo(RouteTable routes);
}
