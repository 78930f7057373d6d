/**
 * Payments of a coin from owner to owner, signed by hand, and the scripts that check them, step by step.
 *
 * <p>Source: paper, section 2. {@link org.wonsi.lab.coin.HandPayment} is what to read first.
 */
package org.wonsi.lab.coin;
