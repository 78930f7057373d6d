/**
 * What a wallet owns, and which coins a payment takes.
 *
 * <p>{@link org.wonsi.wallet.coins.AccountScan} finds the transactions of the wallet's addresses, {@link
 * org.wonsi.wallet.coins.Ledger} works out coins, balance and history from them, and {@link
 * org.wonsi.wallet.coins.CoinSelection} chooses (paper, section 9: combining and splitting value). {@link
 * org.wonsi.wallet.coins.Linkage} shows what an observer can conclude (section 10).
 *
 * <p>All of it is arithmetic on what nodes said; asking them is {@code client}'s business, checking amounts before
 * signing is {@code build}'s.
 */
@NullMarked
package org.wonsi.wallet.coins;

import org.jspecify.annotations.NullMarked;
