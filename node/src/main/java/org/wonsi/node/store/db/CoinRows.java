package org.wonsi.node.store.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;

/** The reader of coins from the tables. */
public final class CoinRows {
    /** The columns {@link #coin} reads, in their order, of output o, its transaction t and its block c. */
    public static final String COLUMNS =
            "o.value, o.script, t.height, CASE WHEN t.id = c.first_tx_id THEN 1 ELSE 0 END";

    private static final String FROM_NAME = " FROM tx t JOIN chain c ON c.height = t.height"
            + " JOIN output o ON o.id = t.first_output_id + ?2"
            + " WHERE t.txid = ?1 AND t.replaced_by = 0 AND ?2 < t.output_count";

    /**
     * What a block spent, with the numbers of the coins' rows.
     *
     * @param block the one that spent
     * @param entries of each transaction but the coinbase, one for each input
     */
    public record Spent(BlockHash block, List<List<CoinCache.Entry>> entries) {
        /** The coins alone. */
        public BlockUndo undo() {
            return new BlockUndo(entries.stream()
                    .map(tx -> tx.stream().map(CoinCache.Entry::coin).toList())
                    .toList());
        }
    }

    private CoinRows() {}

    /** The coin in a row whose columns begin with {@link #COLUMNS}. */
    public static Coin coin(ResultSet row) throws SQLException {
        return new Coin(output(row), row.getInt(3), row.getInt(4) != 0);
    }

    private static TxOut output(ResultSet row) throws SQLException {
        return new TxOut(new Amount(row.getLong(1)), new Script(ByteString.copyOf(row.getBytes(2))));
    }

    /** An unspent output and its number. */
    public static Optional<CoinCache.Entry> unspent(ReadConnection reader, OutPoint name) {
        return reader.first(
                "SELECT " + COLUMNS + ", o.id" + FROM_NAME + " AND o.spent_by IS NULL AND o.spendable = 1",
                row -> new CoinCache.Entry(row.getLong(5), coin(row)),
                name.txid().hash(),
                name.index());
    }

    /** An output, spent or not. */
    public static Optional<Coin> output(ReadConnection reader, OutPoint name) {
        return reader.first(
                "SELECT " + COLUMNS + FROM_NAME, CoinRows::coin, name.txid().hash(), name.index());
    }

    /** What a block of the active chain spent: the outputs whose spender is in it. */
    public static Optional<Spent> spent(ReadConnection reader, BlockHash hash) {
        List<long[]> range = reader.list(
                "SELECT c.first_tx_id, c.first_tx_id + b.tx_count FROM header h JOIN chain c ON c.header_id = h.id"
                        + " JOIN block b ON b.header_id = h.id WHERE h.hash = ?1",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                hash.hash());
        if (range.isEmpty()) {
            return Optional.empty();
        }
        long first = range.get(0)[0];
        long end = range.get(0)[1];
        List<List<CoinCache.Entry>> spent = new ArrayList<>();
        for (long id = first + 1; id < end; id++) {
            spent.add(new ArrayList<>());
        }
        reader.each(
                "SELECT " + COLUMNS + ", o.spent_by, o.id FROM output o JOIN tx t ON t.id = o.tx_id"
                        + " JOIN chain c ON c.height = t.height"
                        + " WHERE o.spent_by > ?1 AND o.spent_by < ?2 AND o.spent_input >= 0"
                        + " ORDER BY o.spent_by, o.spent_input",
                row -> spent.get((int) (row.getLong(5) - first - 1))
                        .add(new CoinCache.Entry(row.getLong(6), coin(row))),
                first,
                end);
        return Optional.of(new Spent(hash, spent));
    }
}
