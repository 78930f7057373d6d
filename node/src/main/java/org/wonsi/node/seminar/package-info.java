/**
 * A whole network in one process, for a talk: several nodes, each with its page, that mine and relay.
 *
 * <p>Read {@link org.wonsi.node.seminar.Seminar} first: it starts the nodes, connects them, and mines the first blocks so
 * that the room sees a chain and the faucets have coins.
 *
 * <p>Not here: what a node is ({@code runtime}); the command line of {@code wonsi seminar} ({@code command.SeminarCommand}).
 */
@NullMarked
package org.wonsi.node.seminar;

import org.jspecify.annotations.NullMarked;
