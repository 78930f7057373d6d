package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 1: one coin is paid to Alice, who asks Seoul, and to Bob, who asks Busan. Both payments are signed
 * as they should be; each node keeps the one it saw first, and only a block decides.
 */
public final class DoubleSpend implements Experiment {
    private static final String SEOUL = "Seoul";
    private static final String BUSAN = "Busan";
    private static final String JEJU = "Jeju";
    private static final String VERDICT = "verdict";
    private static final int NODES = 3;
    private static final Amount COIN = Amount.parseCoins("5.00001");
    private static final Amount FEE = new Amount(1_000);

    private final ExperimentContext context;
    private @Nullable Story story;

    /** A coin's two payments. */
    private static final class Story {
        private final LabNetwork network;
        private final SingleKeyPayer.Money coin;
        private final Transaction toAlice;
        private final Transaction toBob;
        private boolean compared;
        private boolean decided;

        Story(LabNetwork network, SingleKeyPayer.Money coin, Transaction toAlice, Transaction toBob) {
            this.network = network;
            this.coin = coin;
            this.toAlice = toAlice;
            this.toBob = toBob;
        }
    }

    /** An experiment that reports to this context. */
    public DoubleSpend(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("pay", "pays one coin to Alice at Seoul, and to Bob at Busan", List.of()),
                new Command("compare", "tells each of the two nodes what the other has", List.of()),
                new Command("block", "mines the next block, which decides", List.of("miner=NODE (Seoul)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "pay" -> {
                arguments.allow();
                pay();
            }
            case "compare" -> {
                arguments.allow();
                compare();
            }
            case "block" -> block(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- pay

    private Story pay() throws InterruptedException {
        story = null;
        context.hide("chain", VERDICT + SEOUL, VERDICT + BUSAN, "nodes", "coin");
        LabNetwork network = new LabNetwork(context, context.newSandbox(NODES));
        SingleKeyPayer mallory = SingleKeyPayer.generate(context.random());
        SingleKeyPayer.Money coin = network.fund(mallory, COIN);
        Story told = new Story(
                network,
                coin,
                mallory.pay(coin, SingleKeyPayer.generate(context.random()).script(), FEE),
                mallory.pay(coin, SingleKeyPayer.generate(context.random()).script(), FEE));
        // So that neither node hears of the other's payment before it has taken its own.
        network.cut(SEOUL, BUSAN);
        network.cut(SEOUL, JEJU);
        accept(network.node(SEOUL), told.toAlice);
        accept(network.node(BUSAN), told.toBob);
        network.awaitWaiting(told.toBob.txid(), BUSAN, JEJU);
        story = told;
        context.waitFor("");
        context.see("waiting", "node", SEOUL, "to", "Alice", "amount", amount(told.toAlice));
        context.see("waiting", "node", BUSAN, "to", "Bob", "amount", amount(told.toBob));
        showCoin(told);
        showNodes(told, rows(told));
        return told;
    }

    private static void accept(Node node, Transaction tx) throws InterruptedException {
        LabNetwork.submit(node, tx).ifPresent(why -> {
            throw new IllegalStateException("the lab's payment was refused: " + why);
        });
    }

    private static String amount(Transaction tx) {
        return CoinText.text(tx.outputs().get(0).value());
    }

    private Story story() throws InterruptedException {
        Story told = story;
        return told == null || told.decided ? pay() : told;
    }

    // ------------------------------------------------------------------------------------------- compare and decide

    private void compare() throws InterruptedException {
        Story told = story();
        context.hide(VERDICT + SEOUL, VERDICT + BUSAN);
        if (!told.compared) {
            told.network.heal(SEOUL, BUSAN);
            told.network.heal(SEOUL, JEJU);
            told.compared = true;
        }
        judge(told, SEOUL, "Bob", told.toBob);
        judge(told, BUSAN, "Alice", told.toAlice);
        showNodes(told, rows(told));
    }

    private void judge(Story told, String name, String to, Transaction tx) throws InterruptedException {
        String reason = LabNetwork.submit(told.network.node(name), tx).orElse("");
        context.show(VERDICT + name, new Panel.Verdict(name, "lab.to" + to, reason.isEmpty(), reason));
        context.see("refused", "by", name, "to", to, "reason", reason);
    }

    private void block(Arguments arguments) throws InterruptedException {
        arguments.allow("miner");
        String miner = arguments.word("miner", SEOUL, List.of(SEOUL, BUSAN, JEJU));
        Story told = story();
        if (!told.compared) {
            compare();
        }
        context.hide(VERDICT + SEOUL, VERDICT + BUSAN);
        LabNetwork network = told.network;
        List<List<String>> before = rows(told);
        context.waitFor("mining 1 1");
        Block block = network.mine(network.node(miner));
        told.decided = true;
        context.waitFor("");
        boolean isAlices = block.transactions().contains(told.toAlice);
        Transaction lost = isAlices ? told.toBob : told.toAlice;
        String winner = isAlices ? "Alice" : "Bob";
        String loser = isAlices ? "Bob" : "Alice";
        String loserAsks = isAlices ? BUSAN : SEOUL;
        int height = LabNetwork.tip(network.node(miner)).height();
        context.see("confirmed", "to", winner, "height", height, "miner", miner);
        context.await("the other payment is gone", () -> !LabNetwork.isWaiting(network.node(loserAsks), lost.txid()));
        context.see("gone", "to", loser, "node", loserAsks);
        showChain(told, block, height);
        showNodes(told, before);
        judge(told, loserAsks, loser, lost);
    }

    // ------------------------------------------------------------------------------------------- panels

    private void showCoin(Story told) {
        context.show(
                "coin",
                new Panel.Values(List.of(
                        Panel.Value.lit(
                                "lab.spentFor", told.coin.outPoint().txid().toDisplay()),
                        Panel.Value.of("lab.toAlice", told.toAlice.txid().toDisplay()),
                        Panel.Value.of("lab.toBob", told.toBob.txid().toDisplay()),
                        Panel.Value.of("lab.signatures", "lab.bothGood"))));
    }

    private static List<List<String>> rows(Story told) throws InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        for (Node node : told.network.nodes()) {
            rows.add(List.of(
                    "node." + node.name(),
                    LabNetwork.locate(node, told.toAlice.txid()),
                    LabNetwork.locate(node, told.toBob.txid()),
                    CoinText.text(LabNetwork.received(node, told.toAlice)),
                    CoinText.text(LabNetwork.received(node, told.toBob))));
        }
        return rows;
    }

    private void showNodes(Story told, List<List<String>> before) throws InterruptedException {
        context.show(
                "nodes",
                new Panel.Table(
                        List.of("lab.node", "lab.toAlice", "lab.toBob", "lab.aliceGot", "lab.bobGot"),
                        LabNetwork.changes(before, rows(told)),
                        -1));
    }

    private void showChain(Story told, Block block, int height) {
        List<Panel.Card> cards = new ArrayList<>();
        Node reader = told.network.node(SEOUL);
        reader.queries()
                .read(q -> q.body(block.header().prevBlock()))
                .ifPresent(parent -> cards.add(told.network.card(0, height - 1, parent, "")));
        cards.add(told.network.card(0, height, block, "new"));
        context.show("chain", new Panel.Chain(cards));
    }
}
