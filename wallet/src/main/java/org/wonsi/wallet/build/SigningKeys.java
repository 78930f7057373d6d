package org.wonsi.wallet.build;

import java.util.List;
import org.wonsi.core.address.Wif;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.ExtendedKey;

/** The unlocked private keys that a {@link Signer} works with, for as long as signing takes. */
public interface SigningKeys {
    /** An account's extended private key by its number, made again: the caller wipes it. */
    ExtendedKey account(Network network, int number);

    /** Single keys taken in. */
    List<Wif> imported();

    /** Overwrites what is here; not to be used afterwards. */
    void wipe();
}
