package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.miner.HeaderSolver;
import org.wonsi.node.runtime.Node;

/**
 * Blocks that a node could make for its own good and no node may take: made of its chain, and kept from it.
 *
 * <p>They have all the work that their headers claim, so that nothing but the broken rule speaks against them.
 */
public final class Forgery {
    private static final Amount ONE_COIN = Amount.ofCoins(1);
    private static final Amount GAIN = Amount.ofCoins(900);

    private Forgery() {}

    /**
     * The next block as the node would make it, but one that pays its miner a coin more than subsidy and fees.
     *
     * @throws InterruptedException if the thread is interrupted while it works
     */
    public static Block oneCoinTooMany(Node node) throws InterruptedException {
        HeaderSolver solver = new HeaderSolver(node.kernels());
        for (int extraNonce = 0; ; extraNonce++) {
            BlockTemplate template = template(node, extraNonce);
            Block block = template.block(0);
            Transaction coinbase = block.transactions().get(0);
            List<Transaction> transactions = new ArrayList<>(block.transactions());
            transactions.set(
                    0, withOutput(coinbase, 0, coinbase.outputs().get(0).value().plus(ONE_COIN)));
            BlockHeader header = withRoot(block.header(), transactions);
            Optional<BlockHeader> solved = solver.solve(
                    header, new CompactTarget(header.bits()).target().orElseThrow());
            if (solved.isPresent() && isTip(node, header.prevBlock())) {
                return new Block(solved.get(), transactions);
            }
            // The room found a block meanwhile: beside that one nobody would look at the coins of this one.
        }
    }

    private static BlockTemplate template(Node node, int extraNonce) throws InterruptedException {
        try {
            return node.readChain((chain, mempool) -> BlockTemplate.create(
                            chain,
                            mempool,
                            node.faucetWallet().scriptPubKey(),
                            "/" + node.name() + "/",
                            extraNonce,
                            node.clock().instant().getEpochSecond()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node can't say what its next block would be", e.getCause());
        }
    }

    private static boolean isTip(Node node, BlockHash hash) {
        return node.snapshot().tip().hash().equals(hash);
    }

    /**
     * An old block under its own header, with one amount made larger: of its last payment, or of its coinbase where it has none.
     */
    public static Block rewritten(Block old) {
        int at = old.transactions().size() - 1;
        Transaction payment = old.transactions().get(at);
        List<Transaction> transactions = new ArrayList<>(old.transactions());
        transactions.set(
                at, withOutput(payment, 0, payment.outputs().get(0).value().plus(GAIN)));
        return new Block(old.header(), transactions);
    }

    private static Transaction withOutput(Transaction tx, int at, Amount amount) {
        List<TxOut> outputs = new ArrayList<>(tx.outputs());
        outputs.set(at, new TxOut(amount, outputs.get(at).scriptPubKey()));
        return new Transaction(tx.version(), tx.inputs(), outputs, tx.lockTime());
    }

    private static BlockHeader withRoot(BlockHeader header, List<Transaction> transactions) {
        return new BlockHeader(
                header.version(),
                header.prevBlock(),
                MerkleTree.of(transactions.stream().map(tx -> tx.txid().hash()).toList())
                        .root(),
                header.time(),
                header.bits(),
                0);
    }
}
