/**
 * Many complete nodes in one thread: virtual time, links with delay and faults, everything from one seed.
 *
 * <p>Read {@link org.wonsi.lab.network.SimulatedNetwork} first. Chain, mempool and protocol are the real ones,
 * blocks have real headers and real (easy) proof of work; only sockets, disk and clock are replaced. After every step
 * {@link org.wonsi.lab.network.Invariants} looks whether what must always hold still does. A run is a function
 * of its scenario and seed, so that a failure can be repeated from one number.
 */
@NullMarked
package org.wonsi.lab.network;

import org.jspecify.annotations.NullMarked;
