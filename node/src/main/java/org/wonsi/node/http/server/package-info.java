/**
 * The set-up of Jetty: addresses, threads, limits on connections, requests and bodies.
 *
 * <p>Read {@link org.wonsi.node.http.server.HttpConfig} first, then {@link org.wonsi.node.http.server.JettySetup}.
 */
@NullMarked
package org.wonsi.node.http.server;

import org.jspecify.annotations.NullMarked;
