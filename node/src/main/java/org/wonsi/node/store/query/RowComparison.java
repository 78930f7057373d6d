package org.wonsi.node.store.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.ScriptHash;

/**
 * A comparison of the rows of the active chain's tables with the bytes of the blocks they were made from.
 *
 * <p>A block's bytes prove themselves by their hash, but the rows beside them don't: a changed row would have an
 * address show a wrong balance, or a spent coin count as unspent, and no hash would notice. So each row is made again
 * from the blocks and compared: the outputs that a block spent, those that it made, and that nothing stands behind the
 * tip's rows. What is found is a sentence that names the transaction or output.
 */
final class RowComparison {
    /** An output with the transaction that made it, cut out of its block. */
    private static final String SPENT = "SELECT t.txid, o.n, o.value, o.script, o.spent_input, o.spendable,"
            + " substr(b.raw, t.byte_offset + 1, t.size), t.id FROM output o JOIN tx t ON t.id = o.tx_id"
            + " JOIN chain c ON c.height = t.height JOIN block b ON b.header_id = c.header_id"
            + " WHERE o.spent_by = ?1 AND o.spent_input >= 0 ORDER BY o.spent_input";

    private static final String MADE =
            "SELECT id, n, value, spendable, script, script_key, spent_by, spent_input, tx_id"
                    + " FROM output WHERE id >= ?1 AND id < ?2 ORDER BY id";

    /** A coin as it was before a transaction number: made below it and not spent below it. */
    private static final String COIN_BEFORE = "SELECT " + CoinRows.COLUMNS + " FROM tx t"
            + " JOIN chain c ON c.height = t.height JOIN output o ON o.id = t.first_output_id + ?2"
            + " WHERE t.txid = ?1 AND ?2 < t.output_count AND t.id < ?3 AND o.spendable = 1"
            + " AND (o.spent_by IS NULL OR o.spent_by >= ?3) ORDER BY t.id DESC LIMIT 1";

    private final ReadConnection reader;
    private final boolean indexed;

    RowComparison(ReadConnection reader) {
        this.reader = reader;
        this.indexed = reader.number("SELECT count(*) FROM meta WHERE key = 'address_index' AND value = '1'") == 1;
    }

    private long firstTxId(int height) {
        return reader.number("SELECT first_tx_id FROM chain WHERE height = ?1", height);
    }

    /** The coins that the block at a height is connected to. */
    CoinView coinsBefore(int height) {
        long first = firstTxId(height);
        return name -> reader.first(COIN_BEFORE, CoinRows::coin, name.txid().hash(), name.index(), first);
    }

