/**
 * A coin's way from owner to owner: payments by hand, and the scripts that let them through, step by step.
 *
 * <p>Source: paper, section 2. {@link org.wonsi.lab.coin.HandPayment} is what to read first.
 */
package org.wonsi.lab.coin;
