package org.wonsi.node.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** Makes blocks that a store accepts: it checks no rule, so they need no work, no maturity and no signature. */
final class RandomBlocks {
    private static final long BITS = 0x207fffffL;

    private final RandomGenerator random;
    private long serial;

    RandomBlocks(RandomGenerator random) {
        this.random = random;
    }

    /** A block to connect, its header as stored, and what it spends. */
    record Made(StoredHeader header, Block block, BlockUndo undo) {}

    /** A block on a parent, which spends some of the coins: one transaction may spend another's output. */
    Made on(StoredHeader parent, Map<OutPoint, Coin> coins, int maxPayments) {
        int height = parent.height() + 1;
        List<OutPoint> names = new ArrayList<>(coins.keySet());
        names.sort((a, b) -> {
            int c = a.txid().compareTo(b.txid());
            return c == 0 ? Long.compare(a.index(), b.index()) : c;
        });
        Map<OutPoint, Coin> within = new java.util.HashMap<>();
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase(height)));
        List<List<Coin>> spent = new ArrayList<>();
        int payments = random.nextInt(maxPayments + 1);
        for (int i = 0; i < payments && !names.isEmpty(); i++) {
            List<TxIn> inputs = new ArrayList<>();
            List<Coin> taken = new ArrayList<>();
            long value = 0;
            for (int n = random.nextInt(3); n >= 0 && !names.isEmpty(); n--) {
                OutPoint name = names.remove(random.nextInt(names.size()));
                Coin coin = Optional.ofNullable(coins.get(name)).orElseGet(() -> within.get(name));
                taken.add(coin);
                value += coin.output().value().satoshis();
                inputs.add(new TxIn(name, Script.EMPTY, 0xffff_ffffL));
            }
            Transaction tx = new Transaction(1, inputs, outputs(value), 0);
            spent.add(taken);
            transactions.add(tx);
            for (int n = 0; n < tx.outputs().size(); n++) {
                OutPoint name = new OutPoint(tx.txid(), n);
                if (tx.outputs().get(n).value().satoshis() > 0) {
                    within.put(name, new Coin(tx.outputs().get(n), height, false));
                    names.add(name);
                }
            }
        }
        Block bare = new Block(header(parent, height, 0), transactions);
        Block block = new Block(withRoot(bare), transactions);
        return new Made(stored(block, parent, BlockStatus.VALID), block, new BlockUndo(spent));
    }

    private List<TxOut> outputs(long value) {
        List<TxOut> outputs = new ArrayList<>();
        long half = value / 2;
        outputs.add(new TxOut(new Amount(half), script()));
        if (random.nextInt(4) == 0) {
            outputs.add(new TxOut(Amount.ZERO, new Script(ByteString.ofHex("6a01" + "ff"))));
        }
        outputs.add(new TxOut(new Amount(value - half), script()));
        return outputs;
    }

    /** Few different scripts, so that addresses have histories. */
    private Script script() {
        return new Script(ByteString.ofHex("51").concat(ByteString.copyOf((byte) (0x51 + random.nextInt(8)))));
    }

    private Transaction coinbase(int height) {
        ByteWriter tag = new ByteWriter();
        tag.writeInt32(height).writeInt64(serial++);
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(tag.toByteString()), 0xffff_ffffL)),
                List.of(new TxOut(Amount.ofCoins(50), script())),
                0);
    }

    private BlockHeader header(StoredHeader parent, int height, long nonce) {
        return new BlockHeader(
                1, parent.hash(), org.wonsi.core.bytes.Hash256.ZERO, 1_600_000_000L + height, BITS, nonce);
    }

    private static BlockHeader withRoot(Block block) {
        BlockHeader h = block.header();
        return new BlockHeader(h.version(), h.prevBlock(), MerkleTree.of(block).root(), h.time(), h.bits(), h.nonce());
    }

    static StoredHeader stored(Block block, StoredHeader parent, BlockStatus status) {
        return new StoredHeader(
                block.header(),
                block.hash(),
                parent.height() + 1,
                parent.chainWork().plus(new CompactTarget(BITS).work()),
                status,
                parent.sequence() + 1);
    }

    static StoredHeader genesis(Block block) {
        return new StoredHeader(
                block.header(),
                block.hash(),
                0,
                new CompactTarget(block.header().bits()).work(),
                BlockStatus.VALID,
                0);
    }

    /** Whether two views agree on a coin. */
    static boolean sameCoin(CoinView a, CoinView b, OutPoint name) {
        return a.coin(name).equals(b.coin(name));
    }
}
