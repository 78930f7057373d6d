package org.wonsi.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.db.ScriptHash;

/**
 * Blocks of one batch, to become rows of {@code chain}, {@code tx} and {@code output}.
 *
 * <p>Numbers rise without gaps, so all that the batch makes goes to the end of the tables. A spend of an output that is
 * itself in the batch is known before that output is written; the others become updates, sorted for locality.
 */
final class ConnectBatch implements AutoCloseable {
    /** A block of the batch with the number of its header's row. */
    private record Row(StoreChange.Connect connect, long headerId) {}

    private final boolean addressIndex;
    private final PreparedStatement insertChain;
    private final PreparedStatement insertTx;
    private final PreparedStatement insertOutput;
    private final PreparedStatement spendOutput;
    private final PreparedStatement replaceTx;
    private final PreparedStatement replaceOutputs;
    private final List<Row> rows = new ArrayList<>();

    ConnectBatch(Connection connection, boolean addressIndex) throws SQLException {
        this.addressIndex = addressIndex;
        this.insertChain =
                connection.prepareStatement("INSERT INTO chain (height, header_id, first_tx_id) VALUES (?, ?, ?)");
        this.insertTx = connection.prepareStatement("INSERT INTO tx (id, txid, height, byte_offset, size, version,"
                + " lock_time, input_count, output_count, first_output_id, fee) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (txid, replaced_by) DO NOTHING");
        this.insertOutput = connection.prepareStatement("INSERT INTO output (id, tx_id, n, value, spendable, script,"
                + " script_key, spent_by, spent_input) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.spendOutput = connection.prepareStatement("UPDATE output SET spent_by = ?, spent_input = ? WHERE id = ?");
        this.replaceTx =
                connection.prepareStatement("UPDATE tx SET replaced_by = ?1 WHERE txid = ?2 AND replaced_by = 0");
        this.replaceOutputs = connection.prepareStatement("UPDATE output SET spent_by = ?1, spent_input = -1"
                + " WHERE tx_id IN (SELECT id FROM tx WHERE replaced_by = ?1) AND id >= (SELECT min(first_output_id)"
                + " FROM tx WHERE replaced_by = ?1) AND id < (SELECT max(first_output_id + output_count) FROM tx WHERE"
                + " replaced_by = ?1) AND spent_by IS NULL");
    }

    void add(StoreChange.Connect connect, long headerId) {
        rows.add(new Row(connect, headerId));
    }

    void write() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        SpendLookup spends = new SpendLookup(rows.get(0).connect().numbered().firstOutputId());
        rows.forEach(row -> spends.add(row.connect().numbered()));
        for (Row row : rows) {
            write(row, spends);
        }
        for (long[] spend : spends.older()) {
            spendOutput.setLong(1, spend[1]);
            spendOutput.setLong(2, spend[2]);
            spendOutput.setLong(3, spend[0]);
            spendOutput.executeUpdate();
        }
        rows.clear();
    }

    private void write(Row row, SpendLookup spends) throws SQLException {
        NumberedBlock numbered = row.connect().numbered();
        Block block = numbered.block();
        insertChain.setInt(1, numbered.header().height());
        insertChain.setLong(2, row.headerId());
        insertChain.setLong(3, numbered.firstTxId());
        insertChain.executeUpdate();
        long txId = numbered.firstTxId();
        long outputId = numbered.firstOutputId();
        int offset = BlockHeader.SIZE + CompactSize.size(block.transactions().size());
        for (int i = 0; i < block.transactions().size(); i++) {
            Transaction tx = block.transactions().get(i);
            insertTx.setLong(1, txId);
            insertTx.setBytes(2, tx.txid().hash().toByteArray());
            insertTx.setInt(3, numbered.header().height());
            insertTx.setInt(4, offset);
            insertTx.setInt(5, tx.size());
            insertTx.setInt(6, tx.version());
            insertTx.setLong(7, tx.lockTime());
            insertTx.setInt(8, tx.inputs().size());
            insertTx.setInt(9, tx.outputs().size());
            insertTx.setLong(10, outputId);
            insertTx.setLong(11, fee(tx, i, row.connect().undo()));
            if (insertTx.executeUpdate() == 0) {
                replace(txId, tx);
            }
            for (int n = 0; n < tx.outputs().size(); n++) {
                write(
                        tx.outputs().get(n),
                        n,
                        outputId++,
                        txId,
                        numbered.header().height() > 0,
                        spends);
            }
            txId++;
            offset += tx.size();
        }
    }

    private void write(TxOut output, int n, long outputId, long txId, boolean afterGenesis, SpendLookup spends)
            throws SQLException {
        byte[] script = output.scriptPubKey().bytes().toByteArray();
        insertOutput.setLong(1, outputId);
        insertOutput.setLong(2, txId);
        insertOutput.setInt(3, n);
        insertOutput.setLong(4, output.value().satoshis());
        insertOutput.setInt(5, afterGenesis && !UtxoRules.isUnspendable(output) ? 1 : 0);
        insertOutput.setBytes(6, script);
        if (addressIndex) {
            insertOutput.setLong(7, ScriptHash.of(output.scriptPubKey()).key());
        } else {
            insertOutput.setNull(7, Types.INTEGER);
        }
        long spender = spends.spender(outputId);
        if (spender == 0) {
            insertOutput.setNull(8, Types.INTEGER);
            insertOutput.setNull(9, Types.INTEGER);
        } else {
            insertOutput.setLong(8, spender);
            insertOutput.setInt(9, spends.input(outputId));
        }
        insertOutput.executeUpdate();
    }

    /**
     * A second transaction with the id of an earlier one takes its name over, and the earlier one's unspent outputs end.
     * On the main chain that are the coinbases of blocks 91,842 and 91,880. Source: BIP 30.
     */
    private void replace(long txId, Transaction tx) throws SQLException {
        replaceTx.setLong(1, txId);
        replaceTx.setBytes(2, tx.txid().hash().toByteArray());
        replaceTx.executeUpdate();
        replaceOutputs.setLong(1, txId);
        replaceOutputs.executeUpdate();
        if (insertTx.executeUpdate() != 1) {
            throw new IllegalStateException("transaction " + tx.txid() + " can't be named");
        }
    }

    private static long fee(Transaction tx, int position, BlockUndo undo) {
        if (position == 0) {
            return 0;
        }
        long fee = 0;
        for (Coin coin : undo.spent().get(position - 1)) {
            fee += coin.output().value().satoshis();
        }
        for (TxOut output : tx.outputs()) {
            fee -= output.value().satoshis();
        }
        return fee;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement :
                Arrays.asList(insertChain, insertTx, insertOutput, spendOutput, replaceTx, replaceOutputs)) {
            statement.close();
        }
    }
}
