package org.wonsi.core.script;

import org.wonsi.core.bytes.ByteString;

/**
 * A program of Bitcoin's stack language, as bytes: what an output demands (scriptPubKey) or an input offers (scriptSig).
 *
 * <p>Any bytes are a script; whether they can be parsed into operations, and what running them gives, is the {@code
 * Interpreter}'s business. Source: paper, section 2 (the owner signs the next owner's key), in the general form Bitcoin
 * gave it.
 *
 * @param bytes the program; in transactions at most 10,000 bytes can be executed
 */
public record Script(ByteString bytes) {
    /** No program. */
    public static final Script EMPTY = new Script(ByteString.EMPTY);

    /** The length in bytes. */
    public int size() {
        return bytes.size();
    }
}
