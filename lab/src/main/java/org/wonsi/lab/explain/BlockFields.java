package org.wonsi.lab.explain;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.lab.explain.FieldRecorder.Label;

/** The fields of a block: the header, a count, the transactions. */
final class BlockFields {
    private static final Label TRANSACTIONS = new Label(
            "block.transactions",
            "number of transactions",
            ByteKind.COUNT,
            "compact size",
            "bad-cb-missing",
            "Block.transactions()");

    private BlockFields() {}

    static void read(FieldRecorder recorder, ScriptFields scripts) {
        HeaderFields.read(recorder);
        int start = recorder.position();
        int count = recorder.read(
                TRANSACTIONS,
                ByteReader::readCompactSize,
                n -> Integer.toString(n),
                "How many transactions follow; the first makes the new coins.");
        recorder.section("Count", start);
        TransactionFields transactions = new TransactionFields(recorder, scripts);
        for (int i = 0; i < count; i++) {
            transactions.read((i == 0 ? "Coinbase, transaction " : "Transaction ") + (i + 1) + " of " + count);
        }
    }
}
