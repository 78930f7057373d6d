package org.wonsi.lab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.mining.MiningShares;

/**
 * A generator of blocks and payments at random times.
 *
 * <p>The time to the next block of the network is exponential, as that of real mining is, and each node finds it with the
 * probability that is its share of the work. The proof of work is real but so easy that it takes two tries: the waiting is simulated, the header
 * isn't.
 */
final class WorkloadGenerator {
    private static final int BASE_HEIGHT = 110;
    private static final int COINS_REMEMBERED = 200;
    private static final double DOUBLE_SPEND_SHARE = 0.1;
    private static final Amount FEE = new Amount(1_000);

    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final MiningShares shares;
    private final List<OutPoint> coins = new ArrayList<>();
    private long extraNonce;
    private boolean stopped;

    WorkloadGenerator(SimulatedNetwork network, MiningShares shares, SplittableRandom random) {
        this.network = network;
        this.random = random;
        this.shares = shares;
    }

    /** Blocks that every node starts with, so that there are coins to spend. */
    void mineBase() {
        SimulatedNode first = network.nodes().get(0);
        for (int i = 0; i < BASE_HEIGHT; i++) {
            Block block = find(first);
            network.nodes().forEach(node -> node.submit(block));
        }
    }

    void start() {
        nextBlock();
        if (network.scenario().paymentInterval() > 0) {
            nextPayment();
        }
    }

    void stop() {
        stopped = true;
    }

    private void nextBlock() {
        network.timeline()
                .after(RandomDraws.exponential(random, network.scenario().blockInterval()), () -> {
                    if (!stopped) {
                        findBlock();
                        nextBlock();
                    }
                });
    }

    private void findBlock() {
        double selfish = network.scenario().selfish();
        if (selfish > 0 && random.nextDouble() < selfish) {
            network.selfishMiner().ifPresent(SelfishMiner::mine);
            return;
        }
        SimulatedNode node = network.nodes().get(shares.draw(random));
        if (node.isRunning()) {
            mineOn(node);
        }
    }

    private SimulatedNode anyNode() {
        return network.nodes().get(random.nextInt(network.nodes().size()));
    }

    void mineOn(SimulatedNode node) {
        Block block = find(node);
        network.mined(block, node.node().chain().tip().height() + 1);
        node.submit(block);
    }

    private Block find(SimulatedNode node) {
        Block block = solve(network.filling()
                .fill(BlockTemplate.create(
                                node.node().chain(),
                                node.node().mempool(),
                                SimulatedNetwork.ANYONE,
                                "/" + node.name() + "/",
                                extraNonce++,
                                network.now().getEpochSecond())
                        .block(0)));
        remember(new OutPoint(block.transactions().get(0).txid(), 0));
        return block;
    }

    static Block solve(Block block) {
        BlockHeader header = block.header();
        Target target = new CompactTarget(header.bits()).target().orElseThrow();
        while (!target.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new Block(header, block.transactions());
    }

    private void remember(OutPoint coin) {
        coins.add(coin);
        if (coins.size() > COINS_REMEMBERED) {
            coins.remove(random.nextInt(coins.size()));
        }
    }

    private void nextPayment() {
        network.timeline()
                .after(RandomDraws.exponential(random, network.scenario().paymentInterval()), () -> {
                    if (!stopped) {
                        pay();
                        nextPayment();
                    }
                });
    }

    /** Spends a coin at some node; now and then the same coin in another way at another node, in the same moment. */
    private void pay() {
        SimulatedNode node = anyNode();
        OutPoint prevout = coins.get(random.nextInt(coins.size()));
        ChainState chain = node.node().chain();
        Coin coin = chain.coin(prevout).orElse(null);
        if (!node.isRunning() || coin == null) {
            return;
        }
        int age = chain.tip().height() + 1 - coin.height();
        boolean mature = !coin.coinbase() || age >= chain.params().coinbaseMaturity();
        if (mature && coin.output().value().compareTo(new Amount(100_000)) > 0) {
            Transaction tx = payment(prevout, coin.output().value(), 1);
            remember(new OutPoint(tx.txid(), 0));
            node.submit(tx);
            if (random.nextDouble() < DOUBLE_SPEND_SHARE) {
                anyNode().submit(payment(prevout, coin.output().value(), 2));
            }
        }
    }

    private static Transaction payment(OutPoint prevout, Amount value, int feeMultiple) {
        Amount fee = new Amount(FEE.satoshis() * feeMultiple);
        Amount half = new Amount((value.satoshis() - fee.satoshis()) / 2);
        Script anyone = SimulatedNetwork.ANYONE;
        return new Transaction(
                2,
                List.of(new TxIn(prevout, Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(half, anyone), new TxOut(half, anyone)),
                0);
    }
}
