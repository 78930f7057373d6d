package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockLimits;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SecretBranch;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment on faults of Bitcoin's history, tried on nodes that have the rules made since: the overflow of August 2010;
 * the fork of March 2013, when one version had a limit that was no rule, as one node here has; and that of July 2015 by miners
 * who didn't check blocks.
 */
public final class History implements Experiment {
    private static final int NODES = 3;
    private static final String SEOUL = "Seoul";
    private static final String BUSAN = "Busan";
    private static final String JEJU = "Jeju";

    /** What went into the payment of block 74,638, and each of its two outputs. */
    private static final Amount INPUT = Amount.parseCoins("0.5");

    private static final Amount HUGE = new Amount(9_223_372_036_854_277_039L);
    /** Each less than all the coins there will be, both together more. */
    private static final Amount LARGE = Amount.ofCoins(15_000_000);

    /** What Jeju's node can keep track of in a block, as those before version 0.8 could of some thousands. */
    private static final int JEJUS_LIMIT = 20;

    private static final int MANY_PAYMENTS = 24;
    private static final Amount SMALL = Amount.parseCoins("0.01");
    private static final Amount FEE = new Amount(10_000);

    /** The version that a miner of July 2015 still wrote. */
    private static final int OLD_VERSION = 2;

    private final ExperimentContext context;
    private @Nullable HeaderNode fork;
    /** Whether the nodes stand on two chains. */
    private boolean parted;

