/**
 * Transactions: coins go in, coins come out, and each input is signed by whom its coin belonged to.
 *
 * <p>Read {@link org.wonsi.core.tx.Transaction} first, then {@link org.wonsi.core.tx.SignatureHash}: what a signature really
 * signs. An {@link org.wonsi.core.tx.OutPoint} names an output of an earlier transaction, an {@link
 * org.wonsi.core.tx.Amount} is a number of satoshis that can't be mistaken for another number.
 *
 * <p>A transaction here is anything that its bytes can say; which ones are valid is {@code consensus}'s. {@link
 * org.wonsi.core.tx.TransactionSignatureChecker} answers what a script asks about the transaction that spends. Source: paper,
 * sections 2 and 9.
 */
@NullMarked
package org.wonsi.core.tx;

import org.jspecify.annotations.NullMarked;
