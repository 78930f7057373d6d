package org.wonsi.node.bench.against;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.HandPayment;
import org.wonsi.lab.coin.PaymentSigner;

/**
 * A maker of a regtest chain whose payments take two coins and make two, each locked to a key of its own. Nobody judges it
 * here: both programs do. The same seed and time give the same chain.
 *
 * <pre>
 *   coinbases only, until some may be spent | payments that make many coins | blocks of payments ...
 * </pre>
 */
final class PaidChain {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final Target TARGET =
            new CompactTarget(PARAMS.genesis().header().bits()).target().orElseThrow();
    private static final int VERSION = 4;
    private static final int SPACING = 30;
    private static final int OUTPUTS_OF_A_SPREAD = 2_000;
    private static final long FEE_OF_A_SPREAD = 100_000;
    private static final long FEE = 1_000;

    private final String tag;
    private final Random random;
    private final Consumer<Block> made;
    private final List<Coin> coins = new ArrayList<>();
    private final List<Transaction> coinbases = new ArrayList<>();
    private BlockHash tip = PARAMS.genesis().hash();
    private int height;
    private long time;
    private long keys;

    /** A pair of keys. */
    private record Key(PrivateKey secret, PublicKey shown) {
        /** Each number has its own. */
        static Key of(long number) {
            PrivateKey secret = PrivateKey.of(ByteBuffer.allocate(PrivateKey.SIZE)
                    .putLong(0, 1)
                    .putLong(24, number)
                    .array());
            return new Key(secret, secret.publicKey(true));
        }

        Script lock() {
            return HandPayment.lockedTo(shown);
        }
    }

    /** A coin of the chain and its key. */
    private record Coin(OutPoint place, long value, Key key) {
        PaymentSigner.Owned owned() {
            return new PaymentSigner.Owned(place, key.secret(), key.shown());
        }
    }

    /** A payment and the coins that it makes. */
    private record Payment(Transaction tx, List<Coin> makes) {}

    /**
     * A chain at genesis.
     *
     * @param tag stands in its coinbases
     * @param start the time of its first block, seconds since 1970
     * @param made is told every block
     */
    PaidChain(String tag, long start, long seed, Consumer<Block> made) {
        this.tag = tag;
        this.time = start;
        this.random = new Random(seed);
        this.made = made;
    }

    /** A chain that goes on from here, with other payments, told to somebody else. */
    PaidChain branch(String otherTag, long seed, Consumer<Block> others) {
        PaidChain branch = new PaidChain(otherTag, time, seed, others);
        branch.coins.addAll(coins);
        branch.coinbases.addAll(coinbases);
        branch.tip = tip;
        branch.height = height;
        branch.keys = 1L << 40;
        return branch;
    }

    int height() {
        return height;
    }

    /** The time that a chain of so many blocks begins at, if it is to end at {@code end}. */
    static long startOf(int blocks, long end) {
        return end - (long) blocks * SPACING;
    }

    /** Blocks with a coinbase only. */
    void empty(int count) {
        for (int i = 0; i < count; i++) {
            mine(List.of());
        }
    }

    /** Blocks that give so many coins, in thousands of two; a hundred empty ones come first. */
    void spread(int count) {
        int spreads = (count + OUTPUTS_OF_A_SPREAD - 1) / OUTPUTS_OF_A_SPREAD;
        empty(PARAMS.coinbaseMaturity() + spreads);
        for (int i = 0; i < spreads; i++) {
            Transaction coinbase = coinbases.get(i);
            Coin whole = new Coin(
                    new OutPoint(coinbase.txid(), 0),
                    coinbase.outputs().get(0).value().satoshis(),
                    minersKey());
            Payment payment = pay(List.of(whole), OUTPUTS_OF_A_SPREAD, FEE_OF_A_SPREAD, take(OUTPUTS_OF_A_SPREAD));
            mine(List.of(payment.tx()));
            coins.addAll(payment.makes());
        }
    }

    /** Blocks of so many payments each. */
    void payments(int blocks, int perBlock) {
        for (int i = 0; i < blocks; i++) {
            List<Payment> payments = pairs(perBlock);
            mine(payments.stream().map(Payment::tx).toList());
            payments.forEach(payment -> coins.addAll(payment.makes()));
        }
    }

    /** Payments that no block holds, each of coins of its own. */
    List<Transaction> loose(int count) {
        return pairs(count).stream().map(Payment::tx).toList();
    }

    /** Payments of two coins that are taken out of the pool; signed by all processors. */
    private List<Payment> pairs(int count) {
        Collections.shuffle(coins, random);
        List<Coin> spent = coins.subList(coins.size() - 2 * count, coins.size());
        List<Coin> inputs = List.copyOf(spent);
        spent.clear();
        long firstKey = take(2 * count);
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> pay(inputs.subList(2 * i, 2 * i + 2), 2, FEE, firstKey + 2L * i))
                .toList();
    }

    private long take(int count) {
        long first = keys + 1;
        keys += count;
        return first;
    }

    private static Payment pay(List<Coin> from, int outputs, long fee, long firstKey) {
        long value = (from.stream().mapToLong(Coin::value).sum() - fee) / outputs;
        List<Key> owners =
                IntStream.range(0, outputs).mapToObj(i -> Key.of(firstKey + i)).toList();
        Transaction tx = PaymentSigner.sign(
                from.stream().map(Coin::owned).toList(),
                owners.stream()
                        .map(key -> new TxOut(new Amount(value), key.lock()))
                        .toList());
        List<Coin> makes = IntStream.range(0, outputs)
                .mapToObj(i -> new Coin(new OutPoint(tx.txid(), i), value, owners.get(i)))
                .toList();
        return new Payment(tx, makes);
    }

    private static Key minersKey() {
        return Key.of(0);
    }

    private void mine(List<Transaction> payments) {
        height++;
        time += SPACING;
        Transaction coinbase = new Transaction(
                2,
                List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(height, tag, height), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(
                        Subsidy.at(height, PARAMS.halvingInterval()),
                        minersKey().lock())),
                0);
        coinbases.add(coinbase);
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase));
        transactions.addAll(payments);
        Block block = new Block(
                solve(new BlockHeader(
                        VERSION,
                        tip,
                        MerkleTree.of(transactions.stream()
                                        .map(tx -> tx.txid().hash())
                                        .toList())
                                .root(),
                        time,
                        PARAMS.genesis().header().bits(),
                        0)),
                transactions);
        tip = block.hash();
        made.accept(block);
    }

    private static BlockHeader solve(BlockHeader start) {
        BlockHeader header = start;
        while (!TARGET.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return header;
    }
}
