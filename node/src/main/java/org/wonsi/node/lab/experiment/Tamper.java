package org.wonsi.node.lab.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.tamper.MerkleLevels;
import org.wonsi.lab.tamper.TamperedBlock;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.Forgery;
import org.wonsi.node.lab.actor.RoomTabs;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 3: an amount in an old block is changed. The link to the next block snaps, and a real node refuses
 * the forgery three times: for its root, for its lack of work, and, when all the work is redone, for the signature of the
 * payment.
 */
public final class Tamper implements Experiment {
    private static final int NODES = 3;
    private static final int LEAST_PAYMENTS = 3;
    private static final int BLOCKS_AFTER = 4;
    private static final Amount SMALL = Amount.parseCoins("1.25");
    private static final Amount USUAL_GAIN = Amount.ofCoins(900);

    private final ExperimentContext context;
    private @Nullable TamperedBlock forged;
    private int height;

    /** An experiment that reports to this context. */
    public Tamper(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "edit",
                        "changes an output of a payment in an old block",
                        List.of(
                                "block=HEIGHT (tip-4)",
                                "payment=N (one that no other of the block spends from)",
                                "output=N (0)",
                                "amount=COINS (900 more)")),
                new Command("follow", "follows the change up to the block's hash, and to the broken link", List.of()),
                new Command(
                        "send", "sends the forged block to a node, under its old header", List.of("to=NODE (Busan)")),
                new Command("repair", "puts the new root into the header, and sends that", List.of("to=NODE (Busan)")),
                new Command(
                        "redo",
                        "pays the output to the attacker instead, redoes the work of this block and all after it until the"
                                + " branch is longer, and sends that",
                        List.of("to=NODE (Busan)")),
                new Command(
                        "phones",
                        "sends all phones of the room an old block in which a payment was rewritten, under its own header",
                        List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "edit" -> edit(arguments);
            case "follow" -> follow(arguments);
            case "send" -> send(arguments);
            case "repair" -> repair(arguments);
            case "redo" -> redo(arguments);
            case "phones" -> {
                arguments.allow();
                phones();
            }
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- edit

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    private Node node() throws InterruptedException {
        return sandbox().nodes().get(0);
    }

    private void edit(Arguments arguments) throws InterruptedException {
        arguments.allow("block", "payment", "output", "amount");
        Node node = node();
        int at = arguments.height("block", "tip-" + BLOCKS_AFTER, tip(node).height());
        Block block = blockAt(node, at);
        if (block.transactions().size() <= LEAST_PAYMENTS || tip(node).height() - at < 1) {
            at = prepare(node);
            block = blockAt(node, at);
        }
        int payment = arguments.number(
                "payment", unspentPayment(block), 1, block.transactions().size() - 1);
        int output = arguments.number(
                "output", 0, 0, block.transactions().get(payment).outputs().size() - 1);
        Amount old = block.transactions().get(payment).outputs().get(output).value();
        Amount amount = arguments.coins("amount", old.plus(USUAL_GAIN));
        forged = TamperedBlock.of(block, payment, output, amount, Optional.empty());
        height = at;
        context.hide("merkle", "header", "link", "verdict", "cost", "phones");
        showChain("");
        showPayment(false);
        context.see(
                "edited",
                "height",
                at,
                "payment",
                payment,
                "output",
                output,
                "old",
                CoinText.text(old),
                "new",
                CoinText.text(amount));
    }

    /** The last payment that no other of the block spends from: else those would be refused first, for a coin that is gone. */
    private static int unspentPayment(Block block) {
        List<Transaction> transactions = block.transactions();
        int payment = transactions.size() - 1;
        while (payment > 1 && isSpentIn(transactions, transactions.get(payment).txid())) {
            payment--;
        }
        return payment;
    }

    private static boolean isSpentIn(List<Transaction> transactions, Txid txid) {
        return transactions.stream()
                .flatMap(tx -> tx.inputs().stream())
                .anyMatch(input -> input.prevout().txid().equals(txid));
    }

    /** A block with payments, and some on top of it; for a chain that has none yet. */
    private int prepare(Node node) throws InterruptedException {
        context.waitFor("payments");
        List<Node> nodes = sandbox().nodes();
        for (int i = 0; i < LEAST_PAYMENTS; i++) {
            Script to = nodes.get((i + 1) % nodes.size()).faucetWallet().scriptPubKey();
            FaucetWallet.Payment paid =
                    Sandbox.answer(nodes.get(i % nodes.size()).faucetWallet().pay(to, SMALL));
            if (!(paid instanceof FaucetWallet.Paid made)) {
                throw new IllegalStateException("the lab can't make its payments: " + paid);
            }
            context.await(
                    "the payment reaches " + node.name(),
                    () -> node.snapshot().mempool().stream()
                            .anyMatch(entry ->
                                    entry.txid().equals(made.transaction().txid())));
        }
        for (int i = 0; i <= BLOCKS_AFTER; i++) {
            context.waitFor("mining " + (i + 1) + " " + (BLOCKS_AFTER + 1));
            sandbox().mine(node, node.faucetWallet().scriptPubKey());
        }
        context.await("the lab's nodes agree", sandbox()::agrees);
        context.waitFor("");
        return tip(node).height() - BLOCKS_AFTER;
    }

    private static HeaderNode tip(Node node) {
        return node.snapshot().tip();
    }

    private static Block blockAt(Node node, int height) {
        return Sandbox.blockAt(node, height).orElseThrow();
    }

    /** What was changed; the usual change if nothing was yet. */
    private TamperedBlock forged() throws InterruptedException {
        if (forged == null) {
            edit(new Arguments(java.util.Map.of()));
        }
        TamperedBlock known = forged;
        if (known == null) {
            throw new IllegalStateException("nothing was changed");
        }
        return known;
    }

    // ------------------------------------------------------------------------------------------- follow

    private void follow(Arguments arguments) throws InterruptedException {
        arguments.allow();
        TamperedBlock block = forged();
        context.hide("payment", "verdict", "cost");
        showChain("broken");
        showHeader(block);
        showTree(block);
        showPayment(true);
        showLink(block);
        context.see(
                "path",
                "txid",
                block.changed().txid().toDisplay(),
                "root",
                block.header().merkleRoot().toDisplay(),
                "hash",
                block.header().hash().toDisplay());
        context.see("link", "broken", height + "-" + (height + 1));
    }

    private void showChain(String mark) throws InterruptedException {
        TamperedBlock block = forged();
        List<Panel.Card> cards = new ArrayList<>();
        int from = Math.max(0, height - 1);
        for (Block each : Sandbox.blocksFrom(node(), from).stream().limit(5).toList()) {
            int at = from + cards.size();
            boolean isForged = at == height;
            String hash = isForged && !mark.isEmpty()
                    ? block.header().hash().toDisplay()
                    : each.hash().toDisplay();
            cards.add(new Panel.Card(
                    0,
                    at,
                    hash,
                    each.header().prevBlock().toDisplay(),
                    each.transactions().size() - 1,
                    isForged ? "edited" : at == height + 1 ? mark : "",
                    List.of()));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private void showPayment(boolean withId) throws InterruptedException {
        TamperedBlock block = forged();
        List<Panel.Value> rows = new ArrayList<>();
        for (int i = 0; i < block.changed().outputs().size(); i++) {
            String old = CoinText.text(block.before().outputs().get(i).value());
            String now = CoinText.text(block.changed().outputs().get(i).value());
            rows.add(
                    i == block.output() && !old.equals(now)
                            ? Panel.Value.changed("lab.amount", old, now)
                            : Panel.Value.of("lab.unchanged", now));
            String receiver = address(block.changed().outputs().get(i));
            String before = address(block.before().outputs().get(i));
            if (!receiver.equals(before)) {
                rows.add(Panel.Value.changed("lab.receiver", before, receiver));
            }
        }
        if (withId) {
            rows.add(Panel.Value.changed(
                    "lab.txid",
                    block.before().txid().toDisplay(),
                    block.changed().txid().toDisplay()));
        }
        context.show("payment", new Panel.Values(rows));
    }

    private String address(TxOut output) {
        ChainParams params = context.seminarNodes().get(0).params();
        return Address.ofScript(output.scriptPubKey(), params)
                .map(Address::toString)
                .orElse("");
    }

    private void showTree(TamperedBlock block) {
        MerkleLevels tree = MerkleLevels.of(block.transactions());
        List<List<Panel.Hash>> levels = new ArrayList<>();
        for (int level = tree.levels().size() - 1; level >= 0; level--) {
            List<Panel.Hash> row = new ArrayList<>();
            List<Hash256> hashes = tree.levels().get(level);
            for (int i = 0; i < hashes.size(); i++) {
                boolean lit = MerkleLevels.isOnPath(block.payment(), level, i);
                row.add(new Panel.Hash(hashes.get(i).toDisplay(), lit ? "lit" : ""));
            }
            levels.add(row);
        }
        context.show("merkle", new Panel.Merkle(levels));
    }

    private void showHeader(TamperedBlock block) {
        BlockHeader old = block.original().header();
        context.show(
                "header",
                new Panel.Values(List.of(
                        Panel.Value.of("field.version", String.format(Locale.ROOT, "0x%08x", old.version())),
                        Panel.Value.of("field.prev", old.prevBlock().toDisplay()),
                        Panel.Value.changed(
                                "field.root",
                                old.merkleRoot().toDisplay(),
                                block.header().merkleRoot().toDisplay()),
                        Panel.Value.of("field.time", old.time()),
                        Panel.Value.of("field.bits", String.format(Locale.ROOT, "%08x", old.bits())),
                        Panel.Value.of("field.nonce", old.nonce()))));
    }

    private void showLink(TamperedBlock block) {
        context.show(
                "link",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.nextSays", block.original().hash().toDisplay()),
                        Panel.Value.lit("lab.isNow", block.header().hash().toDisplay()))));
    }

    private void showCost(TamperedBlock block) throws InterruptedException {
        int blocks = tip(node()).height() - height + 1;
        BigInteger tries =
                new CompactTarget(block.original().header().bits()).work().hashes();
        double rate = Math.max(
                1,
                context.seminarNodes().stream()
                        .mapToDouble(node -> node.miner().status().hashRate())
                        .sum());
        double seconds = blocks * tries.doubleValue() / rate;
        context.show(
                "cost",
                new Panel.BigNumber(
                        String.format(Locale.ROOT, "%.0f", seconds),
                        "unit.seconds",
                        List.of(
                                Panel.Value.of("lab.blocks", blocks),
                                Panel.Value.of("lab.triesEach", tries),
                                Panel.Value.of("lab.roomRate", Math.round(rate)))));
    }

    // ------------------------------------------------------------------------------------------- send

    /** A block of the room itself, which every phone has: its node says that it was always so. */
    private void phones() throws InterruptedException {
        new RoomTabs(context).send(node -> {
            int tip = tip(node).height();
            if (tip == 0) {
                throw new IllegalArgumentException("the room's chain has no block yet that could be rewritten");
            }
            return Forgery.rewritten(blockAt(node, Math.max(1, tip - BLOCKS_AFTER)));
        });
    }

    private Node receiver(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        return sandbox().node(arguments.text("to").orElse("Busan"));
    }

    private void send(Arguments arguments) throws InterruptedException {
        TamperedBlock block = forged();
        Node to = receiver(arguments);
        context.hide("payment", "cost");
        context.judge(to.name(), "lab.forgedBody", new Attacker(context, sandbox()).send(to, block.underOldHeader()));
    }

    private void repair(Arguments arguments) throws InterruptedException {
        TamperedBlock block = forged();
        Node to = receiver(arguments);
        context.hide("payment", "link");
        context.judge(to.name(), "lab.newRoot", new Attacker(context, sandbox()).send(to, block.underNewHeader()));
        showCost(block);
    }

    // ------------------------------------------------------------------------------------------- redo

    private void redo(Arguments arguments) throws InterruptedException {
        TamperedBlock edited = forged();
        Node to = receiver(arguments);
        // A raised amount would already fail on its sum; so the amount is kept, and only the receiver is another.
        Script mine = StandardScript.payToPublicKeyHash(
                PrivateKey.generate(context.random()).publicKey(true).hash160());
        Amount kept = edited.before().outputs().get(edited.output()).value();
        TamperedBlock stolen =
                TamperedBlock.of(edited.original(), edited.payment(), edited.output(), kept, Optional.of(mine));
        forged = stolen;
        context.hide("header", "merkle", "link", "verdict");
        showPayment(true);
        showCost(stolen);
        Attacker attacker = new Attacker(context, sandbox());
        long begun = System.nanoTime();
        List<Block> branch = branch(attacker, stolen, mine);
        String seconds = String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e9);
        showBranches(branch, "new");
        context.see("redone", "blocks", branch.size(), "seconds", seconds, "tries", attacker.tries());
        Optional<String> reason = attacker.deliver(to, branch);
        showBranches(branch, reason.isPresent() ? "stale" : "new");
        context.judge(to.name(), "lab.redoneBranch", reason);
    }

