package org.wonsi.node.store.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.BlockBytes;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.ReadConnection;

/**
 * The questions about transactions and where their outputs went.
 *
 * <p>A transaction's bytes are cut out of its block and compared with its id each time. The coins that it spent come
 * with it, by one query for a run of transactions: fees and addresses need them, and a large block would otherwise take
 * thousands of queries. In a stale block they are looked for on its own branch first, since the tables hold the active
 * chain alone.
 */
final class TxReads {
    private static final String BLOCK_OF_TX =
            " JOIN chain c ON c.height = t.height JOIN header h ON h.id = c.header_id";

    /** A transaction's place, with its bytes cut out of its block. */
    private static final String SELECT = "SELECT t.id, t.id - c.first_tx_id, h.hash, h.height, h.time,"
            + " substr(b.raw, t.byte_offset + 1, t.size), t.txid FROM tx t" + BLOCK_OF_TX
            + " JOIN block b ON b.header_id = h.id";

    /** The place of a transaction in its block. */
    private record Place(Txid txid, int offset, int size) {}

    /** A transaction of the active chain and its number. */
    private record Numbered(long id, Transaction tx, int position, BlockRef block) {}

    private final ReadConnection reader;
    private final BlockReads blocks;

    TxReads(ReadConnection reader, BlockReads blocks) {
        this.reader = reader;
        this.blocks = blocks;
    }

    Optional<TxRecord> tx(Txid txid) {
        return reader.first(SELECT + " WHERE t.txid = ?1 AND t.replaced_by = 0", this::numbered, txid.hash())
                .map(this::withSpent);
    }

    /** A transaction of one block, whatever its branch. */
    Optional<TxRecord> inBlock(BlockHash hash, Txid txid) {
        return tx(txid).filter(found -> found.block().hash().equals(hash)).or(() -> searched(hash, txid));
    }

    /** The slower way: in a stale block, or behind a transaction that took over its name. */
    private Optional<TxRecord> searched(BlockHash hash, Txid txid) {
        int position = blocks.txids(hash).indexOf(txid);
        return position < 0
                ? Optional.empty()
                : ofBlock(hash, position, 1).stream().findFirst();
    }

    Optional<TxRecord> byId(long id) {
        return reader.first(SELECT + " WHERE t.id = ?1", this::numbered, id).map(this::withSpent);
    }

    Optional<Transaction> transaction(Txid txid) {
        return reader.first(SELECT + " WHERE t.txid = ?1 AND t.replaced_by = 0", this::numbered, txid.hash())
                .map(Numbered::tx);
    }

    Optional<BlockRef> confirmation(Txid txid) {
        return reader.first(
                "SELECT h.hash, h.height, h.time FROM tx t" + BLOCK_OF_TX + " WHERE t.txid = ?1 AND t.replaced_by = 0",
                row -> ref(row, 1),
                txid.hash());
    }

    Optional<Spend> spend(OutPoint name) {
        return reader.first(
                "SELECT s.txid, o.spent_input, h.hash, h.height, h.time FROM tx made"
                        + " JOIN output o ON o.id = made.first_output_id + ?2 JOIN tx s ON s.id = o.spent_by"
                        + " JOIN chain c ON c.height = s.height JOIN header h ON h.id = c.header_id"
                        + " WHERE made.txid = ?1 AND made.replaced_by = 0 AND ?2 < made.output_count"
                        + " AND o.spent_input >= 0",
                row -> new Spend(new Txid(Hash256.of(row.getBytes(1))), row.getInt(2), ref(row, 3)),
                name.txid().hash(),
                name.index());
    }

    /** Transactions {@code from} and following of a block, in the active chain or not. */
    List<TxRecord> ofBlock(BlockHash hash, int from, int count) {
        Optional<BlockInfo> info = blocks.block(hash);
        if (info.isEmpty()
                || !info.get().hasBody()
                || from < 0
                || count < 1
                || from >= info.get().txCount()) {
            return List.of();
        }
        int end = (int) Math.min((long) from + count, info.get().txCount());
        return info.get().active() ? ofActive(info.get(), from, end) : ofStale(info.get(), from, end);
    }

