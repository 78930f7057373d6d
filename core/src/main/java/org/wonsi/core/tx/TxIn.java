package org.wonsi.core.tx;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.script.Script;

/**
 * An input: the output it spends and what satisfies that output's script.
 *
 * <p>An input doesn't say what the coin is worth or whose it is: that is in the output it names, which every node
 * knows. So it can't lie about it.
 *
 * @param prevout the output spent; {@link OutPoint#NULL} in a coinbase
 * @param scriptSig what is pushed before the scriptPubKey runs
 * @param sequence 0 to 2^32-1; 2^32-1 is final, below 2^32-2 signals replaceability (BIP 125), and version 2
 *     transactions give it a relative lock time (BIP 68)
 */
public record TxIn(OutPoint prevout, Script scriptSig, long sequence) {
    /** The sequence number that switches the transaction's lock time off. */
    public static final long SEQUENCE_FINAL = 0xffff_ffffL;

    /** The highest sequence number that leaves the lock time in force; it signals nothing else. */
    public static final long SEQUENCE_LOCKABLE = SEQUENCE_FINAL - 1;

    /** The highest sequence number that signals that the transaction may be replaced (BIP 125); no relative lock time. */
    public static final long SEQUENCE_REPLACEABLE = SEQUENCE_FINAL - 2;

    /** Bytes of the smallest input: 36 of outpoint, 1 of script length, 4 of sequence. */
    static final int MINIMUM_SIZE = 41;

    public TxIn {
        if (sequence < 0 || sequence > 0xffff_ffffL) {
            throw new IllegalArgumentException("sequence out of range: " + sequence);
        }
    }

    /** Reads outpoint, script and sequence. */
    public static TxIn decode(ByteReader reader) {
        return new TxIn(OutPoint.decode(reader), new Script(reader.readVarBytes()), reader.readUInt32());
    }

    /** Writes outpoint, script and sequence. */
    public void encode(ByteWriter writer) {
        prevout.encode(writer);
        writer.writeVarBytes(scriptSig.bytes()).writeUInt32(sequence);
    }

    /**
     * Whether it signals that a transaction with a higher fee may take this one's place (BIP 125).
     *
     * <p>Only a signal: a payment without it can be replaced as well, by a miner who takes whichever pays more.
     */
    public boolean signalsReplacement() {
        return sequence <= SEQUENCE_REPLACEABLE;
    }

    /** The encoded length in bytes. */
    public int size() {
        return 36 + CompactSize.size(scriptSig.size()) + scriptSig.size() + 4;
    }
}
