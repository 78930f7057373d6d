/**
 * The node's faucet wallet, which takes what its miner finds and pays from it: the faucet, the demo payments, the lessons.
 *
 * <p>Read {@link org.wonsi.node.runtime.faucet.NodeFaucetWallet} first; it is the {@link org.wonsi.node.service.FaucetWallet} that others are
 * given. Its key lies in a file of the data directory ({@code FaucetKey}). It is no wallet: one key, one address, no proofs.
 */
@NullMarked
package org.wonsi.node.runtime.faucet;

import org.jspecify.annotations.NullMarked;
