package org.wonsi.core.tx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.crypto.Sha256d;

/**
 * A transfer of money: inputs that spend earlier outputs, and the new outputs they become.
 *
 * <pre>
 *   version     4 bytes, signed
 *   inputs      compact size, then 41 bytes and more each
 *   outputs     compact size, then 9 bytes and more each
 *   lock time   4 bytes
 * </pre>
 *
 * <p>Any list lengths are well-formed here, none included; what is allowed is {@code TransactionRules}' business. Not a
 * record only because it remembers its id. Source: paper, sections 2 and 9.
 *
 * <pre>
 *    earlier transactions        this one                       later ones
 *    output 0:  3.0  -------&gt;  input 0    output 0:  4.2  ----&gt;  ...
 *    output 2:  1.5  -------&gt;  input 1    output 1:  0.2  ----&gt;  ...        fee 0.1
 * </pre>
 */
public final class Transaction {
    /** Bytes of the smallest transaction that can be written: no inputs, no outputs. */
    public static final int MINIMUM_SIZE = 10;

    private final int version;
    private final List<TxIn> inputs;
    private final List<TxOut> outputs;
    private final long lockTime;
    private final int size;
    private @Nullable Txid txid;

    /**
     * A transaction of these parts.
     *
     * @param lockTime 0 to 2^32-1: below 500,000,000 a block height, else seconds since 1970 UTC; the first block that
     *     may hold the transaction comes after it
     */
    public Transaction(int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime) {
        if (lockTime < 0 || lockTime > 0xffff_ffffL) {
            throw new IllegalArgumentException("lock time out of range: " + lockTime);
        }
        this.version = version;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.lockTime = lockTime;
        int bytes = 4 + CompactSize.size(this.inputs.size()) + CompactSize.size(this.outputs.size()) + 4;
        for (TxIn input : this.inputs) {
            bytes += input.size();
        }
        for (TxOut output : this.outputs) {
            bytes += output.size();
        }
        this.size = bytes;
    }

    /**
     * Reads a transaction in its original form, without a witness.
     *
     * <p>A transaction with a witness begins with a count of no inputs, and so isn't one in this format; nodes that
     * know SegWit send the older form to this one.
     */
    public static Transaction decode(ByteReader reader) {
        int version = reader.readInt32();
        List<TxIn> inputs = reader.readList(TxIn.MINIMUM_SIZE, TxIn::decode);
        List<TxOut> outputs = reader.readList(TxOut.MINIMUM_SIZE, TxOut::decode);
        return new Transaction(version, inputs, outputs, reader.readUInt32());
    }

    /** Reads a transaction that takes up all of the bytes. */
    public static Transaction decode(ByteString bytes) {
        ByteReader reader = bytes.reader();
        Transaction tx = decode(reader);
        reader.expectEnd();
        return tx;
    }

    /** Writes the bytes that {@link #txid} hashes. */
    public void encode(ByteWriter writer) {
        writer.writeInt32(version)
                .writeList(inputs, (w, in) -> in.encode(w))
                .writeList(outputs, (w, out) -> out.encode(w))
                .writeUInt32(lockTime);
    }

    /** The bytes that {@link #txid} hashes. */
    public ByteString encode() {
        ByteWriter writer = new ByteWriter(size);
        encode(writer);
        return writer.toByteString();
    }

    /** 1 or 2 in practice; any signed 32-bit number is well-formed. */
    public int version() {
        return version;
    }

    public List<TxIn> inputs() {
        return inputs;
    }

    public List<TxOut> outputs() {
        return outputs;
    }

    /** 0 to 2^32-1: a height below 500,000,000, else seconds since 1970 UTC. */
    public long lockTime() {
        return lockTime;
    }

    /** The encoded length in bytes. */
    public int size() {
        return size;
    }

    /** The double SHA-256 of {@link #encode()}. */
    public Txid txid() {
        Txid known = txid;
        if (known == null) {
            // Two threads may both compute it; they store the same value.
            ByteWriter writer = new ByteWriter(size);
            encode(writer);
            known = new Txid(Sha256d.hash(writer));
            txid = known;
        }
        return known;
    }

    /** Whether this is the first transaction of a block: one input, and that spends nothing. */
    public boolean isCoinbase() {
        return inputs.size() == 1 && inputs.get(0).prevout().isNull();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Transaction other && txid().equals(other.txid());
    }

    @Override
    public int hashCode() {
        return txid().hashCode();
    }

    @Override
    public String toString() {
        return "Transaction[" + txid() + ", " + inputs.size() + " in, " + outputs.size() + " out]";
    }
}
