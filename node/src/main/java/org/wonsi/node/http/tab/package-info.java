/**
 * Tabs as peers: the wire protocol over a WebSocket, at {@code /p2p}.
 *
 * <p>Read {@link org.wonsi.node.http.tab.TabSockets} first. A browser's page can't open a TCP connection, so the same bytes travel in the
 * binary frames of a WebSocket. Here is only what carries them; from then on a tab is a connection like any other.
 */
@NullMarked
package org.wonsi.node.http.tab;

import org.jspecify.annotations.NullMarked;
