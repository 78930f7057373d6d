/**
 * The thread that owns a node's chain, and what waits for it.
 *
 * <p>Read {@link org.wonsi.node.runtime.thread.ChainThread} first: everybody sends it tasks, and it says what becomes of a task that
 * fails. {@code TaskQueue} lets senders take turns, {@code TaskMeter} tells what waits and what took long. What the tasks do
 * isn't known here.
 */
@NullMarked
package org.wonsi.node.runtime.thread;

import org.jspecify.annotations.NullMarked;
