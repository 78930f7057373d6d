/**
 * The simulated networks that the board plays, in virtual time, run on a thread of this process.
 *
 * <p>{@link org.wonsi.node.simulation.Simulations} is what to read first: it starts a run, says how far it is, and keeps the
 * last few. An order is refused if it would take too long or too much memory; one run goes at a time, because a room's
 * nodes need the processors too. The network itself is {@link org.wonsi.lab.network.SimulatedNetwork}, the same one that
 * {@code wonsi simulate} runs, so that the same order gives the same figures.
 */
@NullMarked
package org.wonsi.node.simulation;

import org.jspecify.annotations.NullMarked;
