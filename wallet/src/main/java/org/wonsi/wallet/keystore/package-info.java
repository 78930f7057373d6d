/**
 * The wallet on disk: one encrypted key file, and beside it what holds nothing secret: the state, the
 * transactions with their proofs, the headers.
 *
 * <p>Read {@link org.wonsi.wallet.keystore.KeyFile} first; its form is written down in docs/wallet-file.md. The key file
 * is rewritten only when keys change, into a new file that then takes the old one's place, with the old one kept as a
 * backup. Everything in {@link org.wonsi.wallet.keystore.WalletState} can be found again from the words.
 *
 * <p>Passwords and keys are wiped from memory after use, as far as Java allows, and are never logged.
 */
@NullMarked
package org.wonsi.wallet.keystore;

import org.jspecify.annotations.NullMarked;
