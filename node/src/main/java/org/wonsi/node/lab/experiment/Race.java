package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.wonsi.core.block.Block;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.attack.DoubleSpendRace;
import org.wonsi.lab.coin.HandPayment;
import org.wonsi.lab.paper.AttackerSuccess;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * The experiment of lesson 11: the probability that an attacker takes back a payment that has z confirmations. By the paper's
 * formula, by the exact ones, by ten thousand races of chance, and once on real nodes.
 */
public final class Race implements Experiment {
    private static final int MOST_Z = 25;
    private static final int RACES = 10_000;
    private static final double USUAL_Q = 0.3;
    private static final int USUAL_Z = 5;
    private static final double MOST_Q = 0.49;

    private static final int NODES = 3;
    private static final int LIVE_Z = 3;
    private static final int MOST_LIVE_Z = 6;
    /** So far behind, the attacker gives up. */
    private static final int GIVE_UP_DEFICIT = 4;
    /** A branch stays shorter than a window of the difficulty, so that its targets stay as they are. */
    private static final int LONGEST = 11;

    private static final Amount PRICE = Amount.parseCoins("12.5");
    private static final Amount FEE = new Amount(10_000);

    private final ExperimentContext context;
    private double q = USUAL_Q;
    private int z = USUAL_Z;
    private List<Panel.Curve> measured = List.of();

