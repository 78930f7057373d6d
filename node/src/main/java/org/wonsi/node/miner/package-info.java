/**
 * The search for the next block: when, at what pace, with which kernel, on how many threads.
 *
 * <p>Read {@link org.wonsi.node.miner.Miner} first. It asks a {@link org.wonsi.node.miner.BlockSource} for templates and
 * hands it the blocks it finds; {@link org.wonsi.node.miner.HashRateLimit} holds it back, so that a laptop stays cool and several
 * nodes on one machine share it fairly; {@link org.wonsi.node.miner.KernelChoice} finds out which way of hashing is fastest
 * here.
 *
 * <p>Not here: what goes into a block ({@code core.mining}) and how a nonce is tried ({@code core.pow}).
 */
@NullMarked
package org.wonsi.node.miner;

import org.jspecify.annotations.NullMarked;
