/**
 * Server-sent events: {@code GET /events} tells a page what happens, as it happens.
 *
 * <p>Read {@link org.wonsi.node.http.events.EventRoutes} first: it takes events from the node's log on one thread, writes each as text
 * once and offers it to every open {@link org.wonsi.node.http.events.EventStream}. No stream may hold up another or the
 * node: each has a bounded queue and is written without blocking a thread; a reader that falls too far behind is
 * closed and finds what it missed when it comes back with the id it saw last.
 *
 * <p>Source: WHATWG HTML, "Server-sent events".
 */
@NullMarked
package org.wonsi.node.http.events;

import org.jspecify.annotations.NullMarked;