    /** The forged block and one more than all that stand on the true one, so that the branch has more work. */
    private List<Block> branch(Attacker attacker, TamperedBlock stolen, Script payTo) throws InterruptedException {
        Node node = node();
        HeaderNode tip = tip(node);
        List<Block> branch = new ArrayList<>();
        int blocks = tip.height() - height + 2;
        context.waitFor("mining 1 " + blocks);
        branch.add(attacker.mined(stolen.underNewHeader()));
        while (branch.size() < blocks) {
            context.waitFor("mining " + (branch.size() + 1) + " " + blocks);
            int at = height + branch.size();
            BlockHash prev = branch.get(branch.size() - 1).hash();
            // Stamped as the blocks it replaces, so that the same targets are required of it.
            BlockHeader like = at <= tip.height() ? tip.ancestor(at).header() : tip.header();
            long time = at <= tip.height()
                    ? like.time()
                    : like.time() + node.params().targetSpacing();
            long bits = at <= tip.height()
                    ? like.bits()
                    : HeaderRules.requiredBits(tip, node.params()).bits();
            branch.add(attacker.emptyOn(prev, at, time, bits, payTo, node));
        }
        context.waitFor("");
        return branch;
    }

    private void showBranches(List<Block> branch, String mark) throws InterruptedException {
        List<Panel.Card> cards = new ArrayList<>();
        int from = Math.max(0, height - 1);
        List<Block> honest = Sandbox.blocksFrom(node(), from);
        for (int i = 0; i < honest.size(); i++) {
            cards.add(card(0, from + i, honest.get(i), ""));
        }
        for (int i = 0; i < branch.size(); i++) {
            cards.add(card(1, height + i, branch.get(i), i == 0 ? "edited" : mark));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private static Panel.Card card(int row, int height, Block block, String mark) {
        return new Panel.Card(
                row,
                height,
                block.hash().toDisplay(),
                block.header().prevBlock().toDisplay(),
                block.transactions().size() - 1,
                mark,
                List.of());
    }
}
