/**
 * What the person at the keyboard has to be told: a {@link org.wonsi.wallet.problem.WalletException} that ends a command, a
 * {@link org.wonsi.wallet.problem.Phrase} as part of a sentence. Both are a code with values; only {@code cli} has words,
 * in English and Korean. Read
 * {@code WalletException} first.
 */
@NullMarked
package org.wonsi.wallet.problem;

import org.jspecify.annotations.NullMarked;
