package org.wonsi.wallet.coins;

import java.util.List;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.hd.ExtendedKey;

/** The public keys of one account: all that looking needs. */
public interface AccountKeys {
    /** The network they are for. */
    Network network();

    /** The account's number, from 0. */
    int number();

    /** What its owner calls it; empty if it has no name. */
    String name();

    /** The account's extended public key as text. */
    String accountText();

    /** The same as a key; reading it takes arithmetic on the curve. */
    ExtendedKey account();

    /** Public keys of single keys taken in; only the first account has some. */
    List<PublicKey> imported();
}
