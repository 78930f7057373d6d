package org.wonsi.node.lab.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 5: four nodes in a line are cut in two. Both halves go on, each with its own blocks and its own
 * payments; one coin is paid in both. When the link is whole again, the half with less work gives up its blocks.
 *
 * <pre>
 *   Seoul --- Busan --x-- Jeju --- Incheon
 * </pre>
 */
public final class Partition implements Experiment {
    private static final List<String> LEFT = List.of("Seoul", "Busan");
    private static final List<String> RIGHT = List.of("Jeju", "Incheon");
    static final List<String> LINE = List.of("Seoul", "Busan", "Jeju", "Incheon");
    static final String SEOUL = "Seoul";
    static final String BUSAN = "Busan";
    static final String JEJU = "Jeju";
    static final String INCHEON = "Incheon";
    private static final Amount COIN = Amount.parseCoins("5.00001");
    private static final Amount GOSSIPED = Amount.parseCoins("0.75");
    private static final Amount OWN = Amount.parseCoins("1.25");
    private static final Amount FEE = new Amount(1_000);
    private static final int MOST_BLOCKS = 4;

    /** How far the story has come: each command needs what the one before has left. */
    private static final int CONNECTED = 1;

    private static final int CUT = 2;
    private static final int MINED = 3;
    private static final int HEALED = 4;
    private static final int OVER = 5;

    private final ExperimentContext context;
    private @Nullable Story story;
    private int stepsDone;

    /** The people and the network of one run. */
    private static final class Story {
        private final LabNetwork network;
        private final SingleKeyPayer mallory;
        private final SingleKeyPayer alice;
        private final SingleKeyPayer bob;
        private final SingleKeyPayer.Money coin;
        private final List<Block> left = new ArrayList<>();
        private final List<Block> right = new ArrayList<>();
        private @Nullable Transaction own;
        private @Nullable Transaction toAlice;
        private @Nullable Transaction toBob;

        Story(
                LabNetwork network,
                SingleKeyPayer mallory,
                SingleKeyPayer alice,
                SingleKeyPayer bob,
                SingleKeyPayer.Money coin) {
            this.network = network;
            this.mallory = mallory;
            this.alice = alice;
            this.bob = bob;
            this.coin = coin;
        }
    }

