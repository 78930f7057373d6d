package org.wonsi.node.lab.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.BlockLimits;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
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
 * The experiment on a change of the rules that splits a network in two: half of the nodes go by another limit of a block's
 * size, and the first block between the two limits is accepted by one half and refused by the other.
 *
 * <p>Rules tightened (a soft fork) and loosened (a hard fork) are the same split seen from two sides: nodes with the tighter
 * rule never follow, nodes with the looser one follow the work.
 */
public final class RuleChange implements Experiment {
    private static final Amount COIN = Amount.ofCoins(5);
    private static final Amount FEE = new Amount(10_000);

    /** Blocks on each side when a step leaves it: the one in dispute among them. */
    private static final int LOOSE_BLOCKS = 3;

    private static final int TIGHT_BLOCKS = 2;
    private static final int MORE_BLOCKS = 3;

    private final ExperimentContext context;
    private @Nullable Split split;

    /** A network that has split, and the story on it. */
    private static final class Split {
        private final LabNetwork network;
        private final Change change;
        private final SingleKeyPayer mallory;
        private final SingleKeyPayer.Money second;
        private final Transaction toAlice;
        private final Transaction toBob;
        private final SingleKeyPayer bob;
        private final List<Block> loose = new ArrayList<>();
        private final List<Block> tight = new ArrayList<>();
        private final int fork;
        private boolean healed;

        Split(
                LabNetwork network,
                Change change,
                SingleKeyPayer mallory,
                SingleKeyPayer.Money first,
                SingleKeyPayer.Money second,
                SingleKeyPayer alice,
                SingleKeyPayer bob) {
            this.network = network;
            this.change = change;
            this.mallory = mallory;
            this.second = second;
            this.bob = bob;
            this.toAlice = mallory.pay(first, alice.script(), FEE);
            this.toBob = mallory.pay(first, bob.script(), FEE);
            this.fork = LabNetwork.tip(network.node(change.loose().get(0))).height();
        }

        Node looseNode(int index) {
            return network.node(change.loose().get(index));
        }

        Node tightNode(int index) {
            return network.node(change.tight().get(index));
        }
    }

    /** The two kinds of rule change: a tighter limit of a block's size (a soft fork) and a looser one (a hard fork). */
    private enum Change {
        SOFT(10_000, 1),
        HARD(2_000_000, 11);

        private static final List<String> UNCHANGED = List.of("Seoul", "Busan");
        private static final List<String> CHANGED = List.of("Jeju", "Incheon");

        private final int bytes;
        private final int fillers;

        Change(int bytes, int fillers) {
            this.bytes = bytes;
            this.fillers = fillers;
        }

        BlockLimits limitsOf(String node) {
            return CHANGED.contains(node) ? BlockLimits.BITCOIN.withBytes(bytes) : BlockLimits.BITCOIN;
        }

        List<String> loose() {
            return this == SOFT ? UNCHANGED : CHANGED;
        }

        List<String> tight() {
            return this == SOFT ? CHANGED : UNCHANGED;
        }

        /** In how many outputs each payment goes that fills the block in dispute. */
        int outputs() {
            return this == SOFT ? 400 : Filling.MOST_OUTPUTS;
        }
    }

