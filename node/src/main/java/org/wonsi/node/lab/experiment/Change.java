package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.paper.CoinChoice;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.ExperimentKey;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;
import org.wonsi.node.service.lab.Panel.Part;

/**
 * The experiment of lesson 9: Alice has a few coins of different size and pays from a larger one, with several smaller ones,
 * and exactly. What her coins are before and after, the node's database says.
 */
public final class Change implements Experiment {
    private static final int NODES = 2;
    private static final String ALICE = "Alice";
    private static final List<Amount> FUNDING =
            List.of(Amount.ofCoins(5), Amount.ofCoins(3), Amount.ofCoins(2), Amount.parseCoins("1.5"));
    /** Change below this would cost more to spend than it is worth; it goes to the miner. */
    private static final Amount SMALLEST_CHANGE = new Amount(1_000);

    private final ExperimentContext context;
    private @Nullable ExperimentKey alice;

    /** An experiment that reports to this context. */
    public Change(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("coins", "gives Alice coins of 5, 3, 2 and 1.5, and shows what she has", List.of()),
                new Command(
                        "pay",
                        "Alice pays; the smallest coin that is enough goes in, or else the largest ones together",
                        List.of("amount=COINS (1.2)", "to=NODE (Busan)")),
                new Command("exact", "Alice pays all that one coin holds but the fee", List.of("to=NODE (Busan)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "coins" -> coins(arguments);
            case "pay" -> pay(arguments);
            case "exact" -> exact(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    /** Alice, with coins. */
    private ExperimentKey alice() throws InterruptedException {
        ExperimentKey known = alice;
        if (known == null) {
            known = ExperimentKey.make(
                    context.random(), context.seminarNodes().get(0).params());
            give(known);
            alice = known;
        }
        return known;
    }

    private void give(ExperimentKey to) throws InterruptedException {
        context.waitFor("payments");
        Node node = sandbox().nodes().get(0);
        for (Amount gift : FUNDING) {
            to.fund(node, gift);
        }
        mine(node);
    }

    private void mine(Node node) throws InterruptedException {
        context.waitFor("mining 1 1");
        sandbox().mine(node, node.faucetWallet().scriptPubKey());
        context.await("the lab's nodes agree", sandbox()::agrees);
        context.waitFor("");
    }

    /** What she has, the largest first; from the database of the first node. */
    private List<ExperimentKey.Held> held(ExperimentKey owner) throws InterruptedException {
        List<ExperimentKey.Held> coins = new ArrayList<>();
        sandbox().nodes().get(0).queries().read(q -> {
            q.forEachCoin((outPoint, coin) -> {
                if (coin.output().scriptPubKey().equals(owner.scriptPubKey())) {
                    coins.add(new ExperimentKey.Held(outPoint, coin.output().value(), owner));
                }
            });
            return true;
        });
        coins.sort(java.util.Comparator.comparing(ExperimentKey.Held::value).reversed());
        return coins;
    }

    private static Amount sum(List<ExperimentKey.Held> coins) {
        return coins.stream().map(ExperimentKey.Held::value).reduce(Amount.ZERO, Amount::plus);
    }

    private void coins(Arguments arguments) throws InterruptedException {
        arguments.allow();
        List<ExperimentKey.Held> coins = held(alice());
        context.hide("payment", "money");
        showCoins(coins, List.of());
        context.see("coins", "who", ALICE, "coins", coins.size(), "sum", CoinText.text(sum(coins)));
    }

    private void showCoins(List<ExperimentKey.Held> coins, List<ExperimentKey.Held> before) {
        List<List<String>> rows = new ArrayList<>();
        int fresh = -1;
        for (ExperimentKey.Held coin : coins) {
            boolean known = before.isEmpty() || before.contains(coin);
            fresh = known ? fresh : rows.size();
            rows.add(List.of(
                    CoinText.text(coin.value()),
                    coin.outPoint().txid().toDisplay(),
                    String.valueOf(coin.outPoint().index())));
        }
        context.show("coins", new Panel.Table(List.of("lab.amount", "lab.txid", "lab.output"), rows, fresh));
    }

    // ------------------------------------------------------------------------------------------- pay

    private void pay(Arguments arguments) throws InterruptedException {
        arguments.allow("amount", "to");
        Amount amount = arguments.coins("amount", Amount.parseCoins("1.2"));
        if (amount.compareTo(SMALLEST_CHANGE) < 0 || !amount.isInMoneyRange()) {
            throw new IllegalArgumentException(
                    "amount is " + CoinText.text(SMALLEST_CHANGE) + " coins at least, not " + CoinText.text(amount));
        }
        pay(amount, arguments);
    }

    private void exact(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        List<ExperimentKey.Held> coins = worthSpending(held(alice()));
        if (coins.isEmpty()) {
            coins = worthSpending(again());
        }
        pay(coins.get(coins.size() - 1).value().minus(ExperimentKey.FEE), arguments);
    }

    private static List<ExperimentKey.Held> worthSpending(List<ExperimentKey.Held> coins) {
        return coins.stream()
                .filter(coin -> coin.value().compareTo(ExperimentKey.FEE.plus(SMALLEST_CHANGE)) >= 0)
                .toList();
    }

    /** Gives her the same coins once more, when she has too few. */
    private List<ExperimentKey.Held> again() throws InterruptedException {
        give(alice());
        return held(alice());
    }

    private void pay(Amount amount, Arguments arguments) throws InterruptedException {
        Node to = sandbox().node(arguments.text("to").orElse("Busan"));
        List<ExperimentKey.Held> before = held(alice());
        Amount wanted = amount.plus(ExperimentKey.FEE);
        if (sum(before).compareTo(wanted) < 0) {
            before = again();
        }
        List<ExperimentKey.Held> coins = before;
        Amount all = sum(coins);
        CoinChoice choice = CoinChoice.of(
                        coins.stream().map(ExperimentKey.Held::value).toList(), wanted)
                .orElseThrow(() -> new IllegalArgumentException("Alice has " + CoinText.text(all)
                        + " coins, and the fee is " + CoinText.text(ExperimentKey.FEE) + "; so amount can't be "
                        + CoinText.text(amount)));
        List<ExperimentKey.Held> inputs =
                choice.chosen().stream().map(coins::get).toList();
        List<TxOut> outputs = new ArrayList<>();
        outputs.add(new TxOut(amount, to.faucetWallet().scriptPubKey()));
        Amount change = choice.sum().minus(wanted);
        if (change.compareTo(SMALLEST_CHANGE) >= 0) {
            outputs.add(alice().paid(change));
        }
        Node node = sandbox().nodes().get(0);
        Transaction tx = ExperimentKey.sign(inputs, outputs);
        ExperimentKey.submit(node, tx);
        mine(node);
        List<ExperimentKey.Held> after = held(alice());
        show(to, tx, coins, after);
    }

    /** What went in, and what came out, as the block has it. */
    private void show(Node to, Transaction tx, List<ExperimentKey.Held> before, List<ExperimentKey.Held> after)
            throws InterruptedException {
        Node node = sandbox().nodes().get(0);
        List<Part> inputs = new ArrayList<>();
        Amount in = Amount.ZERO;
        for (TxIn input : tx.inputs()) {
            Optional<Coin> coin = node.queries().read(q -> q.output(input.prevout()));
            Amount value = coin.orElseThrow().output().value();
            in = in.plus(value);
            inputs.add(new Part("lab.coinIn", ALICE, CoinText.text(value), false));
        }
        List<Part> outputs = new ArrayList<>();
        Amount out = Amount.ZERO;
        Amount change = Amount.ZERO;
        for (TxOut output : tx.outputs()) {
            boolean back = output.scriptPubKey().equals(alice().scriptPubKey());
            out = out.plus(output.value());
            change = back ? change.plus(output.value()) : change;
            outputs.add(new Part(
                    back ? "lab.change" : "lab.paidOut",
                    back ? ALICE : to.name(),
                    CoinText.text(output.value()),
                    back));
        }
        String fee = CoinText.text(in.minus(out));
        context.show("payment", new Panel.Flow(inputs, outputs, fee));
        showCoins(after, before);
        context.show(
                "money",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.sumIn", CoinText.text(in)),
                        Panel.Value.of("lab.sumOut", CoinText.text(out)),
                        Panel.Value.lit("lab.feeCoins", fee),
                        Panel.Value.changed("lab.aliceHas", CoinText.text(sum(before)), CoinText.text(sum(after))))));
        context.see(
                "paid",
                "to",
                to.name(),
                "inputs",
                tx.inputs().size(),
                "in",
                CoinText.text(in),
                "payment",
                CoinText.text(out.minus(change)),
                "change",
                CoinText.text(change),
                "fee",
                fee);
        context.see(
                "balance",
                "who",
                ALICE,
                "before",
                CoinText.text(sum(before)),
                "after",
                CoinText.text(sum(after)),
                "coins",
                after.size());
    }
}
