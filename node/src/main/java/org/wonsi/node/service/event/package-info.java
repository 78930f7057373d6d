/**
 * What happened at the nodes of this process, in one numbered log that pages, lessons and tests follow.
 *
 * <p>Read {@link org.wonsi.node.service.event.EventLog} first. {@link org.wonsi.node.service.event.LoggedEvent} lists the kinds; the
 * log keeps the newest, so that who was away for a moment misses nothing.
 */
@NullMarked
package org.wonsi.node.service.event;

import org.jspecify.annotations.NullMarked;