    /** An experiment that reports to this context. */
    public RuleChange(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "soft",
                        "two of four nodes tighten a rule, and one of the others mines a block that they refuse",
                        List.of()),
                new Command("outpace", "the side with the tighter rule gets more work, and the split heals", List.of()),
                new Command(
                        "hard",
                        "two of four nodes loosen a rule, and one of them mines a block that the others refuse",
                        List.of()),
                new Command("insist", "the side with the looser rule gets more work, and the split stays", List.of()),
                new Command("replay", "a payment of one side is handed to the other", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        arguments.allow();
        switch (command) {
            case "soft" -> part(Change.SOFT);
            case "outpace" -> overtake();
            case "hard" -> part(Change.HARD);
            case "insist" -> extendLooserSide();
            case "replay" -> replay();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private Split split(Change change) throws InterruptedException {
        Split open = split;
        return open == null || open.change != change || open.healed ? part(change) : open;
    }

    // ------------------------------------------------------------------------------------------- the split

    private Split part(Change change) throws InterruptedException {
        split = null;
        context.hide("chain", "verdict", "nodes", "work", "replayed");
        LabNetwork network = new LabNetwork(
                context, context.newSandbox(4, (node, usual) -> usual.withLimits(change.limitsOf(node))));
        SingleKeyPayer mallory = SingleKeyPayer.generate(context.random());
        SingleKeyPayer.Money first = network.fund(mallory, COIN);
        SingleKeyPayer.Money second = network.fund(mallory, COIN);
        Filling filling =
                Filling.fund(network, SingleKeyPayer.generate(context.random()), change.fillers, change.outputs());
        Split parted = new Split(
                network,
                change,
                mallory,
                first,
                second,
                SingleKeyPayer.generate(context.random()),
                SingleKeyPayer.generate(context.random()));
        for (Transaction payment : filling.payments()) {
            accepted(LabNetwork.submit(parted.looseNode(0), payment));
        }
        context.waitFor("mining 1 " + LOOSE_BLOCKS);
        long since = network.now();
        Block disputed = network.mine(parted.looseNode(0), change.loose().toArray(new String[0]));
        parted.loose.add(disputed);
        context.see(
                "disputed",
                "by",
                parted.looseNode(0).name(),
                "bytes",
                disputed.size(),
                "allowed",
                parted.tightNode(0).params().limits().bytes());
        for (int i = 0; i < change.tight().size(); i++) {
            reportRefusal(parted, parted.tightNode(i), since, i == 0);
        }
        reportDropped(parted, since);
        separate(parted);
        context.waitFor("payments");
        accepted(LabNetwork.submit(parted.looseNode(0), parted.toAlice));
        accepted(LabNetwork.submit(parted.tightNode(0), parted.toBob));
        network.awaitWaiting(parted.toAlice.txid(), change.loose().get(1));
        network.awaitWaiting(parted.toBob.txid(), change.tight().get(1));
        mine(parted, LOOSE_BLOCKS, TIGHT_BLOCKS);
        split = parted;
        reportSides(parted);
        showNodes(parted, nodeRows(parted));
        return parted;
    }

    private static void accepted(Optional<String> reason) {
        reason.ifPresent(why -> {
            throw new IllegalStateException("the lab's payment was refused: " + why);
        });
    }

    /** Waits until a node has refused the block in dispute, as any peer's that breaks its rules. */
    private void reportRefusal(Split parted, Node node, long since, boolean shown) throws InterruptedException {
        context.await(
                node.name() + " judges the block",
                () -> refusal(parted, node, since).isPresent());
        Optional<String> reason = refusal(parted, node, since);
        if (shown) {
            context.judge(node.name(), "lab.disputedBlock", reason);
        } else {
            context.see("refused", "by", node.name(), "reason", reason.orElse(""));
        }
    }

    private static Optional<String> refusal(Split parted, Node node, long since) {
        return parted.network
                .events(node, since)
                .flatMap(event -> event.body() instanceof LoggedEvent.Refused refused
                        ? Optional.of(refused.reason()).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    /** Waits until the first node of the tighter rule has disconnected the peer that sent it the block. */
    private void reportDropped(Split parted, long since) throws InterruptedException {
        Node node = parted.tightNode(0);
        context.await(
                node.name() + " drops who sent it",
                () -> dropped(parted, node, since).isPresent());
        context.see(
                "dropped",
                "by",
                node.name(),
                "peer",
                dropped(parted, node, since).orElse(""));
    }

    private static Optional<String> dropped(Split parted, Node node, long since) {
        return parted.network
                .events(node, since)
                .flatMap(event -> event.body() instanceof LoggedEvent.Peer peer
                                && peer.change() == LoggedEvent.PeerMove.DISCONNECTED
                                && parted.change.loose().contains(peer.peer())
                        ? Optional.of(peer.peer()).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    /** They would find each other, and quarrel, again and again: the lab keeps them apart until they are to meet. */
    private void separate(Split parted) throws InterruptedException {
        for (String one : parted.change.loose()) {
            for (String other : parted.change.tight()) {
                parted.network.cut(one, other);
            }
        }
    }

    private void join(Split parted) throws InterruptedException {
        for (String one : parted.change.loose()) {
            for (String other : parted.change.tight()) {
                parted.network.heal(one, other);
            }
        }
    }

    /** Both sides mine until they have so many blocks each, in turn. */
    private void mine(Split parted, int loose, int tight) throws InterruptedException {
        int most = Math.max(loose, tight);
        for (int i = 0; i < most; i++) {
            context.waitFor("mining " + (i + 1) + " " + most);
            if (i < loose && i >= parted.loose.size()) {
                parted.loose.add(parted.network.mine(
                        parted.looseNode(i % 2), parted.change.loose().toArray(new String[0])));
                showChain(parted);
            }
            if (i < tight && i >= parted.tight.size()) {
                parted.tight.add(parted.network.mine(
                        parted.tightNode(i % 2), parted.change.tight().toArray(new String[0])));
                showChain(parted);
            }
        }
        context.waitFor("");
    }

    // ------------------------------------------------------------------------------------------- the sides meet

    /** The tighter side overtakes: the looser one finds nothing wrong with its blocks, and follows. */
    private void overtake() throws InterruptedException {
        Split parted = split(Change.SOFT);
        context.hide("verdict", "replayed");
        List<List<String>> before = nodeRows(parted);
        meetInVain(parted);
        mine(parted, parted.loose.size(), parted.loose.size() + 1);
        long since = parted.network.now();
        showWork(parted);
        parted.network.heal(parted.change.loose().get(1), parted.change.tight().get(0));
        Block last = parted.tight.get(parted.tight.size() - 1);
        parted.network.awaitTip(last.hash(), parted.network.nodes());
        parted.healed = true;
        join(parted);
        for (String name : parted.change.loose()) {
            parted.network
                    .events(parted.network.node(name), since)
                    .flatMap(event -> event.body() instanceof LoggedEvent.Reorg reorg
                            ? Optional.of(reorg).stream()
                            : Optional.<LoggedEvent.Reorg>empty().stream())
                    .findFirst()
                    .ifPresent(reorg -> context.see(
                            "reorg",
                            "node",
                            name,
                            "disconnected",
                            reorg.disconnected(),
                            "connected",
                            reorg.connected()));
        }
        showChain(parted);
        reportSides(parted);
        showNodes(parted, before);
        context.see(
                "healed",
                "nodes",
                parted.network.nodes().size(),
                "height",
                LabNetwork.tip(parted.looseNode(0)).height());
    }

    /** The looser side gets far ahead: the tighter one counts its work for nothing. */
    private void extendLooserSide() throws InterruptedException {
        Split parted = split(Change.HARD);
        context.hide("verdict", "replayed");
        List<List<String>> before = nodeRows(parted);
        mine(parted, Math.min(parted.loose.size() + MORE_BLOCKS, 9), parted.tight.size());
        showWork(parted);
        meetInVain(parted);
        reportSides(parted);
        showNodes(parted, before);
    }

    /** One link is healed, and what happens on it seen: the tighter side refuses the same block again. */
    private void meetInVain(Split parted) throws InterruptedException {
        String one = parted.change.loose().get(1);
        Node other = parted.tightNode(0);
        long since = parted.network.now();
        context.waitFor("meet");
        parted.network.node(one).peers().heal(other.name());
        other.peers().heal(one);
        reportRefusal(parted, other, since, true);
        reportDropped(parted, since);
        parted.network.cut(one, other.name());
        context.waitFor("");
        context.see("met", "loose", one, "tight", other.name(), "tips", tips(parted));
    }

    private static long tips(Split parted) {
        return parted.network.nodes().stream()
                .map(node -> LabNetwork.tip(node).hash())
                .distinct()
                .count();
    }

    // ------------------------------------------------------------------------------------------- a payment twice

    /** Both chains know coins that are older than the split, so that a payment of one is as valid on the other. */
    private void replay() throws InterruptedException {
        Split parted = split(Change.HARD);
        // The table is of the coin that was paid twice, this of another one.
        context.hide("verdict", "nodes", "work");
        Transaction payment = parted.mallory.pay(parted.second, parted.bob.script(), FEE);
        String amount = CoinText.text(parted.second.amount().minus(FEE));
        Node loose = parted.looseNode(0);
        Node tight = parted.tightNode(0);
        OutPoint coin = new OutPoint(payment.txid(), 0);
        if (LabNetwork.confirmed(loose, coin).equals(Amount.ZERO)) {
            accepted(LabNetwork.submit(loose, payment));
            parted.network.awaitWaiting(payment.txid(), parted.change.loose().get(1));
            mine(parted, parted.loose.size() + 1, parted.tight.size());
        }
        context.see("paid", "to", "Bob", "amount", amount, "on", loose.name());
        if (LabNetwork.confirmed(tight, coin).equals(Amount.ZERO)) {
            Optional<String> reason = LabNetwork.submit(tight, payment);
            context.judge(tight.name(), "lab.replayedPayment", reason);
            accepted(reason);
            parted.network.awaitWaiting(payment.txid(), parted.change.tight().get(1));
            mine(parted, parted.loose.size(), parted.tight.size() + 1);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Node node : List.of(loose, tight)) {
            String holds = CoinText.text(LabNetwork.confirmed(node, coin));
            rows.add(List.of("node." + node.name(), holds));
            context.see("balance", "node", node.name(), "Bob", holds);
        }
        context.show("replayed", new Panel.Table(List.of("lab.node", "lab.bobGotReplayed"), rows, -1));
        context.see("replayed", "txid", payment.txid().toDisplay(), "chains", rows.size());
        showNodes(parted, nodeRows(parted));
    }

    // ------------------------------------------------------------------------------------------- what is seen

    private static BigInteger work(List<Block> blocks) {
        return blocks.stream()
                .map(block -> new CompactTarget(block.header().bits()).work().hashes())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private void reportSides(Split parted) throws InterruptedException {
        context.see("tips", "count", tips(parted), "loose", parted.loose.size(), "tight", parted.tight.size());
        context.see("work", "loose", work(parted.loose), "tight", work(parted.tight));
        for (Node node : List.of(parted.looseNode(0), parted.tightNode(0))) {
            context.see(
                    "balance",
                    "node",
                    node.name(),
                    "Alice",
                    CoinText.text(LabNetwork.received(node, parted.toAlice)),
                    "Bob",
                    CoinText.text(LabNetwork.received(node, parted.toBob)));
        }
        showWork(parted);
    }

    private void showWork(Split parted) {
        boolean soft = parted.change == Change.SOFT;
        BigInteger left = work(soft ? parted.loose : parted.tight);
        BigInteger right = work(soft ? parted.tight : parted.loose);
        boolean leftMore = left.compareTo(right) > 0;
        context.show(
                "work",
                new Panel.Values(List.of(
                        leftMore ? Panel.Value.lit("lab.workLeft", left) : Panel.Value.of("lab.workLeft", left),
                        leftMore ? Panel.Value.of("lab.workRight", right) : Panel.Value.lit("lab.workRight", right))));
    }

    private void showChain(Split parted) {
        LabNetwork network = parted.network;
        Node reader = parted.tightNode(0);
        List<Panel.Card> cards = new ArrayList<>();
        reader.queries()
                .read(q -> q.body(parted.loose.get(0).header().prevBlock()))
                .ifPresent(block -> cards.add(network.card(0, parted.fork, block, "")));
        for (int i = 0; i < parted.loose.size(); i++) {
            String mark = parted.healed ? "abandoned" : i == 0 ? "disputed" : "";
            cards.add(network.card(parted.healed ? 1 : 0, parted.fork + 1 + i, parted.loose.get(i), mark));
        }
        for (int i = 0; i < parted.tight.size(); i++) {
            cards.add(network.card(parted.healed ? 0 : 1, parted.fork + 1 + i, parted.tight.get(i), ""));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private void showNodes(Split parted, List<List<String>> before) throws InterruptedException {
        context.show(
                "nodes",
                new Panel.Table(
                        List.of("lab.node", "lab.largestBlock", "lab.tip", "lab.aliceHas", "lab.bobHas"),
                        LabNetwork.changes(before, nodeRows(parted)),
                        -1));
    }

    private static List<List<String>> nodeRows(Split parted) throws InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        for (Node node : parted.network.nodes()) {
            rows.add(List.of(
                    "node." + node.name(),
                    String.valueOf(node.params().limits().bytes()),
                    "#" + LabNetwork.tip(node).height(),
                    LabNetwork.holds(node, parted.toAlice),
                    LabNetwork.holds(node, parted.toBob)));
        }
        return rows;
    }
}