    /** An experiment that reports to this context. */
    public History(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "overflow",
                        "a payment of two outputs whose sum wraps around 64 bits, in a block, as in August 2010",
                        List.of("to=NODE (Busan)")),
                new Command(
                        "sum",
                        "the same with two outputs that are each possible, and together more than there will ever be",
                        List.of("to=NODE (Busan)")),
                new Command(
                        "limit",
                        "a block touches more than one node has a limit for, as for old versions in March 2013",
                        List.of()),
                new Command("yield", "the miners go to the chain that every version accepts", List.of()),
                new Command(
                        "version",
                        "a block of an old version, and blocks that were built on it unchecked, as in July 2015",
                        List.of("to=NODE (Busan)", "blocks=N on top (2)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "overflow" -> pay(arguments, "lab.overflow", HUGE);
            case "sum" -> pay(arguments, "lab.tooMuch", LARGE);
            case "limit" -> limit(arguments);
            case "yield" -> limitByOldNodes(arguments);
            case "version" -> version(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private LabNetwork network() throws InterruptedException {
        return new LabNetwork(
                context,
                context.sandbox(
                        NODES,
                        (node, usual) -> node.equals(JEJU)
                                ? usual.withLimits(usual.limits().withTouched(JEJUS_LIMIT))
                                : usual));
    }

    private Node receiver(Arguments arguments, String... more) throws InterruptedException {
        List<String> names = new ArrayList<>(List.of(more));
        names.add("to");
        arguments.allow(names.toArray(new String[0]));
        return network().node(arguments.text("to").orElse(BUSAN));
    }

    // ------------------------------------------------------------------------------------------- 2010

    /** A payment whose two outputs are more than its input, in a block with all its work. */
    private void pay(Arguments arguments, String sent, Amount each) throws InterruptedException {
        Node to = receiver(arguments);
        context.hide("chain", "verdict", "sum", "limit");
        SingleKeyPayer somebody = SingleKeyPayer.generate(context.random());
        SingleKeyPayer.Money coin = network().fund(somebody, INPUT);
        Transaction tx = somebody.spend(
                coin.outPoint(), List.of(new TxOut(each, somebody.script()), new TxOut(each, somebody.script())));
        // On purpose as 64 bits do it: beyond the largest number it goes on at the smallest.
        long sum = each.satoshis() + each.satoshis();
        String wrapped = CoinText.text(new Amount(sum));
        context.show(
                "sum",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.input", CoinText.text(coin.amount())),
                        Panel.Value.of("lab.firstOutput", CoinText.text(each)),
                        Panel.Value.of("lab.secondOutput", CoinText.text(each)),
                        Panel.Value.lit("lab.sum64", wrapped))));
        context.see("sum", "input", CoinText.text(coin.amount()), "each", CoinText.text(each), "in64bits", wrapped);
        Attacker attacker = new Attacker(context, network().sandbox());
        List<Block> branch =
                SecretBranch.mine(context, attacker, LabNetwork.tip(to), 1, somebody.script(), to, List.of(tx));
        context.judge(to.name(), sent, attacker.send(to, branch.get(0)));
    }

    // ------------------------------------------------------------------------------------------- 2013

    private void limit(Arguments arguments) throws InterruptedException {
        arguments.allow();
        if (parted) {
            letJejuWin();
        }
        context.hide("verdict", "sum", "limit");
        LabNetwork lab = network();
        Node jeju = lab.node(JEJU);
        payOften(lab);
        HeaderNode parent = LabNetwork.tip(lab.node(BUSAN));
        fork = parent;
        context.waitFor("mining 1 3");
        long since = lab.now();
        Block block = lab.mine(lab.node(BUSAN), SEOUL, BUSAN);
        parted = true;
        context.await("Jeju judges the block", () -> refusal(lab, jeju, since).isPresent());
        // It would drop each peer that speaks of that block, again and again.
        lab.cut(JEJU, SEOUL);
        lab.cut(JEJU, BUSAN);
        context.see(
                "limit",
                "node",
                JEJU,
                "touched",
                BlockLimits.touchedBy(block.transactions()),
                "most",
                jeju.params().limits().touched());
        context.show(
                "limit",
                new Panel.Values(List.of(
                        Panel.Value.lit("lab.touchedByBlock", BlockLimits.touchedBy(block.transactions())),
                        Panel.Value.of(
                                "lab.touchedAtMost", jeju.params().limits().touched()))));
        context.judge(JEJU, "lab.wideBlock", refusal(lab, jeju, since));
        context.waitFor("mining 2 3");
        lab.mine(lab.node(SEOUL), SEOUL, BUSAN);
        context.waitFor("mining 3 3");
        lab.sandbox().mine(jeju, jeju.faucetWallet().scriptPubKey());
        context.waitFor("");
        showBranches("");
        context.see(
                "tips",
                "count",
                lab.nodes().stream()
                        .map(node -> LabNetwork.tip(node).hash())
                        .distinct()
                        .count(),
                "new",
                LabNetwork.tip(lab.node(SEOUL)).height(),
                "old",
                LabNetwork.tip(jeju).height());
    }

    /** As many payments, each of a coin of its own, as make a block touch more than Jeju can. */
    private void payOften(LabNetwork lab) throws InterruptedException {
        context.waitFor("payments");
        SingleKeyPayer crowd = SingleKeyPayer.generate(context.random());
        List<Txid> made = new ArrayList<>();
        for (SingleKeyPayer.Money coin : Filling.coins(lab, crowd, MANY_PAYMENTS, SMALL)) {
            Transaction payment = crowd.pay(coin, crowd.script(), FEE);
            LabNetwork.submit(lab.node(BUSAN), payment).ifPresent(why -> {
                throw new IllegalStateException("the lab's payment was refused: " + why);
            });
            made.add(payment.txid());
        }
        for (Txid txid : made) {
            lab.awaitWaiting(txid, SEOUL, BUSAN, JEJU);
        }
    }

    private static Optional<String> refusal(LabNetwork lab, Node node, long since) {
        return lab.events(node, since)
                .flatMap(event -> event.body() instanceof LoggedEvent.Refused refused
                        ? Optional.of(refused.reason()).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    private void limitByOldNodes(Arguments arguments) throws InterruptedException {
        arguments.allow();
        context.hide("verdict", "sum", "limit");
        if (!parted) {
            limit(arguments);
        }
        LabNetwork lab = network();
        Node jeju = lab.node(JEJU);
        Node seoul = lab.node(SEOUL);
        long since = lab.now();
        List<Panel.Card> before = branches("");
        letJejuWin();
        for (Node node : List.of(seoul, lab.node(BUSAN))) {
            lab.events(node, since)
                    .flatMap(event -> event.body() instanceof LoggedEvent.Reorg reorg
                            ? Optional.of(reorg).stream()
                            : Optional.<LoggedEvent.Reorg>empty().stream())
                    .findFirst()
                    .ifPresent(reorg -> context.see(
                            "reorg",
                            "node",
                            node.name(),
                            "disconnected",
                            reorg.disconnected(),
                            "connected",
                            reorg.connected()));
        }
        List<Panel.Card> cards = new ArrayList<>(before.stream()
                .filter(card -> card.row() == 0)
                .map(card -> card.height() > base().height() ? lost(card) : card)
                .toList());
        addBranch(cards, 1, jeju);
        context.show("chain", new Panel.Chain(cards));
        context.see("agreed", "nodes", NODES, "height", LabNetwork.tip(jeju).height());
    }

    /** Jeju's chain becomes the longer one, and the others hear of it. */
    private void letJejuWin() throws InterruptedException {
        LabNetwork lab = network();
        Node jeju = lab.node(JEJU);
        int more =
                LabNetwork.tip(lab.node(SEOUL)).height() - LabNetwork.tip(jeju).height() + 1;
        for (int i = 1; i <= more; i++) {
            context.waitFor("mining " + i + " " + more);
            lab.sandbox().mine(jeju, jeju.faucetWallet().scriptPubKey());
        }
        context.waitFor("");
        Attacker deliverer = new Attacker(context, lab.sandbox());
        List<Block> branch = Sandbox.blocksFrom(jeju, base().height() + 1);
        for (String name : List.of(SEOUL, BUSAN)) {
            Optional<String> refused = deliverer.deliver(lab.node(name), branch);
            if (refused.isPresent()) {
                throw new IllegalStateException(name + " refuses Jeju's chain: " + refused.get());
            }
        }
        lab.awaitTip(LabNetwork.tip(jeju).hash(), lab.nodes());
        lab.heal(JEJU, SEOUL);
        lab.heal(JEJU, BUSAN);
        parted = false;
    }

    private static Panel.Card lost(Panel.Card card) {
        return new Panel.Card(card.row(), card.height(), card.hash(), card.prev(), card.payments(), "lost", List.of());
    }

    private HeaderNode base() {
        HeaderNode known = fork;
        if (known == null) {
            throw new IllegalStateException("the chain hasn't forked");
        }
        return known;
    }

    private void showBranches(String mark) throws InterruptedException {
        context.show("chain", new Panel.Chain(branches(mark)));
    }

    private List<Panel.Card> branches(String mark) throws InterruptedException {
        LabNetwork lab = network();
        List<Panel.Card> cards = new ArrayList<>();
        Sandbox.blockAt(lab.node(SEOUL), base().height())
                .ifPresent(block -> cards.add(lab.card(0, base().height(), block, mark)));
        addBranch(cards, 0, lab.node(SEOUL));
        addBranch(cards, 1, lab.node(JEJU));
        return cards;
    }

    private void addBranch(List<Panel.Card> cards, int row, Node node) throws InterruptedException {
        int height = base().height();
        for (Block block : Sandbox.blocksFrom(node, base().height() + 1)) {
            height++;
            cards.add(network().card(row, height, block, ""));
        }
    }

    // ------------------------------------------------------------------------------------------- 2015

    private void version(Arguments arguments) throws InterruptedException {
        Node to = receiver(arguments, "blocks");
        int blocks = arguments.number("blocks", 2, 1, 5);
        context.hide("chain", "verdict", "sum", "limit");
        Attacker attacker = new Attacker(context, network().sandbox());
        HeaderNode tip = LabNetwork.tip(to);
        SingleKeyPayer miner = SingleKeyPayer.generate(context.random());
        Block good = SecretBranch.mine(context, attacker, tip, 1, miner.script(), to, List.of())
                .get(0);
        List<Block> branch = new ArrayList<>(List.of(attacker.mined(ofOldVersion(good))));
        BlockHeader like = good.header();
        for (int i = 1; i <= blocks; i++) {
            context.waitFor("mining " + i + " " + blocks);
            // A miner here has looked at the hash of the block before, and at nothing else of it.
            branch.add(attacker.emptyOn(
                    branch.get(i - 1).hash(),
                    tip.height() + 1 + i,
                    like.time() + (long) i * to.params().targetSpacing(),
                    like.bits(),
                    miner.script(),
                    to));
        }
        context.waitFor("");
        List<Panel.Card> cards = new ArrayList<>();
        LabNetwork lab = network();
        Sandbox.blockAt(to, tip.height()).ifPresent(block -> cards.add(lab.card(0, tip.height(), block, "")));
        for (int i = 0; i < branch.size(); i++) {
            BlockHash hash = branch.get(i).hash();
            cards.add(new Panel.Card(
                    0,
                    tip.height() + 1 + i,
                    hash.toDisplay(),
                    branch.get(i).header().prevBlock().toDisplay(),
                    0,
                    "stale",
                    List.of()));
        }
        Optional<String> reason = attacker.send(to, branch.get(0));
        context.show("chain", new Panel.Chain(cards));
        context.judge(to.name(), "lab.oldVersion", reason);
        context.see("lost", "blocks", branch.size());
    }

    private static Block ofOldVersion(Block block) {
        BlockHeader header = block.header();
        return new Block(
                new BlockHeader(OLD_VERSION, header.prevBlock(), header.merkleRoot(), header.time(), header.bits(), 0),
                block.transactions());
    }
}
