/**
 * The routes under {@code /simulations}: simulated networks for the board to play.
 *
 * <p>{@link org.wonsi.node.http.simulation.SimulationRoutes} is what to read first. A run that is done is answered as a
 * recording, the form that {@code wonsi simulate --events} writes too: the board, events in the words of {@code /events}, the
 * end. {@link org.wonsi.node.http.simulation.SimulationText} writes what many nodes have alike as one line with columns.
 */
@NullMarked
package org.wonsi.node.http.simulation;

import org.jspecify.annotations.NullMarked;
