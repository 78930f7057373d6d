/**
 * The chain: which blocks are known, which branch has the most work, and what its coins are.
 *
 * <p>Read {@link org.wonsi.core.chain.ChainState} first: it takes headers and blocks in any order, applies the rules of
 * package {@code consensus}, and moves its tip to the branch with the most work, disconnecting and connecting blocks as
 * needed. {@link org.wonsi.core.chain.HeaderTree} is the tree of headers, {@link org.wonsi.core.chain.HeaderPruning} how some leave it, {@link org.wonsi.core.chain.BlockUndo} what a
 * block spent, so that it can be taken back.
 *
 * <p>Nothing is stored here: {@link org.wonsi.core.chain.ChainStore} says what a database must do, {@link
 * org.wonsi.core.chain.MemoryChainStore} does it in memory for tests and simulations. One thread owns a ChainState;
 * header nodes may be read by others. Source: paper, section 5.
 */
@NullMarked
package org.wonsi.core.chain;

import org.jspecify.annotations.NullMarked;
