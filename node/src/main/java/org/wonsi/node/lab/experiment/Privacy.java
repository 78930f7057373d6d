package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.paper.AddressClusters;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.ExperimentKey;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 10: Alice is paid three times and pays a shop twice, once with one address for all and once with a
 * new one each time. A stranger reads the whole chain, and groups its addresses by owner.
 */
public final class Privacy implements Experiment {
    private static final int NODES = 2;
    private static final String ALICE = "Alice";
    private static final List<Amount> FUNDING = List.of(Amount.ofCoins(2), Amount.parseCoins("1.5"), Amount.ofCoins(1));
    private static final Amount PRICE = Amount.parseCoins("0.4");
    private static final int PURCHASES = 2;
    private static final int SHORT = 10;

    private final ExperimentContext context;
    /** Alice's keys in the order in which they were first used, and the coins that she has. */
    private List<ExperimentKey> keys = new ArrayList<>();

    private List<ExperimentKey.Held> coins = new ArrayList<>();

    /** An experiment that reports to this context. */
    public Privacy(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("reuse", "another Alice is paid and pays, always with the same address", List.of()),
                new Command("fresh", "another Alice does the same, with a new address each time", List.of()),
                new Command("combine", "she spends all her coins in one payment", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        arguments.allow();
        switch (command) {
            case "reuse" -> live("reuse");
            case "fresh" -> live("fresh");
            case "combine" -> combine();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    private Node node() throws InterruptedException {
        return sandbox().nodes().get(0);
    }

    /** Where every customer of the shop pays: one address, known to all. */
    private Script shop() throws InterruptedException {
        return sandbox().nodes().get(1).faucetWallet().scriptPubKey();
    }

    private void mine(int which, int all) throws InterruptedException {
        context.waitFor("mining " + which + " " + all);
        Block block = sandbox().mine(node(), node().faucetWallet().scriptPubKey());
        Node node = node();
        context.await("the block is the tip", () -> node.snapshot().tip().hash().equals(block.hash()));
        context.waitFor("");
    }

    private ExperimentKey address(boolean fresh) throws InterruptedException {
        if (fresh || keys.isEmpty()) {
            keys.add(ExperimentKey.make(context.random(), node().params()));
        }
        return keys.get(keys.size() - 1);
    }

    /** Alice is paid three times and pays twice, each time from one coin. */
    private void live(String mode) throws InterruptedException {
        boolean fresh = mode.equals("fresh");
        keys = new ArrayList<>();
        coins = new ArrayList<>();
        Node node = node();
        context.waitFor("payments");
        if (!isKnown(shop())) {
            sandbox().mine(node, shop());
        }
        for (Amount gift : FUNDING) {
            coins.add(address(fresh).fund(node, gift));
        }
        mine(1, 2);
        for (int i = 0; i < PURCHASES; i++) {
            ExperimentKey.Held coin = coins.remove(0);
            ExperimentKey change = address(fresh);
            Amount rest = coin.value().minus(PRICE).minus(ExperimentKey.FEE);
            Transaction tx = ExperimentKey.sign(List.of(coin), List.of(new TxOut(PRICE, shop()), change.paid(rest)));
            ExperimentKey.submit(node, tx);
            coins.add(change.coinOf(tx, 1));
        }
        mine(2, 2);
        observe(mode);
    }

    /** Whether a script ever got something, so that a stranger knows it. */
    private boolean isKnown(Script script) throws InterruptedException {
        return Sandbox.blocksFrom(node(), 0).stream()
                .flatMap(block -> block.transactions().stream())
                .flatMap(tx -> tx.outputs().stream())
                .anyMatch(output -> output.scriptPubKey().equals(script));
    }

    private void combine() throws InterruptedException {
        if (coins.size() < 2) {
            live("fresh");
        }
        Amount sum = coins.stream().map(ExperimentKey.Held::value).reduce(Amount.ZERO, Amount::plus);
        ExperimentKey.submit(
                node(), ExperimentKey.sign(coins, List.of(new TxOut(sum.minus(ExperimentKey.FEE), shop()))));
        coins = new ArrayList<>();
        mine(1, 1);
        observe("combine");
    }

    // ------------------------------------------------------------------------------------------- the stranger

    private void observe(String mode) throws InterruptedException {
        AddressClusters stranger = new AddressClusters();
        Map<OutPoint, Script> outputs = new HashMap<>();
        List<Set<Script>> payments = new ArrayList<>();
        List<Script> hers = keys.stream().map(ExperimentKey::scriptPubKey).toList();
        for (Block block : Sandbox.blocksFrom(node(), 0)) {
            for (Transaction tx : block.transactions()) {
                stranger.add(tx);
                payments.add(touched(tx, outputs));
            }
        }
        Map<Script, Amount> balances = balances(hers);
        List<List<Script>> groups = stranger.groups(hers);
        show(stranger, groups, payments, balances);
        long touching = payments.stream()
                .filter(each -> hers.stream().anyMatch(each::contains))
                .count();
        List<AddressClusters.Link> links = links(stranger, hers);
        context.show(
                "count",
                new Panel.BigNumber(
                        String.valueOf(groups.size()),
                        "lab.ownersSeen",
                        List.of(
                                Panel.Value.of("lab.herAddresses", hers.size()),
                                Panel.Value.of("lab.herPayments", touching),
                                Panel.Value.of("lab.chainAddresses", stranger.scripts()),
                                Panel.Value.of("lab.chainClusters", stranger.clusters()))));
        context.see(
                "seen",
                "who",
                ALICE,
                "mode",
                mode,
                "addresses",
                hers.size(),
                "clusters",
                groups.size(),
                "links",
                links.size(),
                "payments",
                touching);
        context.see("chain", "addresses", stranger.scripts(), "clusters", stranger.clusters());
    }

    /** The scripts that a transaction pays or spends from. */
    private static Set<Script> touched(Transaction tx, Map<OutPoint, Script> outputs) {
        Set<Script> scripts = new HashSet<>();
        for (TxIn input : tx.inputs()) {
            Script script = outputs.get(input.prevout());
            if (script != null) {
                scripts.add(script);
            }
        }
        for (int i = 0; i < tx.outputs().size(); i++) {
            scripts.add(tx.outputs().get(i).scriptPubKey());
            outputs.put(new OutPoint(tx.txid(), i), tx.outputs().get(i).scriptPubKey());
        }
        return scripts;
    }

    private Map<Script, Amount> balances(List<Script> scripts) throws InterruptedException {
        Map<Script, Amount> balances = new HashMap<>();
        node().queries().read(q -> {
            q.forEachCoin((outPoint, coin) -> {
                Script script = coin.output().scriptPubKey();
                if (scripts.contains(script)) {
                    balances.merge(script, coin.output().value(), Amount::plus);
                }
            });
            return true;
        });
        return balances;
    }

    private static List<AddressClusters.Link> links(AddressClusters stranger, List<Script> hers) {
        return stranger.links().stream()
                .filter(link -> hers.contains(link.one()) && hers.contains(link.other()))
                .toList();
    }

    private void show(
            AddressClusters stranger,
            List<List<Script>> groups,
            List<Set<Script>> payments,
            Map<Script, Amount> balances) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (Script script : groups.get(i)) {
                long seen =
                        payments.stream().filter(each -> each.contains(script)).count();
                rows.add(List.of(
                        String.valueOf(i + 1),
                        name(script),
                        String.valueOf(seen),
                        CoinText.text(balances.getOrDefault(script, Amount.ZERO))));
            }
        }
        context.show(
                "clusters",
                new Panel.Table(
                        List.of("lab.takenForOwner", "lab.address", "lab.payments", "lab.balanceSeen"), rows, -1));
        List<List<String>> reasons = new ArrayList<>();
        for (AddressClusters.Link link :
                links(stranger, keys.stream().map(ExperimentKey::scriptPubKey).toList())) {
            reasons.add(List.of(
                    link.reason() == AddressClusters.Reason.CHANGE ? "lab.linkChange" : "lab.linkInputs",
                    name(link.one()),
                    name(link.other())));
        }
        if (reasons.isEmpty()) {
            context.hide("links");
        } else {
            context.show(
                    "links", new Panel.Table(List.of("lab.linkReason", "lab.address", "lab.linkedTo"), reasons, -1));
        }
    }

    private String name(Script script) {
        return keys.stream()
                .filter(owner -> owner.scriptPubKey().equals(script))
                .map(owner -> "\"" + owner.address().toString().substring(0, SHORT) + "…\"")
                .findFirst()
                .orElse("");
    }
}
