package org.wonsi.node.http.node.body.status;

import org.jspecify.annotations.Nullable;

/**
 * A node that announces itself on the local network; what it says of itself, which nobody checked.
 *
 * @param name what it calls itself
 * @param p2p host and port where it takes connections
 * @param http address of its page; absent if it has none for others
 */
public record DiscoveredNode(
        String name, String p2p, @Nullable String http) {}
