/**
 * Complete nodes without sockets and without a clock of their own: a browser's tab runs them.
 *
 * <p>Read {@link org.wonsi.lab.live.LiveNetwork} first. Unlike a simulated network, this one has real time and real
 * proof of work: whoever owns it tells it the time and gives it hashes to try. Chain, mempool and protocol are those of every node.
 */
@NullMarked
package org.wonsi.lab.live;

import org.jspecify.annotations.NullMarked;
