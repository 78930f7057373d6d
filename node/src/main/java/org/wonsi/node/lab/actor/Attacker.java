package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.lab.context.WirePeer;
import org.wonsi.node.miner.HeaderSolver;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * An attacker with hash power: it mines any block, valid or not, and sends it to a node over a connection of its own.
 *
 * <p>What it sends takes the same way as a stranger's block, through the sockets and every check, so that a lesson
 * shows the node's own verdict and not ours. The verdict is read from the log of events after the message was handled.
 */
public final class Attacker {
    private static final String NAME = "attacker";

    private final ExperimentContext context;
    private final Sandbox sandbox;
    private final HeaderSolver solver;

    public Attacker(ExperimentContext context, Sandbox sandbox) {
        this.context = context;
        this.sandbox = sandbox;
        this.solver = new HeaderSolver(sandbox.nodeGroup().kernels());
    }

    /** Hashes tried so far. */
    public long tries() {
        return solver.tries();
    }

    /** The block with a nonce that gives it the work its header claims. */
    public Block mined(Block block) throws InterruptedException {
        BlockHeader header = block.header();
        while (true) {
            Optional<BlockHeader> solved = solver.solve(
                    header, new CompactTarget(header.bits()).target().orElseThrow());
            if (solved.isPresent()) {
                return new Block(solved.get(), block.transactions());
            }
            // None of the 2^32 nonces met the target: another second makes another header.
            header = new BlockHeader(
                    header.version(), header.prevBlock(), header.merkleRoot(), header.time() + 1, header.bits(), 0);
        }
    }

    /** A block without payments on top of another. */
    public Block emptyOn(BlockHash prev, int height, long time, long bits, Script payTo, Node node)
            throws InterruptedException {
        return blockOn(prev, height, time, bits, payTo, List.of(), node);
    }

    /** A block with payments, whose fees nobody takes. */
    public Block blockOn(
            BlockHash prev, int height, long time, long bits, Script payTo, List<Transaction> payments, Node node)
            throws InterruptedException {
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(
                        OutPoint.NULL,
                        CoinbaseTag.script(
                                height, "/" + NAME + "/", context.random().nextInt(1 << 30)),
                        TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Subsidy.at(height, node.params().halvingInterval()), payTo)),
                0);
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase));
        transactions.addAll(payments);
        return mined(new Block(
                new BlockHeader(
                        0x2000_0000,
                        prev,
                        MerkleTree.of(transactions.stream()
                                        .map(tx -> tx.txid().hash())
                                        .toList())
                                .root(),
                        time,
                        bits,
                        0),
                transactions));
    }

    /** Sends one block; what the node refused it for, or nothing if it took it. */
    public Optional<String> send(Node to, Block block) throws InterruptedException {
        long before = sandbox.nodeGroup().events().lastId();
        try (WirePeer peer = WirePeer.connect(to, NAME)) {
            peer.send(new Message.BlockMessage(block));
            peer.awaitHandled();
            return refusal(to, before);
        }
    }

    /**
     * Announces a branch by its headers, and delivers the blocks that the node then asks for.
     *
     * @return what the node refused it for, or nothing once it stands on the branch
     */
    public Optional<String> deliver(Node to, List<Block> branch) throws InterruptedException {
        long before = sandbox.nodeGroup().events().lastId();
        Map<BlockHash, Block> blocks = new HashMap<>();
        branch.forEach(block -> blocks.put(block.hash(), block));
        try (WirePeer peer = WirePeer.connect(to, NAME)) {
            peer.send(new Message.Headers(branch.stream().map(Block::header).toList()));
            BlockHash end = branch.get(branch.size() - 1).hash();
            boolean open = true;
            // What the node has, or gets from others meanwhile, it doesn't ask for.
            while (open
                    && refusal(to, before).isEmpty()
                    && !to.snapshot().tip().hash().equals(end)) {
                Optional<Message> asked =
                        peer.poll(message -> message instanceof Message.GetData || WirePeer.isEnd(message));
                open = asked.filter(WirePeer::isEnd).isEmpty();
                if (asked.isPresent() && asked.get() instanceof Message.GetData wanted) {
                    for (InventoryItem item : wanted.items()) {
                        Optional.ofNullable(blocks.get(new BlockHash(item.hash())))
                                .ifPresent(block -> peer.send(new Message.BlockMessage(block)));
                    }
                }
            }
            if (open) {
                peer.awaitHandled();
            }
            return refusal(to, before);
        }
    }

    private Optional<String> refusal(Node node, long after) {
        return sandbox.nodeGroup().events().after(after).stream()
                .filter(event -> event.node().equals(node.name()))
                .flatMap(event -> event.body() instanceof LoggedEvent.Refused refused
                        ? Optional.of(refused.reason()).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }
}
