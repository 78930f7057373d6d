package org.wonsi.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.HandPayment;
import org.wonsi.lab.coin.PaymentSigner;

/** A maker of regtest chains whose payments carry real signatures; the same seed gives the same chain. */
final class BenchChain {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final int FAN_OUT = 1000;

    private final PrivateKey key = PrivateKey.generate(new Random(1));
    private final PublicKey publicKey = key.publicKey(true);
    private final Script own = HandPayment.lockedTo(publicKey);
    private final ChainState chain = new ChainState(PARAMS, new MemoryChainStore(), ScriptCheckRunner.inOrder());
    private final Mempool mempool = new Mempool(chain, RelayPolicy.standard());
    private final List<Block> blocks = new ArrayList<>();
    private long time = PARAMS.genesis().header().time();

    /** Empty blocks. */
    static List<Block> empty(int count) {
        BenchChain made = new BenchChain();
        for (int i = 0; i < count; i++) {
            made.mine(List.of());
        }
        return made.blocks;
    }

    /** Enough blocks for coins to mature and be spread, then so many blocks of so many payments of one input each. */
    static List<Block> payments(int count, int perBlock) {
        BenchChain made = new BenchChain();
        int spreads = (perBlock + FAN_OUT - 1) / FAN_OUT;
        for (int i = 0; i < PARAMS.coinbaseMaturity() + spreads; i++) {
            made.mine(List.of());
        }
        List<OutPoint> coins = new ArrayList<>();
        List<Transaction> spreading = new ArrayList<>();
        for (int i = 0; i < spreads; i++) {
            Transaction coinbase = made.blocks.get(i).transactions().get(0);
            int outputs = Math.min(FAN_OUT, perBlock - i * FAN_OUT);
            Transaction spread = made.pay(
                    new OutPoint(coinbase.txid(), 0), Amount.ofCoins(25).satoshis() / outputs, outputs);
            spreading.add(spread);
            for (int j = 0; j < outputs; j++) {
                coins.add(new OutPoint(spread.txid(), j));
            }
        }
        made.mine(spreading);
        long value = spreading.get(0).outputs().get(0).value().satoshis();
        for (int b = 0; b < count; b++) {
            value -= 1000;
            List<Transaction> payments = new ArrayList<>();
            for (int i = 0; i < coins.size(); i++) {
                Transaction payment = made.pay(coins.get(i), value, 1);
                payments.add(payment);
                coins.set(i, new OutPoint(payment.txid(), 0));
            }
            made.mine(payments);
        }
        return made.blocks;
    }

    private Transaction pay(OutPoint from, long value, int outputs) {
        List<TxOut> made = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            made.add(new TxOut(new Amount(value), own));
        }
        return PaymentSigner.sign(List.of(new PaymentSigner.Owned(from, key, publicKey)), made);
    }

    private void mine(List<Transaction> payments) {
        time += PARAMS.targetSpacing();
        BlockTemplate template = BlockTemplate.create(chain, mempool, own, "/bench/", blocks.size(), time);
        List<Transaction> transactions = new ArrayList<>(List.of(template.coinbase()));
        transactions.addAll(payments);
        BlockHeader header = template.header();
        header = new BlockHeader(
                header.version(),
                header.prevBlock(),
                MerkleTree.of(transactions.stream().map(tx -> tx.txid().hash()).toList())
                        .root(),
                header.time(),
                header.bits(),
                0);
        Block block = new Block(solve(header, template.target()), transactions);
        BlockResult result = chain.acceptBlock(block, time);
        if (result.outcome() != BlockResult.Outcome.ACCEPTED) {
            throw new IllegalStateException("a block made for measuring is wrong: " + result);
        }
        blocks.add(block);
    }

    private static BlockHeader solve(BlockHeader start, Target target) {
        BlockHeader header = start;
        while (!target.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return header;
    }
}
