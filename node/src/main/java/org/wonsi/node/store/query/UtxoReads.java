package org.wonsi.node.store.query;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.ReadConnection;

/** The questions about the whole UTXO set. */
final class UtxoReads {
    private final ReadConnection reader;
    private final BlockReads blocks;

    UtxoReads(ReadConnection reader, BlockReads blocks) {
        this.reader = reader;
        this.blocks = blocks;
    }

    /** In the order of Bitcoin Core's database: txid bytes, then index. */
    void forEach(CoinVisitor visitor) {
        reader.each(
                "SELECT " + CoinRows.COLUMNS + ", t.txid, o.n FROM output o JOIN tx t ON t.id = o.tx_id"
                        + " JOIN chain c ON c.height = t.height"
                        + " WHERE o.spent_by IS NULL AND o.spendable = 1 ORDER BY t.txid, t.replaced_by, o.n",
                row -> visitor.coin(
                        new OutPoint(new Txid(Hash256.of(row.getBytes(5))), row.getLong(6)), CoinRows.coin(row)));
    }

    ChainTotals totals() {
        BlockRef tip = blocks.tip().orElseThrow().ref();
        long transactions = reader.number("SELECT count(*) FROM tx");
        return reader.first(
                        "SELECT count(*), count(*) FILTER (WHERE spent_by IS NULL AND spendable = 1),"
                                + " coalesce(sum(value) FILTER (WHERE spent_by IS NULL AND spendable = 1), 0) FROM output",
                        row -> new ChainTotals(
                                tip, transactions, row.getLong(1), row.getLong(2), new Amount(row.getLong(3))))
                .orElseThrow();
    }

    UtxoSetInfo info() {
        Sum sum = new Sum();
        BlockRef tip = blocks.tip().orElseThrow().ref();
        forEach(sum);
        return sum.result(tip);
    }

    /** A visitor that sums up coins as {@code gettxoutsetinfo} does; they come in Core's order. */
    private static final class Sum implements CoinVisitor {
        private static final int BOGO_FIXED = 50;

        private final MessageDigest digest = Sha256d.sha256();
        private @Nullable Txid last;
        private long transactions;
        private long outputs;
        private long bogoSize;
        private Amount total = Amount.ZERO;

        @Override
        public void coin(OutPoint name, Coin coin) {
            ByteWriter writer = new ByteWriter();
            name.encode(writer);
            writer.writeInt32(coin.height() << 1 | (coin.coinbase() ? 1 : 0));
            coin.output().encode(writer);
            digest.update(writer.toByteArray());
            if (!name.txid().equals(last)) {
                transactions++;
            }
            last = name.txid();
            outputs++;
            bogoSize += BOGO_FIXED + coin.output().scriptPubKey().size();
            total = total.plus(coin.output().value());
        }

        UtxoSetInfo result(BlockRef tip) {
            Hash256 hash = Hash256.of(Sha256d.single(digest.digest()));
            return new UtxoSetInfo(tip, transactions, outputs, bogoSize, hash, total);
        }
    }
}
