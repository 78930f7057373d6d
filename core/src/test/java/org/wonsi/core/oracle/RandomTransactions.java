package org.wonsi.core.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** Random transactions of one to four inputs and up to four outputs. */
public final class RandomTransactions {
    private final RandomGenerator random;

    /** Transactions of this chance. */
    public RandomTransactions(RandomGenerator random) {
        this.random = random;
    }

    /** Another one. */
    public Transaction next() {
        List<TxIn> inputs = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            inputs.add(new TxIn(outPoint(), new Script(bytes(random.nextInt(30))), uint32()));
        }
        List<TxOut> outputs = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            outputs.add(new TxOut(
                    new Amount(random.nextLong(2_100_000_000_000_000L)), new Script(bytes(random.nextInt(40)))));
        }
        return new Transaction(1 + random.nextInt(2), inputs, outputs, uint32());
    }

    private OutPoint outPoint() {
        return new OutPoint(new Txid(Hash256.of(bytes(32).toByteArray())), random.nextInt(10));
    }

    private long uint32() {
        return random.nextBoolean() ? 0xffff_ffffL : random.nextLong(0x1_0000_0000L);
    }

    private ByteString bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }
}