    /** An experiment that reports to this context. */
    public Race(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "curves",
                        "computes the attacker's chance, as the paper does and exactly",
                        List.of("q=SHARE (0.30)", "z=CONFIRMATIONS (5)")),
                new Command(
                        "many",
                        "plays out races of chance for each number of confirmations",
                        List.of("q=SHARE (as before)", "z=CONFIRMATIONS (as before)", "races=N (10000)")),
                new Command(
                        "table",
                        "the confirmations after which less than one attack in a thousand succeeds",
                        List.of()),
                new Command(
                        "live",
                        "one race on real nodes; who finds the next block is drawn, each block is really mined",
                        List.of("q=SHARE (as before)", "z=CONFIRMATIONS (3)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "curves" -> curves(arguments);
            case "many" -> many(arguments);
            case "table" -> table(arguments);
            case "live" -> live(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- by formula

    private void choose(Arguments arguments, int mostZ) {
        double before = q;
        q = arguments.share("q", q, 0.01, MOST_Q);
        z = arguments.number("z", z, 0, mostZ);
        if (before != q) {
            measured = List.of();
        }
    }

    private void curves(Arguments arguments) {
        arguments.allow("q", "z");
        choose(arguments, MOST_Z);
        context.hide("chain", "table", "outcome");
        showCurves();
        context.see(
                "chance",
                "q",
                share(q),
                "z",
                z,
                "paper",
                exact(AttackerSuccess.paper(q, z)),
                "tie",
                exact(AttackerSuccess.tie(q, z)),
                "overtake",
                exact(AttackerSuccess.overtake(q, z)));
    }

    private static String exact(double chance) {
        return String.format(Locale.ROOT, "%.7f", chance);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static Panel.Curve curve(String key, IntToDoubleFunction chance) {
        return new Panel.Curve(
                key,
                IntStream.rangeClosed(0, MOST_Z).mapToObj(chance::applyAsDouble).toList(),
                List.of());
    }

    private void showCurves() {
        context.show(
                "sliders",
                new Panel.Sliders(
                        "curves",
                        List.of(
                                new Panel.Slider("q", "lab.q", q, 0.01, MOST_Q, 0.01),
                                new Panel.Slider("z", "lab.z", z, 0, MOST_Z, 1))));
        List<Panel.Curve> all = new ArrayList<>(List.of(
                curve("curve.tie", each -> AttackerSuccess.tie(q, each)),
                curve("curve.paper", each -> AttackerSuccess.paper(q, each)),
                curve("curve.overtake", each -> AttackerSuccess.overtake(q, each))));
        all.addAll(measured);
        context.show("curves", new Panel.Curves(q, z, all));
        List<List<String>> rows = new ArrayList<>();
        for (Panel.Curve curve : all) {
            double value = curve.values().get(z);
            rows.add(List.of(
                    curve.key(), curve.errors().isEmpty() ? exact(value) : String.format(Locale.ROOT, "%.4f", value)));
        }
        context.show("chances", new Panel.Table(List.of("lab.counted", "lab.chance"), rows, -1));
    }

    // ------------------------------------------------------------------------------------------- by chance

    private void many(Arguments arguments) throws InterruptedException {
        arguments.allow("q", "z", "races");
        choose(arguments, MOST_Z);
        int races = arguments.number("races", RACES, 100, 1_000_000);
        context.hide("chain", "table", "outcome");
        DoubleSpendRace race = new DoubleSpendRace(q, context.random());
        measured = List.of(measure(race, "curve.ranTie", 0, races), measure(race, "curve.ranOvertake", 1, races));
        showCurves();
        context.see(
                "simulated",
                "q",
                share(q),
                "z",
                z,
                "races",
                races,
                "tie",
                String.format(Locale.ROOT, "%.4f", measured.get(0).values().get(z)),
                "overtake",
                String.format(Locale.ROOT, "%.4f", measured.get(1).values().get(z)));
    }

    private static Panel.Curve measure(DoubleSpendRace race, String key, int lead, int races)
            throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int each = 0; each <= MOST_Z; each++) {
            long successes = 0;
            // In parts, so that a reset needn't wait for a million of them.
            for (int done = 0; done < races; done += RACES) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int part = Math.min(RACES, races - done);
                successes += Math.round(race.share(each, lead, part) * part);
            }
            double won = (double) successes / races;
            shares.add(won);
            errors.add(1.96 * Math.sqrt(won * (1 - won) / races));
        }
        return new Panel.Curve(key, shares, errors);
    }

    private void table(Arguments arguments) {
        arguments.allow();
        context.hide("chain", "sliders", "curves", "chances", "outcome");
        List<List<String>> rows = new ArrayList<>();
        for (int percent = 10; percent <= 45; percent += 5) {
            int needed = AttackerSuccess.confirmationsFor(percent / 100.0, 0.001);
            rows.add(List.of(share(percent / 100.0), String.valueOf(needed)));
            context.see("safe", "q", share(percent / 100.0), "z", needed);
        }
        context.show("table", new Panel.Table(List.of("lab.share", "lab.confirmations"), rows, -1));
    }

    // ------------------------------------------------------------------------------------------- on real nodes

    private Sandbox freshSandbox() throws InterruptedException {
        return context.newSandbox(NODES);
    }

    /** The two sides of a race, and how far they have come since they parted. */
    private record Sides(Sandbox sandbox, Node honest, Node attacker, int fork) {
        int honestBlocks() {
            return honest.snapshot().tip().height() - fork;
        }

        int attackerBlocks() {
            return attacker.snapshot().tip().height() - fork;
        }

        boolean isLong() {
            return Math.max(honestBlocks(), attackerBlocks()) >= LONGEST;
        }
    }

    private void live(Arguments arguments) throws InterruptedException {
        arguments.allow("q", "z");
        double before = q;
        q = arguments.share("q", q, 0.01, MOST_Q);
        int wait = arguments.number("z", LIVE_Z, 1, MOST_LIVE_Z);
        if (before != q) {
            measured = List.of();
        }
        context.hide("sliders", "curves", "chances", "table", "chain", "outcome");
        Sandbox open = freshSandbox();
        Node seoul = open.node("Seoul");
        Node jeju = open.node("Jeju");
        PrivateKey attacker = PrivateKey.generate(context.random());
        PrivateKey merchant = PrivateKey.generate(context.random());
        OutPoint coin = give(open, seoul, attacker);
        jeju.peers().cut("Seoul");
        jeju.peers().cut("Busan");
        context.await("the attacker is alone", () -> jeju.peers().list().isEmpty());
        Transaction paid = spend(seoul, coin, attacker, merchant);
        Transaction kept = spend(jeju, coin, attacker, attacker);
        submit(seoul, paid);
        submit(jeju, kept);
        Sides sides = new Sides(open, seoul, jeju, seoul.snapshot().tip().height());
        context.see(
                "paid",
                "to",
                "merchant",
                "amount",
                CoinText.text(paid.outputs().get(0).value()),
                "coin",
                coin.txid().toDisplay());
        int delivered = run(sides, wait);
        settle(sides, paid, kept, wait, delivered);
    }

    /** A coin of the attacker's own, that everybody knows. */
    private OutPoint give(Sandbox open, Node seoul, PrivateKey attacker) throws InterruptedException {
        Script lock = HandPayment.lockedTo(attacker.publicKey(true));
        FaucetWallet.Payment payment = Sandbox.answer(seoul.faucetWallet().pay(lock, PRICE));
        if (!(payment instanceof FaucetWallet.Paid made)) {
            throw new IllegalStateException("there is no coin for the attacker: " + payment);
        }
        context.waitFor("mining 1 1");
        open.mine(seoul, seoul.faucetWallet().scriptPubKey());
        context.await("the lab's nodes agree", open::agrees);
        context.waitFor("");
        int index = 0;
        while (!made.transaction().outputs().get(index).scriptPubKey().equals(lock)) {
            index++;
        }
        return new OutPoint(made.transaction().txid(), index);
    }

    private static Transaction spend(Node node, OutPoint coin, PrivateKey from, PrivateKey to) {
        Transaction source =
                node.queries().read(q -> q.transaction(coin.txid())).orElseThrow();
        return HandPayment.of(
                        coin,
                        source.outputs().get((int) coin.index()),
                        from,
                        HandPayment.lockedTo(to.publicKey(true)),
                        FEE)
                .transaction();
    }

    private static void submit(Node node, Transaction tx) throws InterruptedException {
        MempoolResult result = Sandbox.answer(node.submitTransaction(tx));
        if (result.outcome() != MempoolResult.Outcome.ACCEPTED) {
            throw new IllegalStateException(node.name() + " doesn't take the payment: " + result);
        }
    }

    /** Until the merchant has waited and the attacker is ahead, or has given up; the confirmations at delivery, or -1. */
    private int run(Sides sides, int wait) throws InterruptedException {
        int delivered = -1;
        while (true) {
            int honest = sides.honestBlocks();
            int attacker = sides.attackerBlocks();
            if (delivered < 0 && honest >= wait) {
                delivered = honest;
                context.see("delivered", "confirmations", honest, "attacker", attacker);
            }
            if ((delivered >= 0 && (attacker > honest || honest - attacker >= GIVE_UP_DEFICIT)) || sides.isLong()) {
                return delivered;
            }
            boolean attackers = context.random().nextDouble() < q;
            Node finder = attackers ? sides.attacker : sides.honest;
            context.waitFor("race " + honest + " " + attacker);
            sides.sandbox.mine(finder, finder.faucetWallet().scriptPubKey());
            showBranches(sides, "");
            context.see(
                    "found",
                    "by",
                    attackers ? "attacker" : "honest",
                    "honest",
                    sides.honestBlocks(),
                    "attacker",
                    sides.attackerBlocks());
        }
    }

    private void settle(Sides sides, Transaction paid, Transaction kept, int wait, int delivered)
            throws InterruptedException {
        boolean won = sides.attackerBlocks() > sides.honestBlocks();
        List<Panel.Card> lost = branches(sides, "");
        context.waitFor("heal");
        sides.attacker.peers().heal("Seoul");
        sides.attacker.peers().heal("Busan");
        context.await("all stand on one chain", sides.sandbox::agrees);
        context.waitFor("");
        Node seoul = sides.honest;
        context.await(
                "Seoul's database has caught up",
                () -> seoul.queries()
                        .read(StoreSnapshot::tip)
                        .map(tip -> tip.hash().equals(seoul.snapshot().tip().hash()))
                        .orElse(false));
        boolean merchantHasIt =
                seoul.queries().read(q -> q.confirmation(paid.txid())).isPresent();
        boolean attackerHasIt =
                seoul.queries().read(q -> q.confirmation(kept.txid())).isPresent();
        context.show(
                "chain",
                new Panel.Chain(lost.stream()
                        .map(card -> settled(sides, card, card.height() > sides.fork && card.row() == (won ? 0 : 1)))
                        .toList()));
        int honest = (int) lost.stream()
                .filter(card -> card.height() > sides.fork && card.row() == 0)
                .count();
        int attacker = (int) lost.stream().filter(card -> card.row() == 1).count();
        context.show(
                "outcome",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.waited", delivered < 0 ? "lab.noDelivery" : delivered),
                        Panel.Value.of("lab.honestFound", honest),
                        Panel.Value.of("lab.attackerFound", attacker),
                        Panel.Value.lit(
                                "lab.coinIsNow",
                                merchantHasIt
                                        ? "lab.theMerchant"
                                        : attackerHasIt ? "lab.theAttacker" : "lab.nobody"))));
        context.see("race", "won", won ? "attacker" : "honest", "confirmations", wait);
        context.see("coin", "merchant", merchantHasIt, "attacker", attackerHasIt);
    }

    /** The same card once all nodes stand on one chain: lost, or not. */
    private static Panel.Card settled(Sides sides, Panel.Card card, boolean lost) {
        return new Panel.Card(
                card.row(),
                card.height(),
                card.hash(),
                card.prev(),
                card.payments(),
                lost ? "lost" : card.mark(),
                holders(sides, card.hash()));
    }

    /** The nodes that stand on a block. */
    private static List<String> holders(Sides sides, String hash) {
        return sides.sandbox.nodes().stream()
                .filter(node -> node.snapshot().tip().hash().toDisplay().equals(hash))
                .map(Node::name)
                .toList();
    }

    private void showBranches(Sides sides, String mark) {
        context.show("chain", new Panel.Chain(branches(sides, mark)));
    }

    private static List<Panel.Card> branches(Sides sides, String mark) {
        List<Panel.Card> cards = new ArrayList<>();
        add(cards, sides, 0, sides.fork, Sandbox.blocksFrom(sides.honest, sides.fork), mark);
        add(cards, sides, 1, sides.fork + 1, Sandbox.blocksFrom(sides.attacker, sides.fork + 1), mark);
        return cards;
    }

    private static void add(List<Panel.Card> cards, Sides sides, int row, int height, List<Block> blocks, String mark) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            cards.add(new Panel.Card(
                    row,
                    height + i,
                    block.hash().toDisplay(),
                    block.header().prevBlock().toDisplay(),
                    block.transactions().size() - 1,
                    mark,
                    holders(sides, block.hash().toDisplay())));
        }
    }
}