    private List<TxRecord> ofActive(BlockInfo info, int from, int end) {
        long firstTxId = reader.number("SELECT first_tx_id FROM chain WHERE height = ?1", info.height());
        List<Place> places = reader.list(
                "SELECT txid, byte_offset, size FROM tx WHERE id >= ?1 AND id < ?2 ORDER BY id",
                row -> new Place(new Txid(Hash256.of(row.getBytes(1))), row.getInt(2), row.getInt(3)),
                firstTxId + from,
                firstTxId + end);
        int start = places.get(0).offset();
        Place last = places.get(places.size() - 1);
        byte[] bytes = reader.first(
                        "SELECT substr(b.raw, ?2, ?3) FROM header h JOIN block b ON b.header_id = h.id WHERE h.hash = ?1",
                        row -> row.getBytes(1),
                        info.hash().hash(),
                        start + 1,
                        last.offset() + last.size() - start)
                .orElseThrow();
        List<Numbered> transactions = new ArrayList<>();
        for (Place place : places) {
            int at = Math.min(Math.max(0, place.offset() - start), bytes.length);
            byte[] own = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + Math.max(0, place.size())));
            Transaction tx = BlockBytes.check(place.txid(), own, info.hash(), reader);
            int position = from + transactions.size();
            transactions.add(new Numbered(firstTxId + position, tx, position, info.ref()));
        }
        return withSpent(transactions);
    }

    private TxRecord withSpent(Numbered tx) {
        return withSpent(List.of(tx)).get(0);
    }

    /** Adds what consecutive transactions of one block spend, with one query. */
    private List<TxRecord> withSpent(List<Numbered> transactions) {
        long firstId = transactions.get(0).id();
        List<Map<OutPoint, Coin>> spent = new ArrayList<>();
        transactions.forEach(tx -> spent.add(new HashMap<>()));
        reader.each(
                "SELECT " + CoinRows.COLUMNS + ", o.spent_by, o.spent_input FROM output o JOIN tx t ON t.id = o.tx_id"
                        + " JOIN chain c ON c.height = t.height"
                        + " WHERE o.spent_by >= ?1 AND o.spent_by < ?2 AND o.spent_input >= 0",
                row -> {
                    int index = (int) (row.getLong(5) - firstId);
                    TxIn input = transactions.get(index).tx().inputs().get(row.getInt(6));
                    spent.get(index).put(input.prevout(), CoinRows.coin(row));
                },
                firstId,
                firstId + transactions.size());
        List<TxRecord> records = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            Numbered tx = transactions.get(i);
            records.add(new TxRecord(tx.tx(), tx.block(), tx.position(), spent.get(i)));
        }
        return records;
    }

    /**
     * A stale block's transactions. Their coins come from the active chain's outputs or, made on the stale branch, from
     * the blocks of that branch.
     */
    private List<TxRecord> ofStale(BlockInfo info, int from, int end) {
        Block block = blocks.body(info.hash()).orElseThrow();
        Map<OutPoint, Coin> branch = branchOutputs(info);
        List<TxRecord> records = new ArrayList<>();
        for (int i = from; i < end; i++) {
            Transaction tx = block.transactions().get(i);
            Map<OutPoint, Coin> spent = new HashMap<>();
            for (TxIn input : tx.isCoinbase() ? List.<TxIn>of() : tx.inputs()) {
                OutPoint name = input.prevout();
                Optional.ofNullable(branch.get(name))
                        .or(() -> CoinRows.output(reader, name))
                        .ifPresent(coin -> spent.put(name, coin));
            }
            records.add(new TxRecord(tx, info.ref(), i, spent));
        }
        return records;
    }

    private Map<OutPoint, Coin> branchOutputs(BlockInfo stale) {
        Map<OutPoint, Coin> outputs = new HashMap<>();
        Optional<BlockInfo> info = Optional.of(stale);
        while (info.isPresent() && !info.get().active()) {
            int height = info.get().height();
            for (Transaction tx :
                    blocks.body(info.get().hash()).map(Block::transactions).orElse(List.of())) {
                for (int n = 0; n < tx.outputs().size(); n++) {
                    outputs.put(
                            new OutPoint(tx.txid(), n), new Coin(tx.outputs().get(n), height, tx.isCoinbase()));
                }
            }
            info = blocks.block(info.get().header().prevBlock());
        }
        return outputs;
    }

    private Numbered numbered(ResultSet row) throws SQLException {
        BlockRef block = ref(row, 3);
        Transaction tx = BlockBytes.check(new Txid(Hash256.of(row.getBytes(7))), row.getBytes(6), block.hash(), reader);
        return new Numbered(row.getLong(1), tx, row.getInt(2), block);
    }

    static BlockRef ref(ResultSet row, int column) throws SQLException {
        return new BlockRef(HeaderRows.hash(row, column), row.getInt(column + 1), row.getLong(column + 2));
    }
}
