/**
 * The proof of payments without trust in a node: simplified payment verification (paper, section 8).
 *
 * <p>Read {@link org.wonsi.wallet.spv.HeaderChain} first: it checks the work and difficulty of headers itself and follows the branch with
 * the most work, {@link org.wonsi.wallet.spv.HeaderSync} fetches them, {@link org.wonsi.wallet.spv.MerklePath} links a
 * transaction to one of them. No files, no sockets, no clock: it runs in a browser too.
 *
 * <p>What it can't show: that the blocks obey all rules (only their headers are checked), and that no node hides a branch
 * with more work. Nodes that disagree are named.
 */
@NullMarked
package org.wonsi.wallet.spv;

import org.jspecify.annotations.NullMarked;
