/**
 * Text forms people pass on: addresses and private keys, with checksums against typing errors.
 *
 * <p>Read {@link org.wonsi.core.address.Address} first: an address is the hash of a public key or a script, with a
 * version that names the network, in base 58 ({@link org.wonsi.core.address.Base58Check}). It appears in no transaction;
 * a wallet turns it into the script it stands for, and the page turns scripts back into it. {@link
 * org.wonsi.core.address.Wif} is the like form of a private key. A new address for every payment keeps payments apart
 * (paper, section 10).
 *
 * <p>{@link org.wonsi.core.address.Bech32}, the form of SegWit addresses, is read only to say what it is: this version
 * makes no SegWit outputs. Deriving keys is package {@code hd}'s business.
 */
@NullMarked
package org.wonsi.core.address;

import org.jspecify.annotations.NullMarked;
