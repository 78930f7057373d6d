package org.wonsi.core.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A chain on which each prepared SQL question has something to find: three finders, a halving, payments with fees, change and
 * several inputs, scripts of every kind, data, a coin sent to nowhere, uneven times, and a block that lost.
 *
 * <p>Regtest's rules; coins are locked by scripts that push a number, which anybody can spend. Made from a seed.
 */
public final class QuestionChain {
    public static final int TIP = 175;
    private static final long BITS = 0x207fffffL;
    private static final int MATURITY = 100;
    private static final int HALVING = 150;

    private final Random random = new Random(13);
    private final List<Block> blocks = new ArrayList<>();
    private final Map<OutPoint, TxOut> coins = new LinkedHashMap<>();
    private final Map<OutPoint, Integer> ripeAt = new HashMap<>();
    private long time = 1_600_000_000L;

    public QuestionChain() {
        Block genesis = ChainParams.regtest().genesis();
        blocks.add(genesis);
        for (int height = 1; height <= TIP; height++) {
            List<Transaction> payments = payments(height);
            time += Math.round(-60 * Math.log(1 - random.nextDouble()));
            // One clock is behind.
            Block block = block(tip(), height, time - (height % 29 == 0 ? 45 : 0), payments, height);
            add(block, height);
        }
    }

    /** The active chain, by height. */
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** A second block at the tip's height, which comes too late. */
    public Block late() {
        return block(blocks.get(TIP - 1).hash(), TIP, time + 1, List.of(), 7);
    }

    private BlockHash tip() {
        return blocks.get(blocks.size() - 1).hash();
    }

    private void add(Block block, int height) {
        blocks.add(block);
        for (Transaction tx : block.transactions()) {
            tx.inputs().forEach(in -> coins.remove(in.prevout()));
            for (int n = 0; n < tx.outputs().size(); n++) {
                // Only what anybody can spend, and what pays a fee.
                TxOut output = tx.outputs().get(n);
                if (output.scriptPubKey().size() == 1 && output.value().satoshis() > 100_000) {
                    OutPoint coin = new OutPoint(tx.txid(), n);
                    coins.put(coin, output);
                    ripeAt.put(coin, tx.isCoinbase() ? height + MATURITY : height + 1);
                }
            }
        }
    }

    private List<Transaction> payments(int height) {
        List<Transaction> payments = new ArrayList<>();
        Set<OutPoint> used = new HashSet<>();
        for (int i = 0; height > MATURITY && i < height % 4; i++) {
            List<OutPoint> ripe = coins.keySet().stream()
                    .filter(coin -> ripeAt.getOrDefault(coin, Integer.MAX_VALUE) <= height && !used.contains(coin))
                    .limit(12)
                    .toList();
            int inputs = Math.min(ripe.size(), 1 + (height + i) % 3);
            if (inputs > 0) {
                int first = random.nextInt(ripe.size() - inputs + 1);
                List<OutPoint> spent = ripe.subList(first, first + inputs);
                used.addAll(spent);
                payments.add(payment(spent, height, i));
            }
        }
        return payments;
    }

    private TxOut at(OutPoint coin) {
        return Objects.requireNonNull(coins.get(coin));
    }

    /** To somebody, with change to the first input's script, and now and then to a script of another kind. */
    private Transaction payment(List<OutPoint> spent, int height, int i) {
        long value =
                spent.stream().mapToLong(coin -> at(coin).value().satoshis()).sum();
        long fee = 200L + random.nextInt(5_000);
        long paid = value / 3;
        List<TxOut> outputs = new ArrayList<>();
        outputs.add(new TxOut(new Amount(paid), someScript(height + i)));
        outputs.add(
                new TxOut(new Amount(value - paid - fee - 7), at(spent.get(0)).scriptPubKey()));
        outputs.add(new TxOut(new Amount(7), someScript(random.nextInt(40))));
        return new Transaction(
                1,
                spent.stream()
                        .map(coin -> new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL))
                        .toList(),
                outputs,
                0);
    }

    private static Script someScript(int which) {
        String key = "%02x".formatted(which);
        return Script.ofHex(
                switch (which % 12) {
                    case 0 -> "76a914" + key.repeat(20) + "88ac";
                    case 1 -> "21" + key.repeat(33) + "ac";
                    case 2 -> "a914" + key.repeat(20) + "87";
                    case 3 -> "6a04" + key.repeat(4);
                    default -> "5" + (1 + which % 9);
                });
    }

    /** A mined block; {@code finder} chooses whom it pays. */
    public static Block block(BlockHash prev, int height, long time, List<Transaction> payments, int finder) {
        List<Transaction> transactions = new ArrayList<>();
        ByteWriter script = new ByteWriter();
        if (height <= 16) {
            script.writeUInt8(0x50 + height);
        } else if (height < 128) {
            script.writeUInt8(1).writeUInt8(height);
        } else {
            script.writeUInt8(2).writeUInt16(height);
        }
        script.writeUInt8(1).writeUInt8(finder % 256);
        transactions.add(new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(script.toByteString()), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(new Amount(50_0000_0000L >> (height / HALVING)), new Script(ByteString.copyOf((byte)
                        (0x51 + finder % 7 % 3))))),
                0));
        transactions.addAll(payments);
        BlockHeader header = new BlockHeader(
                0x2000_0000,
                prev,
                MerkleTree.of(transactions.stream().map(tx -> tx.txid().hash()).toList())
                        .root(),
                time,
                BITS,
                0);
        Target target = new CompactTarget(BITS).target().orElseThrow();
        while (!target.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new Block(header, transactions);
    }
}
