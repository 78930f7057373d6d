/**
 * Makes payments: puts inputs and outputs together, checks what the nodes said about the inputs, and signs.
 *
 * <p>Read {@link org.wonsi.wallet.build.PaymentBuilder}, then {@link org.wonsi.wallet.build.Signer}. A node could lie
 * about an input's amount to make the wallet give the difference away as a fee, because the old signature hash doesn't
 * cover it; so {@link org.wonsi.wallet.build.PreviousOutputs} takes every amount from the transaction that made it, whose
 * hash the input names. Every signature is checked by the interpreter before anything leaves.
 */
@NullMarked
package org.wonsi.wallet.build;

import org.jspecify.annotations.NullMarked;
