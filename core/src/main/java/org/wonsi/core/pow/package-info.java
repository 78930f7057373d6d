/**
 * Proof of work: how hard a block was to find, and how hard the next one must be.
 *
 * <p>Read {@link org.wonsi.core.pow.Target} first: a block is proven when its hash, as a number, is at most the target.
 * {@link org.wonsi.core.pow.CompactTarget} is the four-byte form in a header, {@link org.wonsi.core.pow.Work} how many
 * tries a target costs (what "longest chain" really counts), {@link org.wonsi.core.pow.Retarget} the adjustment of
 * difficulty to the speed of the network.
 *
 * <p>Nothing here knows a network's parameters or a chain: spans and limits are arguments. Which target a header must
 * have is a rule, in package {@code consensus}. Source: paper, section 4.
 */
@NullMarked
package org.wonsi.core.pow;

import org.jspecify.annotations.NullMarked;
