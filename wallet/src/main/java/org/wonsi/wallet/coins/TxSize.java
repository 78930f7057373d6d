package org.wonsi.wallet.coins;

import org.wonsi.core.bytes.CompactSize;

/** The sizes in bytes of what the wallet builds, signatures counted at their longest. */
public final class TxSize {
    /** Outpoint 36, script length 1, signature 1 + 72, key 1 + 33, sequence 4. */
    public static final int P2PKH_INPUT = 148;

    /** The same with a key of 65 bytes, as imported ones can have. */
    public static final int P2PKH_INPUT_UNCOMPRESSED = 180;

    /** Value 8, script length 1, script 25. */
    public static final int P2PKH_OUTPUT = 34;

    /**
     * Below this an output is dust: spending it later would cost more than a third of it (Bitcoin Core's relay policy for
     * P2PKH at 3 satoshis a byte).
     */
    public static final long DUST = 546;

    /** Nodes don't pass on a larger transaction (Bitcoin Core's MAX_STANDARD_TX_WEIGHT, 400,000, by four). */
    public static final int MAX_STANDARD = 100_000;

    private TxSize() {}

    /** An input that spends this coin. */
    public static int input(OwnCoin coin) {
        return coin.owner().key().isCompressed() ? P2PKH_INPUT : P2PKH_INPUT_UNCOMPRESSED;
    }

    /** Version, lock time and the two counts. */
    public static int overhead(int inputs, int outputs) {
        return 8 + CompactSize.size(inputs) + CompactSize.size(outputs);
    }
}