    /** An experiment that reports to this context. */
    public Partition(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("gossip", "a payment is told from node to node, along a line of four", List.of()),
                new Command("cut", "cuts the line in the middle, and pays on both sides, one coin twice", List.of()),
                new Command(
                        "mine",
                        "both halves mine blocks of their own",
                        List.of("left=BLOCKS (2)", "right=BLOCKS (3), another number than left")),
                new Command("heal", "heals the link: the half with less work gives up its blocks", List.of()),
                new Command("settle", "the next block takes the payment that waits again", List.of()),
                new Command("miss", "a node misses a block, and asks for it when it hears of the next", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        if (!command.equals("mine")) {
            arguments.allow();
        }
        switch (command) {
            case "gossip" -> gossip();
            case "cut" -> cut();
            case "mine" -> mine(arguments);
            case "heal" -> heal();
            case "settle" -> settle();
            case "miss" -> miss();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- the network

    /** A network that has come as far as a step of the story, made again if it has come further. */
    private Story story(int atLeast, int atMost) throws InterruptedException {
        Story told = story;
        if (told == null || stepsDone > atMost) {
            told = begin();
        }
        if (stepsDone < CONNECTED && atLeast >= CONNECTED) {
            stepsDone = CONNECTED;
        }
        if (stepsDone < CUT && atLeast >= CUT) {
            cut();
        }
        if (stepsDone < MINED && atLeast >= MINED) {
            mine(2, 3);
        }
        if (stepsDone < HEALED && atLeast >= HEALED) {
            heal();
        }
        return told;
    }

    private Story begin() throws InterruptedException {
        story = null;
        stepsDone = 0;
        context.hide("line", "chain", "told", "nodes", "work", "messages");
        LabNetwork network = new LabNetwork(context, context.newSandbox(LEFT.size() + RIGHT.size()));
        network.cut(SEOUL, JEJU);
        network.cut(SEOUL, INCHEON);
        network.cut(BUSAN, INCHEON);
        SingleKeyPayer mallory = SingleKeyPayer.generate(context.random());
        SingleKeyPayer.Money coin = network.fund(mallory, COIN);
        SingleKeyPayer alice = SingleKeyPayer.generate(context.random());
        Story told = new Story(network, mallory, alice, SingleKeyPayer.generate(context.random()), coin);
        story = told;
        stepsDone = CONNECTED;
        context.waitFor("");
        return told;
    }

    // ------------------------------------------------------------------------------------------- gossip

    private void gossip() throws InterruptedException {
        Story told = story(CONNECTED, CONNECTED);
        LabNetwork network = told.network;
        context.hide("chain", "nodes", "work", "messages");
        long since = network.now();
        Node seoul = network.node(SEOUL);
        Transaction tx = network.pay(seoul, network.node(INCHEON).faucetWallet().scriptPubKey(), GOSSIPED);
        String txid = tx.txid().toDisplay();
        network.awaitWaiting(tx.txid(), SEOUL, BUSAN, JEJU, INCHEON);
        long begun = network.events(seoul, since)
                .filter(event -> event.body() instanceof LoggedEvent.Tx)
                .mapToLong(LoggedEvent::time)
                .min()
                .orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            LoggedEvent came = network.events(node, since)
                    .filter(event -> isReceived(event, "tx", txid))
                    .findFirst()
                    .orElseThrow();
            String from = ((LoggedEvent.Message) came.body()).peer();
            long millis = came.time() - begun;
            times.add(millis + " ms");
            rows.add(List.of("node." + from, "node." + node.name(), "inv, getdata, tx", "\"" + millis + " ms\""));
            context.see("told", "from", from, "to", node.name(), "millis", millis);
        }
        context.show("line", network.line(LINE, times));
        context.show("told", new Panel.Table(List.of("lab.from", "lab.to", "lab.messages", "lab.after"), rows, -1));
        context.see("gossip", "txid", txid, "nodes", network.nodes().size());
    }

    private static boolean isReceived(LoggedEvent event, String name, String id) {
        return event.body() instanceof LoggedEvent.Message message
                && message.direction() == LoggedEvent.Direction.RECEIVED
                && message.name().equals(name)
                && message.id().equals(Optional.of(id));
    }

    // ------------------------------------------------------------------------------------------- cut and mine

    private void cut() throws InterruptedException {
        Story told = story(CONNECTED, CONNECTED);
        LabNetwork network = told.network;
        context.hide("told", "work", "messages");
        network.cut(BUSAN, JEJU);
        showLine(told);
        context.see("cut", "link", BUSAN + "-" + JEJU);
        Transaction own = network.pay(
                network.node(SEOUL), network.node(BUSAN).faucetWallet().scriptPubKey(), OWN);
        Transaction toAlice = told.mallory.pay(told.coin, told.alice.script(), FEE);
        Transaction toBob = told.mallory.pay(told.coin, told.bob.script(), FEE);
        accepted(LabNetwork.submit(network.node(SEOUL), toAlice));
        accepted(LabNetwork.submit(network.node(INCHEON), toBob));
        network.awaitWaiting(own.txid(), SEOUL, BUSAN);
        network.awaitWaiting(toAlice.txid(), SEOUL, BUSAN);
        network.awaitWaiting(toBob.txid(), JEJU, INCHEON);
        told.own = own;
        told.toAlice = toAlice;
        told.toBob = toBob;
        stepsDone = CUT;
        context.see("waiting", "to", "Alice", "nodes", String.join(",", LEFT));
        context.see("waiting", "to", "Bob", "nodes", String.join(",", RIGHT));
        context.see("waiting", "to", BUSAN, "nodes", String.join(",", LEFT));
        showChain(told, "", "");
        showNodes(told);
    }

    private static void accepted(Optional<String> reason) {
        reason.ifPresent(why -> {
            throw new IllegalStateException("the lab's payment was refused: " + why);
        });
    }

    private void mine(Arguments arguments) throws InterruptedException {
        arguments.allow("left", "right");
        int left = arguments.number("left", 2, 1, MOST_BLOCKS);
        int right = arguments.number("right", 3, 1, MOST_BLOCKS);
        if (left == right) {
            throw new IllegalArgumentException(
                    "right is another number than left: with equal work both halves would keep their own blocks");
        }
        mine(left, right);
    }

    private void mine(int left, int right) throws InterruptedException {
        Story told = story(CUT, CUT);
        context.hide("told", "messages");
        for (int i = 0; i < Math.max(left, right); i++) {
            context.waitFor("mining " + (i + 1) + " " + Math.max(left, right));
            if (i < left) {
                told.left.add(told.network.mine(told.network.node(LEFT.get(i % 2)), SEOUL, BUSAN));
                showChain(told, "", "");
            }
            if (i < right) {
                told.right.add(told.network.mine(told.network.node(RIGHT.get(i % 2)), JEJU, INCHEON));
                showChain(told, "", "");
            }
        }
        context.waitFor("");
        stepsDone = MINED;
        showNodes(told);
        long tips = told.network.nodes().stream()
                .map(node -> LabNetwork.tip(node).hash())
                .distinct()
                .count();
        context.see("tips", "count", tips, "left", left, "right", right);
        for (String name : List.of(SEOUL, INCHEON)) {
            Node node = told.network.node(name);
            context.see(
                    "balance",
                    "node",
                    name,
                    "Alice",
                    CoinText.text(LabNetwork.received(node, told.toAlice)),
                    "Bob",
                    CoinText.text(LabNetwork.received(node, told.toBob)));
        }
    }

    // ------------------------------------------------------------------------------------------- heal

    private void heal() throws InterruptedException {
        Story told = story(MINED, MINED);
        LabNetwork network = told.network;
        context.hide("told", "messages");
        List<List<String>> before = nodeRows(told);
        boolean rightWins = told.right.size() > told.left.size();
        List<Block> winners = rightWins ? told.right : told.left;
        Block last = winners.get(winners.size() - 1);
        long since = network.now();
        network.heal(BUSAN, JEJU);
        network.awaitTip(last.hash(), network.nodes());
        stepsDone = HEALED;
        showLine(told);
        BigInteger left = work(told.left);
        BigInteger right = work(told.right);
        context.see("work", "left", left, "right", right, "rule", "most-work");
        Txid own = txid(told.own);
        for (String name : rightWins ? LEFT : RIGHT) {
            Node node = network.node(name);
            if (rightWins) {
                context.await("the payment returns", () -> LabNetwork.isWaiting(node, own));
            }
            reportReorganisation(network, node, since, own, rightWins);
        }
        Node loser = network.node(rightWins ? SEOUL : INCHEON);
        Transaction lost = rightWins ? told.toAlice : told.toBob;
        if (lost != null) {
            context.see(
                    "lost",
                    "to",
                    rightWins ? "Alice" : "Bob",
                    "node",
                    loser.name(),
                    "reason",
                    LabNetwork.submit(loser, lost).orElse(""));
        }
        showChain(told, rightWins ? "abandoned" : "", rightWins ? "" : "abandoned");
        showNodes(told, before);
        context.show(
                "work",
                new Panel.Values(List.of(
                        rightWins ? Panel.Value.of("lab.workLeft", left) : Panel.Value.lit("lab.workLeft", left),
                        rightWins ? Panel.Value.lit("lab.workRight", right) : Panel.Value.of("lab.workRight", right))));
    }

    private void reportReorganisation(LabNetwork network, Node node, long since, Txid own, boolean returns)
            throws InterruptedException {
        context.await(
                node.name() + " tells of its reorganisation",
                () -> network.events(node, since).anyMatch(event -> event.body() instanceof LoggedEvent.Reorg));
        LoggedEvent event = network.events(node, since)
                .filter(each -> each.body() instanceof LoggedEvent.Reorg)
                .findFirst()
                .orElseThrow();
        LoggedEvent.Reorg reorg = (LoggedEvent.Reorg) event.body();
        context.see("reorg", "node", node.name(), "disconnected", reorg.disconnected(), "connected", reorg.connected());
        if (returns) {
            long came = network.events(node, since)
                    .filter(each -> each.body() instanceof LoggedEvent.Tx tx
                            && tx.change() == LoggedEvent.TxMove.ADDED
                            && tx.txid().equals(own.toDisplay()))
                    .mapToLong(LoggedEvent::time)
                    .findFirst()
                    .orElse(event.time());
            context.see("returned", "node", node.name(), "txid", own, "millis", Math.abs(came - event.time()));
        }
    }

    private static BigInteger work(List<Block> blocks) {
        return blocks.stream()
                .map(block -> new CompactTarget(block.header().bits()).work().hashes())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Txid txid(@Nullable Transaction tx) {
        if (tx == null) {
            throw new IllegalStateException("nothing was paid");
        }
        return tx.txid();
    }

    private void settle() throws InterruptedException {
        Story told = story(HEALED, HEALED);
        LabNetwork network = told.network;
        context.hide("told", "messages", "work");
        List<List<String>> before = nodeRows(told);
        Block block = network.mine(network.node(JEJU));
        if (told.right.size() > told.left.size()) {
            told.right.add(block);
            showChain(told, "abandoned", "");
        } else {
            told.left.add(block);
            showChain(told, "", "abandoned");
        }
        showNodes(told, before);
        Txid own = txid(told.own);
        network.node(SEOUL)
                .queries()
                .read(q -> q.confirmation(own))
                .ifPresent(in -> context.see("confirmed", "to", BUSAN, "height", in.height()));
    }

    // ------------------------------------------------------------------------------------------- a block missed

    private void miss() throws InterruptedException {
        Story told = story(CONNECTED, HEALED);
        if (stepsDone == CUT || stepsDone == MINED) {
            heal();
        }
        context.hide("told", "work", "nodes");
        new MissedBlock(context, told.network).run();
        stepsDone = OVER;
    }

    // ------------------------------------------------------------------------------------------- panels

    private void showLine(Story told) {
        context.show("line", told.network.line(LINE, List.of()));
    }

    /** Both branches from the block before they part. */
    private void showChain(Story told, String leftMark, String rightMark) {
        LabNetwork network = told.network;
        boolean leftAbove = leftMark.isEmpty();
        Node reader = network.node(SEOUL);
        Block any = told.left.isEmpty() && told.right.isEmpty()
                ? reader.queries()
                        .read(q -> q.body(LabNetwork.tip(reader).hash()))
                        .orElseThrow()
                : reader.queries()
                        .read(q -> q.body((told.left.isEmpty() ? told.right : told.left)
                                .get(0)
                                .header()
                                .prevBlock()))
                        .orElseThrow();
        int fork = reader.queries().read(q -> q.block(any.hash())).orElseThrow().height();
        List<Panel.Card> cards = new ArrayList<>();
        reader.queries()
                .read(q -> q.body(any.header().prevBlock()))
                .filter(parent -> fork > 0)
                .ifPresent(parent -> cards.add(network.card(0, fork - 1, parent, "")));
        cards.add(network.card(0, fork, any, ""));
        for (int i = 0; i < told.left.size(); i++) {
            cards.add(network.card(leftAbove ? 0 : 1, fork + 1 + i, told.left.get(i), leftMark));
        }
        for (int i = 0; i < told.right.size(); i++) {
            cards.add(network.card(leftAbove ? 1 : 0, fork + 1 + i, told.right.get(i), rightMark));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private void showNodes(Story told) throws InterruptedException {
        showNodes(told, nodeRows(told));
    }

    private void showNodes(Story told, List<List<String>> before) throws InterruptedException {
        context.show(
                "nodes",
                new Panel.Table(
                        List.of("lab.node", "lab.tip", "lab.aliceGot", "lab.bobGot", "lab.seoulPaysBusan"),
                        LabNetwork.changes(before, nodeRows(told)),
                        -1));
    }

    private static List<List<String>> nodeRows(Story told) throws InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        for (Node node : told.network.nodes()) {
            Transaction own = told.own;
            rows.add(List.of(
                    "node." + node.name(),
                    "#" + LabNetwork.tip(node).height(),
                    LabNetwork.holds(node, told.toAlice),
                    LabNetwork.holds(node, told.toBob),
                    own == null ? "lab.unknownHere" : LabNetwork.locate(node, own.txid())));
        }
        return rows;
    }
}
