/**
 * The block a miner works on.
 *
 * <p>Read {@link org.wonsi.core.mining.BlockTemplate} first: it picks waiting transactions by what they and those they need pay, and
 * makes the coinbase that collects the reward; {@link org.wonsi.core.mining.BlockAssembler} holds what it is made of, so that
 * another thread can make it. Searching the nonce is package {@code pow}'s, threads are the node's.
 * Source: paper, section 6.
 */
@NullMarked
package org.wonsi.core.mining;

import org.jspecify.annotations.NullMarked;
