package org.wonsi.wallet.coins;

import org.wonsi.core.address.Address;
import org.wonsi.core.crypto.PublicKey;

/**
 * An address whose key the wallet has.
 *
 * @param branch what it is for
 * @param index its number in the branch
 */
public record OwnAddress(Branch branch, int index, PublicKey key, Address address) {

    /** The branches of an account; the first two are BIP 44's. */
    public enum Branch {
        /** Given to payers. */
        RECEIVE,
        /** For change. */
        CHANGE,
        /** A single key brought from elsewhere. */
        IMPORTED
    }

    /** The last steps of the path, "0/7"; "imported/0" for a single key. */
    public String place() {
        return switch (branch) {
            case RECEIVE -> "0/" + index;
            case CHANGE -> "1/" + index;
            case IMPORTED -> "imported/" + index;
        };
    }
}
