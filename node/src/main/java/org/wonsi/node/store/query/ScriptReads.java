package org.wonsi.node.store.query;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.ScriptHash;

/**
 * The questions about a script, that is, an address: answered by the address index.
 *
 * <p>The index holds 8 bytes of a script's hash, not 32, which makes it a quarter as large; scripts that share them are
 * told apart by comparing whole hashes. So nobody who searches for such a pair can mix two histories.
 */
final class ScriptReads {
    private static final String OURS = " FROM output WHERE script_key = ?1 AND script = ?2";
    private static final String SPENT = " AND spent_by IS NOT NULL AND spent_input >= 0";

    /** The numbers of the transactions that pay a script or spend from it. */
    private static final String TX_IDS = "SELECT tx_id AS id" + OURS + " UNION SELECT spent_by AS id" + OURS + SPENT;

    private final ReadConnection reader;
    private final TxReads transactions;

    ScriptReads(ReadConnection reader, TxReads transactions) {
        this.reader = reader;
        this.transactions = transactions;
    }

    ScriptStats stats(ScriptHash hash) {
        Optional<byte[]> script = script(hash);
        if (script.isEmpty()) {
            return new ScriptStats(0, Amount.ZERO, 0, Amount.ZERO, 0);
        }
        long[] funded = sums("SELECT count(*), coalesce(sum(value), 0)" + OURS, hash, script.get());
        long[] spent = sums("SELECT count(*), coalesce(sum(value), 0)" + OURS + SPENT, hash, script.get());
        long txCount = reader.number("SELECT count(*) FROM (" + TX_IDS + ") AS ids", hash.key(), script.get());
        return new ScriptStats(funded[0], new Amount(funded[1]), spent[0], new Amount(spent[1]), txCount);
    }

    private long[] sums(String sql, ScriptHash hash, byte[] script) {
        return reader.first(sql, row -> new long[] {row.getLong(1), row.getLong(2)}, hash.key(), script)
                .orElseThrow();
    }

    List<TxRecord> history(ScriptHash hash, int limit) {
        return script(hash)
                .map(script -> below(Long.MAX_VALUE, hash, script, limit))
                .orElse(List.of());
    }

    List<TxRecord> historyAfter(ScriptHash hash, Txid lastSeen, int limit) {
        Optional<byte[]> script = script(hash);
        Optional<Long> last = reader.first(
                "SELECT id FROM tx WHERE txid = ?1 AND replaced_by = 0", row -> row.getLong(1), lastSeen.hash());
        if (script.isEmpty() || last.isEmpty()) {
            return List.of();
        }
        boolean ours = reader.number(
                        "SELECT 1 FROM (" + TX_IDS + ") AS ids WHERE id = ?3", hash.key(), script.get(), last.get())
                == 1;
        return ours ? below(last.get(), hash, script.get(), limit) : List.of();
    }

    private List<TxRecord> below(long id, ScriptHash hash, byte[] script, int limit) {
        List<Long> ids = reader.list(
                "SELECT id FROM (" + TX_IDS + ") AS ids WHERE id < ?3 ORDER BY id DESC LIMIT ?4",
                row -> row.getLong(1),
                hash.key(),
                script,
                id,
                limit);
        return ids.stream().map(i -> transactions.byId(i).orElseThrow()).toList();
    }

    List<Utxo> utxos(ScriptHash hash, int limit) {
        return utxos(hash, "o.id", limit);
    }

    List<Utxo> largestUtxos(ScriptHash hash, int limit) {
        return utxos(hash, "o.value DESC, o.id", limit);
    }

    private List<Utxo> utxos(ScriptHash hash, String order, int limit) {
        Optional<byte[]> script = script(hash);
        if (script.isEmpty()) {
            return List.of();
        }
        return reader.list(
                "SELECT " + CoinRows.COLUMNS + ", t.txid, o.n, h.hash, h.height, h.time FROM output o"
                        + " JOIN tx t ON t.id = o.tx_id JOIN chain c ON c.height = t.height"
                        + " JOIN header h ON h.id = c.header_id WHERE o.script_key = ?1 AND o.script = ?2"
                        + " AND o.spent_by IS NULL AND o.spendable = 1 ORDER BY " + order + " LIMIT ?3",
                row -> new Utxo(
                        new OutPoint(new Txid(Hash256.of(row.getBytes(5))), row.getLong(6)),
                        CoinRows.coin(row),
                        TxReads.ref(row, 7)),
                hash.key(),
                script.get(),
                limit);
    }

    /** The script behind a hash; the index holds only a part of the hash, so each script under that part is compared. */
    private Optional<byte[]> script(ScriptHash hash) {
        Optional<byte[]> first = reader.first(
                "SELECT script FROM output WHERE script_key = ?1 LIMIT 1", row -> row.getBytes(1), hash.key());
        if (first.isEmpty() || matches(first.get(), hash)) {
            return first;
        }
        return reader
                .list("SELECT DISTINCT script FROM output WHERE script_key = ?1", row -> row.getBytes(1), hash.key())
                .stream()
                .filter(script -> matches(script, hash))
                .findFirst();
    }

    private static boolean matches(byte[] script, ScriptHash hash) {
        return ScriptHash.of(new Script(ByteString.copyOf(script))).equals(hash);
    }
}
