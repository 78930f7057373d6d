/**
 * Simplified payment verification: a wallet that holds headers only, the proof that it accepts, the attack that
 * deceives it, and the alert that the paper proposes against that.
 *
 * <p>Source: paper, section 8. {@link org.wonsi.lab.spv.SpvWallet} is what to read first. No sockets and no clock; the wallet
 * that people use is another program, with an implementation of its own.
 */
package org.wonsi.lab.spv;
