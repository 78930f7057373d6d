package org.wonsi.wallet.coins;

import org.wonsi.core.address.Address;
import org.wonsi.core.crypto.PublicKey;

/**
 * An address whose key the wallet has.
 *
 * @param account number of its account, from 0
 * @param branch what it is for
 * @param index its number in the branch
 */
public record OwnAddress(int account, Branch branch, int index, PublicKey key, Address address) {

    /** The branches of an account; the first two are BIP 44's. */
    public enum Branch {
        /** Given to payers. */
        RECEIVE,
        /** For change. */
        CHANGE,
        /** A single key brought from elsewhere. */
        IMPORTED
    }

    /** The last steps of the path, "0/7" in the first account and "2'/0/7" in another; "imported/0" for a single key. */
    public String place() {
        String start = account == 0 ? "" : account + "'/";
        return switch (branch) {
            case RECEIVE -> start + "0/" + index;
            case CHANGE -> start + "1/" + index;
            case IMPORTED -> "imported/" + index;
        };
    }
}
