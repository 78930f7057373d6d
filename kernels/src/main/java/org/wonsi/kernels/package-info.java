/**
 * core's inner loops, measured by JMH: mining, signatures, scripts, blocks.
 *
 * <p>Start with {@link org.wonsi.kernels.KernelMeasurements}, the program that {@code wonsi bench hash}, {@code signatures},
 * {@code scripts}, {@code blocks} and {@code bitcoinj} run. Each {@code ...Kernels} class holds the loops of one {@link
 * org.wonsi.kernels.KernelGroup} with the input they work on, and checks that their results are right before anything is
 * timed. The {@code Bitcoinj...Kernels} do the same work by bitcoinj and by Wonsi. What needs a node, a socket or a process of its own is measured by {@code node.bench}.
 *
 * <p>JMH writes the timed loop, so that Java's compiler can neither throw the work away nor do it once for all; it times in
 * a fresh process and says how far its five measurements lie apart.
 */
@NullMarked
package org.wonsi.kernels;

import org.jspecify.annotations.NullMarked;
