/**
 * A complete node in one tab, connected to the node that served the page.
 *
 * <p>Read {@link org.wonsi.browser.peer.TabPeer} first. It has no clock, no WebSocket and no storage: a worker tells it the time,
 * brings bytes, and fetches what is to be sent and kept.
 */
@NullMarked
package org.wonsi.browser.peer;

import org.jspecify.annotations.NullMarked;
