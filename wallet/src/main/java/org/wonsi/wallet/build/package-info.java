/**
 * The making of payments: inputs and outputs are put together, the fee is limited, and the inputs are signed.
 *
 * <p>Read {@link org.wonsi.wallet.build.PaymentBuilder} first, then {@link org.wonsi.wallet.build.Signer}. The old
 * signature hash doesn't cover an input's amount, so a lie about it could make the wallet give the difference away as a
 * fee; every amount here comes from the bytes of the transaction that made it, whose hash the input names. Every signature
 * is checked by the interpreter before anything leaves.
 */
@NullMarked
package org.wonsi.wallet.build;

import org.jspecify.annotations.NullMarked;
