package org.wonsi.node.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.wonsi.core.tx.Transaction;

/** A lookup of the outputs that a batch of blocks spends: outputs that the batch itself makes, and older ones. */
final class SpendLookup {
    private final long firstOutputId;
    private final List<long[]> older = new ArrayList<>();
    private long[] spenders = new long[1024];
    private int[] inputs = new int[1024];

    /** No spends yet; the batch's outputs begin at this number. */
    SpendLookup(long firstOutputId) {
        this.firstOutputId = firstOutputId;
    }

    /** Notes the spends of one block. */
    void add(NumberedBlock block) {
        List<Transaction> transactions = block.block().transactions();
        int next = 0;
        for (int i = 1; i < transactions.size(); i++) {
            for (int input = 0; input < transactions.get(i).inputs().size(); input++) {
                add(block.spentOutputId(next++), block.firstTxId() + i, input);
            }
        }
    }

    private void add(long outputId, long txId, int input) {
        if (outputId < firstOutputId) {
            older.add(new long[] {outputId, txId, input});
            return;
        }
        int index = Math.toIntExact(outputId - firstOutputId);
        if (index >= spenders.length) {
            int size = Math.max(index + 1, spenders.length * 2);
            spenders = Arrays.copyOf(spenders, size);
            inputs = Arrays.copyOf(inputs, size);
        }
        spenders[index] = txId;
        inputs[index] = input;
    }

    /** The number of the transaction that spends an output of the batch; 0 if none in the batch does. */
    long spender(long outputId) {
        long index = outputId - firstOutputId;
        return index < spenders.length ? spenders[(int) index] : 0;
    }

    /** The input that does. */
    int input(long outputId) {
        return inputs[(int) (outputId - firstOutputId)];
    }

    /** Spends of older outputs: output, transaction, input; in the order of the outputs. */
    List<long[]> older() {
        older.sort(Comparator.comparingLong(spend -> spend[0]));
        return older;
    }
}
