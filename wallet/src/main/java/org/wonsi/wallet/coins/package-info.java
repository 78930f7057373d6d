/**
 * The coins that a wallet owns, and the choice of those that a payment takes.
 *
 * <p>Read {@link org.wonsi.wallet.coins.Ledger} first: it works out coins, balance, fees and history from the bytes of the wallet's
 * transactions, and {@link org.wonsi.wallet.coins.CoinSelection} chooses (paper, section 9: combining and splitting value). {@link
 * org.wonsi.wallet.coins.AddressLinkage} shows what an observer can conclude (section 10).
 *
 * <p>All of it is arithmetic on bytes that hash to their id; what of it is proven to be in a block is said with each {@link
 * org.wonsi.wallet.coins.WalletTx}. No files, no sockets, no clock.
 */
@NullMarked
package org.wonsi.wallet.coins;

import org.jspecify.annotations.NullMarked;
