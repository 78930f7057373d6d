/**
 * The forging of old blocks: a payment is changed, and all the hashes above it change, too.
 *
 * <p>Source: paper, section 3. {@link org.wonsi.lab.tamper.TamperedBlock} is what to read first.
 */
package org.wonsi.lab.tamper;
