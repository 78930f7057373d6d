package org.wonsi.node.http.rpc.mining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.tx.Transaction;

/** The size of the last block that JSON-RPC put together; {@code getmininginfo} tells of it as Bitcoin Core does. */
public final class LastAssembled {
    /** What Core keeps free for header and coinbase. */
    private static final long RESERVED_WEIGHT = 4_000;

    private static final int WEIGHT_PER_BYTE = 4;

    private volatile Optional<Size> last = Optional.empty();

    /** The size of a block that was put together. */
    private record Size(long weight, int transactions) {}

    /** Notes a block by its transactions, without the coinbase. */
    void note(List<Transaction> transactions) {
        long bytes = transactions.stream().mapToLong(Transaction::size).sum();
        last = Optional.of(new Size(RESERVED_WEIGHT + WEIGHT_PER_BYTE * bytes, transactions.size()));
    }

    /** Adds {@code currentblockweight} and {@code currentblocktx}, if there was a block. */
    void addTo(ObjectNode json) {
        last.ifPresent(
                size -> json.put("currentblockweight", size.weight()).put("currentblocktx", size.transactions()));
    }
}