    /** What the block's inputs name is marked as spent by them, and is what the blocks below say. */
    Optional<String> checkSpent(HeaderNode node, Block block) {
        long id = firstTxId(node.height());
        for (Transaction tx : block.transactions()) {
            if (!tx.isCoinbase()) {
                Optional<String> wrong = checkSpent(tx, id);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            id++;
        }
        return Optional.empty();
    }

    private Optional<String> checkSpent(Transaction tx, long id) {
        List<String> wrong = new ArrayList<>();
        int[] next = {0};
        reader.each(
                SPENT,
                row -> {
                    int input = next[0]++;
                    if (wrong.isEmpty()) {
                        checkSpent(row, tx, input, id).ifPresent(wrong::add);
                    }
                },
                id);
        if (wrong.isEmpty() && next[0] != tx.inputs().size()) {
            return Optional.of("transaction " + tx.txid() + " has "
                    + tx.inputs().size() + " inputs, " + next[0] + " outputs are marked as spent by it");
        }
        return wrong.stream().findFirst();
    }

    private static Optional<String> checkSpent(ResultSet row, Transaction tx, int input, long id) throws SQLException {
        OutPoint name = new OutPoint(new Txid(Hash256.of(row.getBytes(1))), row.getLong(2));
        boolean named = input < tx.inputs().size()
                && row.getInt(5) == input
                && tx.inputs().get(input).prevout().equals(name)
                && row.getLong(8) < id
                && row.getInt(6) == 1;
        if (!named) {
            return Optional.of("output " + name + " is marked as spent by input " + row.getInt(5) + " of transaction "
                    + tx.txid() + ", which doesn't name it");
        }
        Optional<TxOut> made = madeBy(row.getBytes(7), name);
        boolean right = made.isPresent()
                && made.get().value().satoshis() == row.getLong(3)
                && Arrays.equals(script(made.get()).toByteArray(), row.getBytes(4));
        return right
                ? Optional.empty()
                : Optional.of("output " + name + ", which transaction " + tx.txid()
                        + " spends, differs from the block that made it");
    }

    private static ByteString script(TxOut output) {
        return output.scriptPubKey().bytes();
    }

    /** An output as the transaction's bytes have it; empty if they aren't that transaction's. */
    private static Optional<TxOut> madeBy(byte[] bytes, OutPoint name) {
        try {
            Transaction tx = Transaction.decode(ByteString.copyOf(bytes));
            return tx.txid().equals(name.txid()) && name.index() < tx.outputs().size()
                    ? Optional.of(tx.outputs().get((int) name.index()))
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** The rows that the block made in the tables are what it says. */
    Optional<String> checkMade(HeaderNode node, Block block) {
        long firstTx = firstTxId(node.height());
        long expected = node.height() == 0 ? 1 : endOfBlockBelow(node.height());
        if (firstTx != expected) {
            return Optional.of(
                    "its transactions are numbered from " + firstTx + " in table chain, not from " + expected);
        }
        List<TxRow> found = reader.list(
                "SELECT id, txid, height, byte_offset, size, version, lock_time, input_count, output_count,"
                        + " first_output_id, fee FROM tx WHERE id >= ?1 AND id < ?2 ORDER BY id",
                TxRow::of,
                firstTx,
                firstTx + block.transactions().size());
        return checkTransactions(node, block, firstTx, found);
    }

    private long endOfBlockBelow(int height) {
        return reader.number(
                "SELECT c.first_tx_id + b.tx_count FROM chain c JOIN block b ON b.header_id = c.header_id"
                        + " WHERE c.height = ?1",
                height - 1);
    }

    private Optional<String> checkTransactions(HeaderNode node, Block block, long firstTx, List<TxRow> found) {
        int offset = BlockHeader.SIZE + CompactSize.size(block.transactions().size());
        long output = reader.number("SELECT first_output_id + output_count FROM tx WHERE id = ?1", firstTx - 1);
        output = firstTx == 1 ? 1 : output;
        for (int i = 0; i < block.transactions().size(); i++) {
            Transaction tx = block.transactions().get(i);
            TxRow expected = new TxRow(
                    firstTx + i,
                    tx.txid(),
                    node.height(),
                    offset,
                    tx.size(),
                    tx.version(),
                    tx.lockTime(),
                    tx.inputs().size(),
                    tx.outputs().size(),
                    output,
                    fee(tx, firstTx + i));
            if (i >= found.size() || !found.get(i).equals(expected)) {
                return Optional.of("transaction " + tx.txid() + " differs from its row in table tx");
            }
            Optional<String> wrong = checkOutputs(node, tx, expected);
            if (wrong.isPresent()) {
                return wrong;
            }
            offset += tx.size();
            output += tx.outputs().size();
        }
        return Optional.empty();
    }

    private long fee(Transaction tx, long id) {
        if (tx.isCoinbase()) {
            return 0;
        }
        long in = reader.number("SELECT sum(value) FROM output WHERE spent_by = ?1 AND spent_input >= 0", id);
        return in - tx.outputs().stream().mapToLong(o -> o.value().satoshis()).sum();
    }

    private Optional<String> checkOutputs(HeaderNode node, Transaction tx, TxRow row) {
        List<String> wrong = new ArrayList<>();
        int[] next = {0};
        reader.each(
                MADE,
                output -> {
                    int n = next[0]++;
                    TxOut made = tx.outputs().get(n);
                    if (wrong.isEmpty() && !isRight(output, made, n, row.id(), node.height())) {
                        wrong.add("output " + tx.txid() + ":" + n + " differs from its row in table output");
                    }
                },
                row.firstOutputId(),
                row.firstOutputId() + tx.outputs().size());
        if (wrong.isEmpty() && next[0] != tx.outputs().size()) {
            wrong.add("transaction " + tx.txid() + " has " + tx.outputs().size() + " outputs, table output has "
                    + next[0]);
        }
        return wrong.stream().findFirst();
    }

    private boolean isRight(ResultSet row, TxOut made, int n, long txId, int height) throws SQLException {
        int spendable = height > 0 && !UtxoRules.isUnspendable(made) ? 1 : 0;
        boolean spent = row.getObject(7) != null;
        boolean keyed = row.getObject(6) != null;
        return row.getInt(2) == n
                && row.getLong(3) == made.value().satoshis()
                && row.getInt(4) == spendable
                && Arrays.equals(row.getBytes(5), script(made).toByteArray())
                && (!indexed || keyed)
                && (!keyed
                        || row.getLong(6) == ScriptHash.of(made.scriptPubKey()).key())
                && (!spent || row.getLong(7) > txId)
                && spent == (row.getObject(8) != null)
                && row.getLong(9) == txId;
    }

    /** No rows stand behind those of the tip. */
    Optional<String> checkEnds(BlockInfo tip) {
        long end = firstTxId(tip.height()) + tip.txCount();
        long outputs = reader.number("SELECT first_output_id + output_count FROM tx WHERE id = ?1", end - 1);
        boolean beyond = reader.number("SELECT max(id) FROM tx") >= end
                || reader.number("SELECT max(id) FROM output") >= outputs
                || reader.number("SELECT max(height) FROM chain") > tip.height();
        return beyond ? Optional.of("rows stand behind those of the tip") : Optional.empty();
    }

    /** A row of table {@code tx}. */
    private record TxRow(
            long id,
            Txid txid,
            int height,
            int byteOffset,
            int size,
            int version,
            long lockTime,
            int inputCount,
            int outputCount,
            long firstOutputId,
            long fee) {
        static TxRow of(ResultSet row) throws SQLException {
            return new TxRow(
                    row.getLong(1),
                    new Txid(Hash256.of(row.getBytes(2))),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getLong(7),
                    row.getInt(8),
                    row.getInt(9),
                    row.getLong(10),
                    row.getLong(11));
        }
    }
}
