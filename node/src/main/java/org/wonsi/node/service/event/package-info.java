/**
 * The log of what happened at the nodes of this process, numbered; pages, lessons and tests follow it.
 *
 * <p>Read {@link org.wonsi.node.service.event.EventLog} first. {@link org.wonsi.node.service.event.LoggedEvent} lists
 * the kinds; the log keeps the newest, so that a reader that was away for a moment misses nothing.
 */
@NullMarked
package org.wonsi.node.service.event;

import org.jspecify.annotations.NullMarked;
