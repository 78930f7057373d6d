package org.wonsi.columns.chain;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.schema.Table;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.TxRecord;

/**
 * Collects rows of the tables in DuckDB, in the order of {@link Table#stored()}, until they are written as files.
 *
 * <p>For one thread. Whoever uses it empties it now and then, so that memory doesn't grow with the chain.
 */
public final class RowCollector implements AutoCloseable {
    /** Scripts whose addresses are remembered, because making one takes two hashes and a division in base 58. */
    private static final int KNOWN_SCRIPTS = 20_000;

    private final DuckDBConnection connection;
    private final ChainParams params;
    private final Map<Script, LockingScript> known = new HashMap<>();
    private @Nullable DuckDBAppender blocks;
    private @Nullable DuckDBAppender transactions;
    private @Nullable DuckDBAppender staleBlocks;

    /** Makes the tables to collect in. */
    public RowCollector(DuckDBConnection connection, ChainParams params) throws SQLException {
        this.connection = connection;
        this.params = params;
        begin();
    }

    /** Empties the tables. */
    public void begin() throws SQLException {
        close();
        for (Table table : Table.values()) {
            DuckDb.execute(connection, table.createStaging());
        }
        blocks = connection.createAppender(Table.BLOCKS.stagingTable());
        transactions = connection.createAppender(Table.TRANSACTIONS.stagingTable());
        staleBlocks = connection.createAppender(Table.STALE_BLOCKS.stagingTable());
    }

    /** Lets queries see what was added; then no more can be, until {@link #begin}. */
    public void end() throws SQLException {
        close();
    }

    /** A block of the active chain with all its transactions. */
    public void add(BlockInfo block, List<TxRecord> txs) throws SQLException {
        DuckDBAppender rows = open(blocks);
        BlockHeader header = block.header();
        rows.beginRow()
                .append(block.hash().toDisplay())
                .append((long) block.size())
                .append((long) block.size())
                .append(4L * block.size())
                .append((long) block.height())
                .append((long) header.version())
                .append(header.merkleRoot().toDisplay())
                .append(header.time())
                .append(Long.toHexString(header.nonce()))
                .append(bits(header))
                .append(txs.get(0).tx().inputs().get(0).scriptSig().bytes().toHex())
                .append((long) txs.size())
                .append(header.prevBlock().toDisplay())
                .endRow();
        for (TxRecord tx : txs) {
            addTransaction(block, tx);
        }
    }

    /**
     * A block that isn't in the active chain.
     *
     * @param arrival its place among those of its height, from 1
     */
    public void addStale(BlockInfo block, int arrival) throws SQLException {
        BlockHeader header = block.header();
        open(staleBlocks)
                .beginRow()
                .append(block.hash().toDisplay())
                .append((long) block.height())
                .append((long) header.version())
                .append(header.merkleRoot().toDisplay())
                .append(header.time())
                .append(Long.toHexString(header.nonce()))
                .append(bits(header))
                .append(header.prevBlock().toDisplay())
                .append(block.status().name().toLowerCase(Locale.ROOT))
                .append((long) arrival)
                .endRow();
    }

    private static String bits(BlockHeader header) {
        return String.format(Locale.ROOT, "%08x", header.bits());
    }

    private void addTransaction(BlockInfo block, TxRecord record) throws SQLException {
        Transaction tx = record.tx();
        boolean coinbase = tx.isCoinbase();
        List<TxIn> inputs = coinbase ? List.of() : tx.inputs();
        DuckDBAppender rows = open(transactions);
        rows.beginRow()
                .append(tx.txid().toDisplay())
                .append((long) tx.size())
                .append((long) tx.size())
                .append((long) tx.version())
                .append(tx.lockTime())
                .append(block.hash().toDisplay())
                .append((long) block.height())
                .append(block.header().time())
                .append((long) inputs.size())
                .append((long) tx.outputs().size());
        long in = 0;
        for (TxIn input : inputs) {
            in = Math.addExact(
                    in, spent(record, input.prevout()).output().value().satoshis());
        }
        long out = 0;
        for (TxOut output : tx.outputs()) {
            out = Math.addExact(out, output.value().satoshis());
        }
        if (coinbase) {
            rows.appendNull();
        } else {
            rows.appendDecimal(in);
        }
        rows.appendDecimal(out)
                .append(coinbase)
                .appendDecimal(coinbase ? 0 : in - out)
                .append(inputRows(record, inputs))
                .append(outputRows(tx.outputs()))
                .append((long) record.position())
                .endRow();
    }

    private static Coin spent(TxRecord record, OutPoint name) {
        return Objects.requireNonNull(
                record.spent().get(name), () -> record.tx().txid() + " spends an unknown output: " + name);
    }

    private List<Map<String, @Nullable Object>> inputRows(TxRecord record, List<TxIn> inputs) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(inputs.size());
        long index = 0;
        for (TxIn input : inputs) {
            TxOut output = spent(record, input.prevout()).output();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("index", index++);
            row.put("spent_transaction_hash", input.prevout().txid().toDisplay());
            row.put("spent_output_index", input.prevout().index());
            row.put("script_asm", ScriptText.formatScriptSig(input.scriptSig()));
            row.put("script_hex", input.scriptSig().bytes().toHex());
            row.put("sequence", input.sequence());
            putLock(row, output);
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, @Nullable Object>> outputRows(List<TxOut> outputs) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(outputs.size());
        long index = 0;
        for (TxOut output : outputs) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("index", index++);
            row.put("script_asm", ScriptText.format(output.scriptPubKey()));
            row.put("script_hex", output.scriptPubKey().bytes().toHex());
            putLock(row, output);
            rows.add(row);
        }
        return rows;
    }

    private void putLock(Map<String, @Nullable Object> row, TxOut output) {
        LockingScript lock = lock(output.scriptPubKey());
        row.put(
                "required_signatures",
                lock.requiredSignatures().isPresent()
                        ? (long) lock.requiredSignatures().getAsInt()
                        : null);
        row.put("type", lock.type());
        row.put("addresses", lock.addresses());
        row.put("value", BigDecimal.valueOf(output.value().satoshis()));
    }

    private LockingScript lock(Script script) {
        LockingScript lock = known.get(script);
        if (lock == null) {
            if (known.size() >= KNOWN_SCRIPTS) {
                known.clear();
            }
            lock = LockingScript.of(script, params);
            known.put(script, lock);
        }
        return lock;
    }

    private static DuckDBAppender open(@Nullable DuckDBAppender appender) {
        return Objects.requireNonNull(appender, "nothing can be added between end() and begin()");
    }

    @Override
    public void close() throws SQLException {
        if (blocks != null) {
            blocks.close();
            blocks = null;
        }
        if (transactions != null) {
            transactions.close();
            transactions = null;
        }
        if (staleBlocks != null) {
            staleBlocks.close();
            staleBlocks = null;
        }
    }
}
