/**
 * The blocks of a simulated network before they travel: who finds them, and how large they are.
 *
 * <p>Read {@link org.wonsi.lab.mining.MiningShares} first; {@link org.wonsi.lab.mining.BlockFilling} makes blocks large. When a block is
 * found, and on which branch, is {@code network}'s.
 */
@NullMarked
package org.wonsi.lab.mining;

import org.jspecify.annotations.NullMarked;
