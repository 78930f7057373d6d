/**
 * The messages for the person at the keyboard: a {@link org.wonsi.wallet.problem.Failure} ends a command and travels in
 * a {@link org.wonsi.wallet.problem.WalletException}, a {@link org.wonsi.wallet.problem.Notice} stands beside an
 * answer, and the other families say why. All are records with named fields; only {@code cli} has words, in English and
 * Korean. Read {@code UserMessage} first.
 */
@NullMarked
package org.wonsi.wallet.problem;

import org.jspecify.annotations.NullMarked;
