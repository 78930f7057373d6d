package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.paper.AttackerSuccess;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SecretBranch;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.Panel;

/**
 * The theft of lesson 6: an attacker with most of the work takes a payment back, and the gain is compared with that of honest
 * mining.
 */
final class MajorityTheft {
    private static final Amount PRICE = Amount.ofCoins(5);
    private static final int CONFIRMATIONS = 6;
    private static final int STOLEN_BRANCH = 3;
    private static final List<Double> SHARES = List.of(0.1, 0.3, 0.45);

    private final ExperimentContext context;
    private final LabNetwork lab;

    MajorityTheft(ExperimentContext context, LabNetwork lab) {
        this.context = context;
        this.lab = lab;
    }

    void commit() throws InterruptedException {
        Node seoul = lab.node(Incentive.SEOUL);
        SingleKeyPayer mallory = SingleKeyPayer.generate(context.random());
        SingleKeyPayer shop = SingleKeyPayer.generate(context.random());
        SingleKeyPayer.Money coin = lab.fund(mallory, PRICE.plus(Incentive.FEE));
        HeaderNode fork = LabNetwork.tip(seoul);
        Transaction paid = mallory.pay(coin, shop.script(), Incentive.FEE);
        Incentive.accepted(LabNetwork.submit(seoul, paid));
        List<Block> honest = new ArrayList<>();
        for (int i = 1; i < STOLEN_BRANCH; i++) {
            context.waitFor("mining " + i + " " + (STOLEN_BRANCH - 1));
            honest.add(lab.mine(seoul));
        }
        Amount shopHad = LabNetwork.received(seoul, paid);
        Transaction back = mallory.pay(coin, mallory.script(), Incentive.FEE);
        Attacker attacker = new Attacker(context, lab.sandbox());
        List<Block> branch =
                SecretBranch.mine(context, attacker, fork, STOLEN_BRANCH, mallory.script(), seoul, List.of(back));
        attacker.deliver(seoul, branch).ifPresent(reason -> {
            throw new IllegalStateException("the attacker's branch was refused: " + reason);
        });
        lab.awaitTip(branch.get(branch.size() - 1).hash(), lab.nodes());
        Amount stolen = LabNetwork.received(seoul, back);
        context.see(
                "stolen",
                "amount",
                CoinText.text(stolen),
                "shop",
                CoinText.text(shopHad) + "->" + CoinText.text(LabNetwork.received(seoul, paid)),
                "blocks",
                branch.size());
        showTheft(fork, honest, branch);
        countProfit(stolen, branch);
        countMinority(branch.get(0).transactions().get(0).outputs().get(0).value());
    }

    private void showTheft(HeaderNode fork, List<Block> honest, List<Block> branch) {
        List<Panel.Card> cards = new ArrayList<>();
        lab.node(Incentive.SEOUL)
                .queries()
                .read(q -> q.body(fork.hash()))
                .ifPresent(block -> cards.add(lab.card(0, fork.height(), block, "")));
        for (int i = 0; i < branch.size(); i++) {
            cards.add(lab.card(0, fork.height() + 1 + i, branch.get(i), ""));
        }
        for (int i = 0; i < honest.size(); i++) {
            cards.add(lab.card(1, fork.height() + 1 + i, honest.get(i), "abandoned"));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    /** Honest and thieving, the same machines find the same number of blocks; what differs is the stolen amount. */
    private void countProfit(Amount stolen, List<Block> branch) {
        Amount rewards = branch.stream()
                .map(block -> block.transactions().get(0).outputs().get(0).value())
                .reduce(Amount.ZERO, Amount::plus);
        Amount sum = rewards.plus(stolen);
        String blocks = String.valueOf(branch.size());
        context.show(
                "ledger",
                new Panel.Table(
                        List.of("lab.way", "lab.blocksFound", "lab.rewards", "lab.takenBack", "lab.sum"),
                        List.of(
                                List.of("lab.honest", blocks, CoinText.text(rewards), "0.00", CoinText.text(rewards)),
                                List.of(
                                        "lab.steal",
                                        blocks,
                                        CoinText.text(rewards),
                                        CoinText.text(stolen),
                                        CoinText.text(sum))),
                        -1));
        String fall = String.format(Locale.ROOT, "%.1f", 100.0 * stolen.satoshis() / sum.satoshis());
        context.show("fall", new Panel.BigNumber(fall, "unit.percent", List.of()));
        context.see("profit", "rewards", CoinText.text(rewards), "stolen", CoinText.text(stolen), "breakeven", fall);
    }

    /**
     * What a minority may expect: the payment with the chance of the paper's formula; else the blocks are lost that it found
     * while the others found six.
     */
    private void countMinority(Amount reward) {
        List<List<String>> rows = new ArrayList<>();
        for (double q : SHARES) {
            double chance = AttackerSuccess.paper(q, CONFIRMATIONS);
            double gain = chance * coins(PRICE);
            double loss = (1 - chance) * CONFIRMATIONS * q / (1 - q) * coins(reward);
            String net = String.format(Locale.ROOT, "%+.2f", gain - loss);
            rows.add(List.of(
                    String.format(Locale.ROOT, "\"%.0f %%\"", 100 * q),
                    String.format(Locale.ROOT, "\"%.2f %%\"", 100 * chance),
                    String.format(Locale.ROOT, "%.2f", gain),
                    String.format(Locale.ROOT, "%.2f", loss),
                    net));
            context.see("minority", "share", q, "chance", String.format(Locale.ROOT, "%.4f", chance), "net", net);
        }
        context.show(
                "minority",
                new Panel.Table(
                        List.of(
                                "lab.workShare",
                                "lab.successChance",
                                "lab.expectedGain",
                                "lab.expectedLoss",
                                "lab.net"),
                        rows,
                        -1));
    }

    private static double coins(Amount amount) {
        return amount.satoshis() / (double) Amount.SATOSHIS_PER_COIN;
    }
}
