package org.wonsi.columns.chain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.chain.BlockRows.TransactionRow;
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
 * A maker of rows from blocks: texts of hashes and scripts, addresses, sums. For one thread; it remembers addresses.
 */
public final class RowMaker {
    /** Scripts whose addresses are remembered, because making one takes two hashes and a division in base 58. */
    private static final int KNOWN_SCRIPTS = 20_000;

    private final ChainParams params;
    private final Map<Script, LockingScript> known = new HashMap<>();

    public RowMaker(ChainParams params) {
        this.params = params;
    }

    /** A block of the active chain with all its transactions. */
    public BlockRows rows(BlockInfo block, List<TxRecord> transactions) {
        String coinbaseParam =
                transactions.get(0).tx().inputs().get(0).scriptSig().bytes().toHex();
        return new BlockRows(
                block, coinbaseParam, transactions.stream().map(this::row).toList());
    }

    private TransactionRow row(TxRecord record) {
        Transaction tx = record.tx();
        List<TxIn> inputs = tx.isCoinbase() ? List.of() : tx.inputs();
        long in = 0;
        for (TxIn input : inputs) {
            in = Math.addExact(
                    in, spent(record, input.prevout()).output().value().satoshis());
        }
        long out = 0;
        for (TxOut output : tx.outputs()) {
            out = Math.addExact(out, output.value().satoshis());
        }
        return new TransactionRow(
                tx.txid().toDisplay(),
                tx.size(),
                tx.version(),
                tx.lockTime(),
                tx.isCoinbase() ? OptionalLong.empty() : OptionalLong.of(in),
                out,
                inputRows(record, inputs),
                outputRows(tx.outputs()));
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
}
