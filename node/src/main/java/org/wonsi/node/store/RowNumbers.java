package org.wonsi.node.store;

import org.wonsi.core.block.Block;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.db.CoinCache;
import org.wonsi.node.store.db.ReadConnection;

/**
 * The numbers of the database's rows of transactions and outputs: the next free ones, and up to which of them the disk
 * has the rows.
 *
 * <p>A block is written by a thread of its own, some time after it was connected. The next block may spend an output of
 * it, and has to name that output's row. So the chain thread numbers the rows of each block as soon as it is connected,
 * before they are written, and the writing thread says here what it has committed. Otherwise each block would wait for
 * the disk.
 *
 * <p>{@link CoinCache} asks what is committed: a coin whose row isn't must stay in memory, because the database can't
 * tell of it yet.
 */
final class RowNumbers {
    private volatile long committedTxId;
    private volatile long committedOutputId;
    private long nextTxId;
    private long nextOutputId;

    /**
     * Takes the numbers after the database's last rows as the next ones: at the start, after blocks were taken back,
     * and after a fault.
     */
    void read(ReadConnection reader) {
        nextTxId = reader.number("SELECT coalesce(max(id), 0) + 1 FROM tx");
        nextOutputId = reader.number("SELECT coalesce(max(id), 0) + 1 FROM output");
        committedTxId = nextTxId;
        committedOutputId = nextOutputId;
    }

    /** A block's rows have been committed. */
    void committed(NumberedBlock block) {
        committedTxId = block.nextTxId();
        committedOutputId = block.nextOutputId();
    }

    /** The first transaction's number that isn't committed. */
    long committedTxId() {
        return committedTxId;
    }

    /** The first output's number that isn't committed. */
    long committedOutputId() {
        return committedOutputId;
    }

    /** Whether rows were numbered that aren't committed yet. */
    boolean areOnTheWay() {
        return committedTxId != nextTxId;
    }

    /**
     * Numbers the rows of a block, takes the coins that it spends out of the cache and adds those that it makes.
     *
     * <p>Every output has a row, but an output that can never be spent is no coin: one that its script makes
     * unspendable, and that of the genesis block (height 0).
     */
    NumberedBlock number(StoredHeader header, Block block, CoinCache coins) {
        long firstTxId = nextTxId;
        long firstOutputId = nextOutputId;
        int inputs = 0;
        for (Transaction tx : block.transactions()) {
            inputs += tx.isCoinbase() ? 0 : tx.inputs().size();
        }
        long[] spent = new long[inputs];
        int next = 0;
        for (Transaction tx : block.transactions()) {
            if (!tx.isCoinbase()) {
                for (TxIn input : tx.inputs()) {
                    spent[next++] = coins.spend(input.prevout(), nextTxId).outputId();
                }
            }
            for (int i = 0; i < tx.outputs().size(); i++) {
                TxOut output = tx.outputs().get(i);
                if (header.height() > 0 && !UtxoRules.isUnspendable(output)) {
                    Coin coin = new Coin(output, header.height(), tx.isCoinbase());
                    coins.add(new OutPoint(tx.txid(), i), nextOutputId, coin);
                }
                nextOutputId++;
            }
            nextTxId++;
        }
        return new NumberedBlock(header, block, firstTxId, firstOutputId, spent);
    }
}
