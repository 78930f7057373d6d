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
 * The numbers of the rows of transactions and outputs: the next free ones, and those that the disk already has.
 *
 * <p>The chain thread gives them, ahead of the disk, so that a later block can name the rows of one that is still on its way;
 * the writing thread says what has arrived.
 */
final class RowNumbers {
    private volatile long committedTxId;
    private volatile long committedOutputId;
    private long nextTxId;
    private long nextOutputId;

    /** Goes on after what the database holds. */
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

    /** Whether rows were numbered that the disk doesn't have yet. */
    boolean areOnTheWay() {
        return committedTxId != nextTxId;
    }

    /** Numbers what the block makes, and moves the coins. */
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
