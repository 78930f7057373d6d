/**
 * Proves payments without trusting a node: simplified payment verification (paper, section 8).
 *
 * <p>{@link org.wonsi.wallet.spv.HeaderChain} keeps the headers of all nodes asked, checks their work and difficulty
 * itself and follows the branch with the most work; {@link org.wonsi.wallet.spv.PaymentProof} links a payment to one of
 * those headers by its merkle branch.
 *
 * <p>What it can't show: that the blocks obey all rules (only their headers are checked), and that no node hides a branch
 * with more work. Nodes that disagree are named.
 */
@NullMarked
package org.wonsi.wallet.spv;

import org.jspecify.annotations.NullMarked;
