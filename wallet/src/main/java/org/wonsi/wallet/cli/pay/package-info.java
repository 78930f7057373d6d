/**
 * Commands that make, show, sign, send, replace, give up and prove payments.
 *
 * <p>Read {@link org.wonsi.wallet.cli.pay.SendCommand} first, then {@link org.wonsi.wallet.cli.pay.PaymentReview}: what a person sees before anything is signed.
 */
@NullMarked
package org.wonsi.wallet.cli.pay;

import org.jspecify.annotations.NullMarked;
