/**
 * The progress of a node towards the chain that it knows of, and who waits for it.
 *
 * <p>Read {@link org.wonsi.node.runtime.sync.SyncTracker} first. All of it belongs to the chain thread, and time is an argument. Which
 * blocks are asked of whom is decided in {@code core.protocol.sync}.
 */
@NullMarked
package org.wonsi.node.runtime.sync;

import org.jspecify.annotations.NullMarked;
