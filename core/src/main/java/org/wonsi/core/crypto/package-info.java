/**
 * Hashes and signatures: what makes a chain of blocks tamper-evident and a coin spendable by its owner alone (paper,
 * sections 2 and 3).
 *
 * <p>Read {@link org.wonsi.core.crypto.Secp256k1} first: everything that is curve arithmetic goes through it, and two
 * implementations give the same results bit for bit. {@link org.wonsi.core.crypto.PrivateKey}, {@link
 * org.wonsi.core.crypto.PublicKey} and {@link org.wonsi.core.crypto.EcdsaSignature} are the values it works on; {@link
 * org.wonsi.core.crypto.Sha256d} and {@link org.wonsi.core.crypto.Hash160} are the hashes.
 *
 * <p>What is signed (the signature hash of a transaction) is package {@code tx}'s business, and when a signature is
 * asked for is package {@code script}'s. Schnorr signatures (BIP 340) aren't here.
 */
@NullMarked
package org.wonsi.core.crypto;

import org.jspecify.annotations.NullMarked;
