package org.wonsi.core.consensus;

import java.util.Locale;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * The networks a node can be part of.
 *
 * <p>Each has a genesis block, magic bytes and address prefixes of its own, so that neither blocks nor payments of
 * one are taken for another's: test coins must never look like money.
 */
public enum Network {
    /** A talk's own: blocks every ten seconds, difficulty and reward that change within the hour. */
    SEMINAR,
    /** Bitcoin's network for tests: blocks at will. */
    REGTEST,
    /** Bitcoin. */
    MAINNET;

    /** The name on the command line and in directories: "seminar". */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The network of this name.
     *
     * @throws MalformedException if there is none
     */
    public static Network parse(String id) {
        for (Network network : values()) {
            if (network.id().equals(id)) {
                return network;
            }
        }
        throw new MalformedException(FormError.NETWORK, id);
    }
}
