/**
 * Forging the past: a payment of an old block is changed, and what that does to all the hashes above it.
 *
 * <p>Source: paper, section 3. {@link org.wonsi.lab.tamper.TamperedBlock} is what to read first.
 */
package org.wonsi.lab.tamper;
