package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.keystore.KeyFile;

/** Derives a wallet's addresses from its public keys; no secret is needed. */
public final class Account {
    private final ChainParams params;
    private final List<PublicKey> imported;
    private final ExtendedKey receive;
    private final ExtendedKey change;

    /** The account of a key file. */
    public Account(KeyFile keys) {
        this.params = ChainParams.of(keys.network());
        this.imported = keys.imported();
        this.receive = keys.account().child(0);
        this.change = keys.account().child(1);
    }

    /** The network's parameters. */
    public ChainParams params() {
        return params;
    }

    /** The address of this number in a branch. */
    public OwnAddress address(Branch branch, int index) {
        PublicKey key = switch (branch) {
            case RECEIVE -> receive.child(index).publicKey();
            case CHANGE -> change.child(index).publicKey();
            case IMPORTED -> imported.get(index);
        };
        return new OwnAddress(branch, index, key, Address.of(key, params));
    }

    /** Addresses of a branch from one number up to, not including, another. */
    public List<OwnAddress> addresses(Branch branch, int from, int to) {
        List<OwnAddress> addresses = new ArrayList<>();
        for (int i = from; i < to; i++) {
            addresses.add(address(branch, i));
        }
        return addresses;
    }

    /** Addresses of single keys. */
    public List<OwnAddress> imported() {
        return addresses(Branch.IMPORTED, 0, imported.size());
    }
}
