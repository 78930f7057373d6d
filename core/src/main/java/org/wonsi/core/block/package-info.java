/**
 * Blocks: a header of 80 bytes, which is what is hashed, and the transactions that its merkle root covers.
 *
 * <p>Read {@link org.wonsi.core.block.BlockHeader} first, then {@link org.wonsi.core.block.MerkleTree}: why one hash stands for
 * all transactions. {@link org.wonsi.core.block.MerkleProof} and {@link org.wonsi.core.block.PartialMerkleTree} show that a
 * transaction is in a block without the others, as light wallets ask.
 *
 * <p>No rule is checked here, not even the work: that is {@code pow}'s and {@code consensus}'s. Source: paper, sections 3, 7 and 8.
 */
@NullMarked
package org.wonsi.core.block;

import org.jspecify.annotations.NullMarked;
