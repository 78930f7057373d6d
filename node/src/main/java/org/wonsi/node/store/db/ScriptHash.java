package org.wonsi.node.store.db;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;

/**
 * The name under which the address index files an output: SHA-256 of its scriptPubKey, once, 32 bytes in the order of
 * the hash function (Esplora's {@code /scripthash/:hash} writes them in this order; Electrum servers reverse them).
 */
public record ScriptHash(ByteString bytes) {
    public ScriptHash {
        if (bytes.size() != 32) {
            throw new IllegalArgumentException("a script hash has 32 bytes, not " + bytes.size());
        }
    }

    /** The hash of a scriptPubKey. */
    public static ScriptHash of(Script scriptPubKey) {
        return new ScriptHash(
                ByteString.copyOf(Sha256d.single(scriptPubKey.bytes().toByteArray())));
    }

    /**
     * Parses 64 hex digits.
     *
     * @throws MalformedException if the text is anything else
     */
    public static ScriptHash parse(String hex) {
        if (hex.length() != 64) {
            throw new MalformedException(0, "64 hex digits", hex.length() + " characters");
        }
        return new ScriptHash(ByteString.ofHex(hex));
    }

    /** The first eight bytes as a number: what the index stores. Two scripts may share it, so the script is compared too. */
    public long key() {
        return bytes.slice(0, 8).reader().readInt64();
    }

    /** 64 hex digits. */
    @Override
    public String toString() {
        return bytes.toHex();
    }
}
