package org.wonsi.node.p2p;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** Blocks with the mistakes of famous teaching chains, and the true ones beside them. */
public final class MistakenBlocks {
    public static final ChainParams REGTEST = ChainParams.regtest();
    public static final ChainParams SEMINAR = ChainParams.seminar();
    public static final Script ANYONE = Script.ofHex("51");

    /** Nonces of the seminar network's blocks 1 to 11 as {@link #window} makes them; each took some eight million tries to find. */
    private static final long[] WINDOW_NONCES = {
        11400921L, 16292968L, 15800389L, 6782329L, 3741467L, 14156265L, 324445L, 12649385L, 279599L, 20453906L,
        16134113L
    };

    /** Of the twelfth block, with the target that the rule demands. */
    public static final long TRUE_NONCE = 1693781L;
    /** Of the twelfth block with the target that sorted times would give. */
    public static final long SORTED_NONCE = 951370L;

    private MistakenBlocks() {}

    /** A block without work, with its own coinbase and these payments. */
    private static Block block(
            ChainParams params,
            BlockHash prev,
            int height,
            long time,
            long bits,
            Script payTo,
            List<Transaction> payments) {
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(
                        OutPoint.NULL, CoinbaseTag.script(height, "/must-reject/", height), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Subsidy.at(height, params.halvingInterval()), payTo)),
                0);
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase));
        transactions.addAll(payments);
        Block open = new Block(new BlockHeader(0x2000_0000, prev, Hash256.ZERO, time, bits, 0), transactions);
        return withRoot(open);
    }

    /** The block with the merkle root of its transactions. */
    public static Block withRoot(Block block) {
        BlockHeader h = block.header();
        return new Block(
                new BlockHeader(h.version(), h.prevBlock(), MerkleTree.of(block).root(), h.time(), h.bits(), h.nonce()),
                block.transactions());
    }

    /** A valid block of regtest on top of another. */
    public static Block on(Block parent, int height, Script payTo) {
        BlockHeader h = parent.header();
        return Mining.solve(block(REGTEST, parent.hash(), height, h.time() + 600, h.bits(), payTo, List.of()));
    }

    /** The block's header over other transactions. */
    public static Block with(Block block, Transaction... transactions) {
        return new Block(block.header(), List.of(transactions));
    }

    /** The coinbase with another receiver; as long as the first, so that only the bytes differ. */
    public static Transaction paying(Block block, Script payTo) {
        Transaction old = block.transactions().get(0);
        return new Transaction(
                old.version(),
                old.inputs(),
                List.of(new TxOut(old.outputs().get(0).value(), payTo)),
                old.lockTime());
    }

    /** The block with a nonce that doesn't solve it. */
    public static Block withoutWork(Block block) {
        Block lazy = block;
        while (isWorked(lazy)) {
            lazy = new Block(lazy.header().withNonce(lazy.header().nonce() + 1), lazy.transactions());
        }
        return lazy;
    }

    private static boolean isWorked(Block block) {
        return Mining.solve(block.header()).equals(block.header());
    }

    /** The coinbase with one byte less in the receiver's script, and one more at the end of the free text: as many bytes in all. */
    public static Transaction withByteMoved(Transaction old) {
        TxIn input = old.inputs().get(0);
        return new Transaction(
                old.version(),
                List.of(new TxIn(
                        input.prevout(),
                        new Script(input.scriptSig()
                                .bytes()
                                .concat(Script.ofHex("51").bytes())),
                        input.sequence())),
                List.of(new TxOut(old.outputs().get(0).value(), Script.ofHex("51"))),
                old.lockTime());
    }

    /** Block 101 of regtest with a payment. */
    public static Block paid(Block tip, Transaction payment) {
        BlockHeader h = tip.header();
        return Mining.solve(block(REGTEST, tip.hash(), 101, h.time() + 600, h.bits(), ANYONE, List.of(payment)));
    }

    /** So many blocks of regtest on top of genesis. */
    public static List<Block> branch(Script payTo, int blocks) {
        List<Block> branch = new ArrayList<>();
        Block tip = REGTEST.genesis();
        for (int height = 1; height <= blocks; height++) {
            tip = on(tip, height, payTo);
            branch.add(tip);
        }
        return branch;
    }

    /** Block 1 of the seminar network with true work for a target that is easier than the one demanded. */
    public static Block easierThanDemanded() {
        BlockHeader genesis = SEMINAR.genesis().header();
        return Mining.solve(
                block(SEMINAR, SEMINAR.genesisHash(), 1, genesis.time() + 10, 0x1f00_ffffL, ANYONE, List.of()));
    }

    /** The seminar network's first window, blocks 1 to 11, whose times are out of order. */
    public static List<Block> window() {
        List<Block> window = new ArrayList<>();
        for (int height = 1; height <= 11; height++) {
            window.add(window(window, height, WINDOW_NONCES[height - 1]));
        }
        return window;
    }

    /** A block of the first window: ten seconds apart, but the eighth is stamped 820 seconds too late. */
    private static Block window(List<Block> before, int height, long nonce) {
        BlockHeader genesis = SEMINAR.genesis().header();
        long time = genesis.time() + (height == 8 ? 900 : 10L * height);
        BlockHash prev = before.isEmpty()
                ? SEMINAR.genesisHash()
                : before.get(height - 2).hash();
        Block open = block(SEMINAR, prev, height, time, genesis.bits(), ANYONE, List.of());
        return new Block(open.header().withNonce(nonce), open.transactions());
    }

    /** The block after that window, with a target of its choice. */
    public static Block twelfth(List<Block> window, long bits, long nonce) {
        long time = SEMINAR.genesis().header().time() + 120;
        Block open = block(SEMINAR, window.get(10).hash(), 12, time, bits, ANYONE, List.of());
        return new Block(open.header().withNonce(nonce), open.transactions());
    }
}
