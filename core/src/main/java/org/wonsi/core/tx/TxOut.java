package org.wonsi.core.tx;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.script.Script;

/**
 * An output: so much money to whoever can satisfy the script.
 *
 * <p>It is spent as a whole or not at all. Who pays less than it holds makes a second output that pays the rest
 * back to himself: the change (paper, section 9).
 *
 * @param value any 64-bit amount; the rules want 0 to 21 million coins
 * @param scriptPubKey the condition for spending
 */
public record TxOut(Amount value, Script scriptPubKey) {
    /** Bytes of the smallest output: 8 of value, 1 of script length. */
    static final int MINIMUM_SIZE = 9;

    /** Reads value and script. */
    public static TxOut decode(ByteReader reader) {
        return new TxOut(new Amount(reader.readInt64()), new Script(reader.readVarBytes()));
    }

    /** Writes value and script. */
    public void encode(ByteWriter writer) {
        writer.writeInt64(value.satoshis()).writeVarBytes(scriptPubKey.bytes());
    }

    /** The encoded length in bytes. */
    public int size() {
        return 8 + CompactSize.size(scriptPubKey.size()) + scriptPubKey.size();
    }
}
