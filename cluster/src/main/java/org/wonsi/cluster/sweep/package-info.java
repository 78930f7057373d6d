/**
 * Sweeps: a trial at each point of a grid with many seeds, what came out, and what theory says of it.
 *
 * <p>Read {@link org.wonsi.cluster.sweep.Sweep} first, then {@link org.wonsi.cluster.sweep.Plan} and {@link
 * org.wonsi.cluster.sweep.Summary}. Where the trials run, and where their rows are kept, is package {@code spark}'s.
 */
@NullMarked
package org.wonsi.cluster.sweep;

import org.jspecify.annotations.NullMarked;
