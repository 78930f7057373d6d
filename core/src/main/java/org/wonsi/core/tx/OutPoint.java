package org.wonsi.core.tx;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.SeededHash;

/**
 * A name of an output: the transaction that made it and its index there; 36 bytes.
 *
 * <p>A coin has no number of its own and no owner's name: this is all that identifies it.
 *
 * @param txid the transaction
 * @param index 0 to 2^32-1
 */
public record OutPoint(Txid txid, long index) implements Comparable<OutPoint> {
    /** What a coinbase has in place of a previous output: zero hash, index 2^32-1. */
    public static final OutPoint NULL = new OutPoint(new Txid(Hash256.ZERO), 0xffff_ffffL);

    public OutPoint {
        if (index < 0 || index > 0xffff_ffffL) {
            throw new IllegalArgumentException("output index out of range: " + index);
        }
    }

    /** Whether this names no output, as in a coinbase. */
    public boolean isNull() {
        return equals(NULL);
    }

    /** Reads 36 bytes. */
    public static OutPoint decode(ByteReader reader) {
        return new OutPoint(new Txid(reader.readHash()), reader.readUInt32());
    }

    /** Writes 36 bytes. */
    public void encode(ByteWriter writer) {
        writer.writeHash(txid.hash()).writeUInt32(index);
    }

    /** By transaction id, then by index. */
    @Override
    public int compareTo(OutPoint other) {
        int c = txid.compareTo(other.txid);
        return c == 0 ? Long.compare(index, other.index) : c;
    }

    // Written out as in Txid, for the same reason.
    @Override
    public boolean equals(Object other) {
        return other instanceof OutPoint that && index == that.index && txid.equals(that.txid);
    }

    /**
     * A hash code under a secret key.
     *
     * <p>Strangers choose which coins they spend, and could choose ids that fall into one place of a hash table, so
     * that every look takes long; the table's secret key makes that impossible to plan.
     */
    @Override
    public int hashCode() {
        return SeededHash.of(txid.hashCode(), (int) index);
    }

    /** Transaction id in display form, a colon, the index. */
    @Override
    public String toString() {
        return txid + ":" + index;
    }
}
