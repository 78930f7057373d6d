package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.paper.DiskSpace;
import org.wonsi.lab.paper.StubbedBlock;
import org.wonsi.lab.real.LoneBlock;
import org.wonsi.lab.real.ShippedBlocks;
import org.wonsi.lab.tamper.MerkleLevels;
import org.wonsi.node.lab.actor.ExperimentKey;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;
import org.wonsi.node.store.query.Spend;

/**
 * The experiment of lesson 7: of a block whose coins were mostly spent, the spent transactions are left out. Which those are,
 * the node's database says; that the root stays, the hashes.
 */
public final class Pruning implements Experiment {
    private static final int PAYMENTS = 7;
    private static final int SPENT = 6;
    private static final int MOST_ROWS = 8;
    private static final int BITCOIN_SPACING = 600;
    private static final Amount STAKE = Amount.ofCoins(7);
    private static final Amount PAYMENT = Amount.parseCoins("0.25");

    private final ExperimentContext context;
    private int prepared;
    private @Nullable Block chosen;
    private int height;

    /** An experiment that reports to this context. */
    public Pruning(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "block",
                        "shows a block, and which of its transactions are spent",
                        List.of("block=HEIGHT (one whose payments were spent since)")),
                new Command("stub", "leaves the spent ones out", List.of()),
                new Command(
                        "bitcoin",
                        "the same on Bitcoin's block 413,567: without what it spent itself, and without all but one payment",
                        List.of("keep=N (1), the payment that is left")),
                new Command(
                        "year", "what the headers of a year take", List.of("spacing=SECONDS between blocks (600)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "block" -> block(arguments);
            case "stub" -> stub(arguments);
            case "bitcoin" -> bitcoin(arguments);
            case "year" -> year(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private Node node() throws InterruptedException {
        return context.sandbox(1).nodes().get(0);
    }

    // ------------------------------------------------------------------------------------------- block

    private void block(Arguments arguments) throws InterruptedException {
        arguments.allow("block");
        Node node = node();
        if (arguments.text("block").isPresent()) {
            height = arguments.height("block", "tip", node.snapshot().tip().height());
        } else {
            height = prepared == 0 ? prepare(node) : prepared;
        }
        Block block =
                node.queries().read(q -> q.hashAt(height).flatMap(q::body)).orElseThrow();
        chosen = block;
        Set<Integer> spent = spent(node, block);
        StubbedBlock whole = new StubbedBlock(block, Set.of());
        context.hide("merkle", "size", "root", "real", "one", "year", "headers");
        showTree("tree", whole);
        showSpent(node, block);
        context.see(
                "block",
                "height",
                height,
                "transactions",
                block.transactions().size(),
                "bytes",
                whole.bytesBefore(),
                "spent",
                spent.size());
    }

    /** A block with seven payments, six of which are spent in the next one; its height. */
    private int prepare(Node node) throws InterruptedException {
        context.waitFor("payments");
        ExperimentKey owner = ExperimentKey.make(context.random(), node.params());
        ExperimentKey.Held stake = owner.fund(node, STAKE);
        Amount each = new Amount((STAKE.satoshis() - ExperimentKey.FEE.satoshis()) / PAYMENTS);
        List<org.wonsi.core.tx.TxOut> parts = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            parts.add(owner.paid(each));
        }
        Transaction fan = ExperimentKey.sign(List.of(stake), parts);
        ExperimentKey.submit(node, fan);
        mine(node, 1);
        for (int i = 0; i < PAYMENTS; i++) {
            Amount change = each.minus(PAYMENT).minus(ExperimentKey.FEE);
            ExperimentKey.submit(
                    node,
                    ExperimentKey.sign(
                            List.of(owner.coinOf(fan, i)), List.of(owner.paid(PAYMENT), owner.paid(change))));
        }
        Block full = mine(node, 2);
        int found = node.snapshot().tip().height();
        for (int i = 1; i <= SPENT; i++) {
            Transaction tx = full.transactions().get(i);
            List<ExperimentKey.Held> coins = List.of(owner.coinOf(tx, 0), owner.coinOf(tx, 1));
            Amount all = coins.get(0).value().plus(coins.get(1).value());
            ExperimentKey.submit(node, ExperimentKey.sign(coins, List.of(owner.paid(all.minus(ExperimentKey.FEE)))));
        }
        mine(node, 3);
        context.waitFor("");
        prepared = found;
        return found;
    }

    private Block mine(Node node, int which) throws InterruptedException {
        context.waitFor("mining " + which + " 3");
        Block block = context.sandbox(1).mine(node, node.faucetWallet().scriptPubKey());
        context.await("the block is the tip", () -> node.snapshot().tip().hash().equals(block.hash()));
        return block;
    }

    /** The indexes of the transactions all of whose outputs were spent, as the database knows. */
    private static Set<Integer> spent(Node node, Block block) {
        Set<Integer> spent = new HashSet<>();
        for (int i = 0; i < block.transactions().size(); i++) {
            Transaction tx = block.transactions().get(i);
            if (spends(node, tx).size() == tx.outputs().size()) {
                spent.add(i);
            }
        }
        return spent;
    }

    private static List<Spend> spends(Node node, Transaction tx) {
        List<Spend> spends = new ArrayList<>();
        for (int i = 0; i < tx.outputs().size(); i++) {
            OutPoint output = new OutPoint(tx.txid(), i);
            node.queries().read(q -> q.spend(output)).ifPresent(spends::add);
        }
        return spends;
    }

    private void showSpent(Node node, Block block) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_ROWS, block.transactions().size()); i++) {
            Transaction tx = block.transactions().get(i);
            List<Spend> spends = spends(node, tx);
            boolean gone = spends.size() == tx.outputs().size();
            rows.add(List.of(
                    String.valueOf(i),
                    String.valueOf(tx.size()),
                    spends.size() + " / " + tx.outputs().size(),
                    gone ? "lab.spentAll" : "lab.spentNot"));
        }
        context.show(
                "spent",
                new Panel.Table(List.of("lab.number", "lab.bytes", "lab.outputsSpent", "lab.neededStill"), rows, -1));
    }

    private void showTree(String panel, StubbedBlock stubbed) {
        MerkleLevels tree = MerkleLevels.of(stubbed.block().transactions());
        List<List<StubbedBlock.State>> states = stubbed.states();
        List<List<Panel.Hash>> levels = new ArrayList<>();
        for (int level = states.size() - 1; level >= 0; level--) {
            List<Panel.Hash> row = new ArrayList<>();
            for (int i = 0; i < states.get(level).size(); i++) {
                String hash = tree.levels().get(level).get(i).toDisplay();
                row.add(new Panel.Hash(
                        hash,
                        switch (states.get(level).get(i)) {
                            case KEPT -> "";
                            case STUB -> "given";
                            case CUT -> "cut";
                        }));
            }
            levels.add(row);
        }
        context.show(panel, new Panel.Merkle(levels));
    }

    // ------------------------------------------------------------------------------------------- stub

    private void stub(Arguments arguments) throws InterruptedException {
        arguments.allow();
        if (chosen == null) {
            block(new Arguments(java.util.Map.of()));
        }
        Block block = chosen;
        if (block == null) {
            throw new IllegalStateException("no block was chosen");
        }
        StubbedBlock stubbed = new StubbedBlock(block, spent(node(), block));
        context.hide("tree", "spent", "real", "one", "year", "headers");
        showTree("merkle", stubbed);
        int transactions = block.transactions().size();
        int kept = transactions - stubbed.leftOut().size();
        context.show(
                "size",
                new Panel.BigNumber(
                        String.valueOf(stubbed.bytesAfter()),
                        "lab.bytes",
                        List.of(
                                Panel.Value.of("lab.bytesBefore", stubbed.bytesBefore()),
                                Panel.Value.of("lab.header", BlockHeader.SIZE),
                                Panel.Value.of("lab.keptTransactions", kept + " / " + transactions),
                                Panel.Value.of("lab.stubs", stubbed.stubs() + " × 32"))));
        context.show(
                "root",
                new Panel.Values(List.of(
                        Panel.Value.of(
                                "lab.rootInHeader", block.header().merkleRoot().toDisplay()),
                        Panel.Value.lit("lab.rootComputed", stubbed.root().toDisplay()))));
        boolean same = stubbed.root().equals(block.header().merkleRoot());
        context.see(
                "stubbed",
                "height",
                height,
                "before",
                stubbed.bytesBefore(),
                "after",
                stubbed.bytesAfter(),
                "kept",
                kept,
                "stubs",
                stubbed.stubs(),
                "root",
                same ? "unchanged" : "changed");
    }

    // ------------------------------------------------------------------------------------------- a block of Bitcoin's

    /**
     * A real block. Which of its coins were spent later, only the chain after it knows; what it spent itself, it shows. The other figure is
     * the most that can be saved while one payment is needed.
     */
    private void bitcoin(Arguments arguments) {
        arguments.allow("keep");
        Block block = Block.decode(ShippedBlocks.full());
        int transactions = block.transactions().size();
        int keep = arguments.number("keep", 1, 1, transactions - 1);
        context.hide("tree", "merkle", "spent", "size", "root", "year", "headers");
        LoneBlock lone = new LoneBlock(block, ShippedBlocks.FULL_HEIGHT, ChainParams.mainnet());
        tell("real", "lab.spentWithin", new StubbedBlock(block, lone.spentWithin()));
        Set<Integer> others = new HashSet<>();
        for (int i = 0; i < transactions; i++) {
            if (i != keep) {
                others.add(i);
            }
        }
        tell("one", "lab.leftOut", new StubbedBlock(block, others));
    }

    private void tell(String name, String what, StubbedBlock stubbed) {
        int all = stubbed.block().transactions().size();
        int leftOut = stubbed.leftOut().size();
        boolean same = stubbed.root().equals(stubbed.block().header().merkleRoot());
        context.show(
                name,
                new Panel.BigNumber(
                        String.valueOf(stubbed.bytesAfter()),
                        "lab.bytes",
                        List.of(
                                Panel.Value.of("lab.bytesBefore", stubbed.bytesBefore()),
                                Panel.Value.lit(what, leftOut + " / " + all),
                                Panel.Value.of("lab.stubs", stubbed.stubs() + " × 32"),
                                Panel.Value.of(
                                        "lab.rootComputed", stubbed.root().toDisplay()))));
        context.see(
                name,
                "height",
                ShippedBlocks.FULL_HEIGHT,
                "transactions",
                all,
                "before",
                stubbed.bytesBefore(),
                "left-out",
                leftOut,
                "stubs",
                stubbed.stubs(),
                "after",
                stubbed.bytesAfter(),
                "root",
                same ? "unchanged" : "changed");
    }

    // ------------------------------------------------------------------------------------------- year

    private void year(Arguments arguments) throws InterruptedException {
        arguments.allow("spacing");
        int spacing = arguments.number("spacing", BITCOIN_SPACING, 1, 86_400);
        Node node = node();
        long blocks = DiskSpace.headersPerYear(spacing);
        long bytes = DiskSpace.headerBytesPerYear(spacing);
        context.hide("tree", "merkle", "spent", "size", "root", "real", "one");
        context.show(
                "year",
                new Panel.BigNumber(
                        String.format(Locale.ROOT, "%.1f", bytes / 1e6),
                        "lab.megabytesYear",
                        List.of(
                                Panel.Value.of("lab.headerBytes", BlockHeader.SIZE),
                                Panel.Value.of("lab.blocksYear", blocks),
                                Panel.Value.lit("lab.bytesYear", bytes))));
        int headers = node.snapshot().tip().height() + 1;
        long blockBytes = 0;
        for (int at = 0; at < headers; at++) {
            int height = at;
            blockBytes += node.queries()
                    .read(q -> q.hashAt(height).flatMap(q::rawBlock))
                    .orElseThrow()
                    .size();
        }
        long unspent = node.queries().read(q -> q.utxoSetInfo()).outputs();
        context.show(
                "headers",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.blocks", headers),
                        Panel.Value.of("lab.blockBytes", blockBytes),
                        Panel.Value.lit("lab.headerBytesAll", (long) BlockHeader.SIZE * headers),
                        Panel.Value.of("lab.unspentOutputs", unspent))));
        context.see("headers", "spacing", spacing, "blocks", blocks, "bytes", bytes);
        context.see(
                "chain",
                "blocks",
                headers,
                "bytes",
                blockBytes,
                "headers",
                (long) BlockHeader.SIZE * headers,
                "unspent",
                unspent);
    }
}
