package org.wonsi.columns.chain;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.store.query.BlockInfo;

/**
 * A block of the active chain as rows, ready to be collected.
 *
 * @param block the block itself
 * @param coinbaseParam the script of the coinbase's input, in hex
 * @param transactions its rows of {@code transactions}, in order
 */
public record BlockRows(BlockInfo block, String coinbaseParam, List<TransactionRow> transactions) {
    public BlockRows {
        transactions = List.copyOf(transactions);
    }

    /**
     * A row of {@code transactions}, without what it shares with its block.
     *
     * @param inputValue none for a coinbase
     * @param inputs a map for each input from a field's name to its value, in the fields' order
     * @param outputs the same for each output
     */
    record TransactionRow(
            String hash,
            long size,
            long version,
            long lockTime,
            OptionalLong inputValue,
            long outputValue,
            List<Map<String, @Nullable Object>> inputs,
            List<Map<String, @Nullable Object>> outputs) {}
}
