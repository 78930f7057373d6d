package org.wonsi.node.lab;

import java.util.List;
import java.util.function.Function;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.experiment.Change;
import org.wonsi.node.lab.experiment.Coin;
import org.wonsi.node.lab.experiment.DoubleSpend;
import org.wonsi.node.lab.experiment.History;
import org.wonsi.node.lab.experiment.Incentive;
import org.wonsi.node.lab.experiment.Mining;
import org.wonsi.node.lab.experiment.Partition;
import org.wonsi.node.lab.experiment.Privacy;
import org.wonsi.node.lab.experiment.Pruning;
import org.wonsi.node.lab.experiment.Race;
import org.wonsi.node.lab.experiment.Real;
import org.wonsi.node.lab.experiment.RuleChange;
import org.wonsi.node.lab.experiment.Selfish;
import org.wonsi.node.lab.experiment.Spv;
import org.wonsi.node.lab.experiment.Tamper;
import org.wonsi.node.lab.experiment.Whole;

/** The list of all experiments: a new one is a class and a line here. */
final class ExperimentCatalogue {
    private ExperimentCatalogue() {}

    /**
     * An experiment that can be made.
     *
     * @param lesson the lesson it belongs to
     */
    record Entry(String name, int lesson, String summary, Function<ExperimentContext, Experiment> make) {}

    static final List<Entry> ENTRIES = List.of(
            new Entry("doublespend", 1, "one coin is paid to two people, and a block decides", DoubleSpend::new),
            new Entry("coin", 2, "a coin goes from owner to owner, and its script is run step by step", Coin::new),
            new Entry("tamper", 3, "an amount in an old block is changed, and brought before a node", Tamper::new),
            new Entry(
                    "mining", 4, "nonces are tried by hand and by search, and a window is mined too fast", Mining::new),
            new Entry("partition", 5, "a network is cut in two, and healed", Partition::new),
            new Entry(
                    "incentive",
                    6,
                    "what a miner earns, and what a thief with more work than all would",
                    Incentive::new),
            new Entry("pruning", 7, "spent transactions of a block are left out, and its root stays", Pruning::new),
            new Entry("spv", 8, "a wallet with headers only is convinced, fooled and warned", Spv::new),
            new Entry("change", 9, "coins of different size are combined and split in payments", Change::new),
            new Entry("privacy", 10, "a stranger groups the addresses of the chain by owner", Privacy::new),
            new Entry(
                    "race",
                    11,
                    "an attacker's branch races the honest one: by formula, by chance, and on real nodes",
                    Race::new),
            new Entry("whole", 12, "a payment is followed from the wallet to its sixth confirmation", Whole::new),
            new Entry(
                    "history", 13, "three accidents of Bitcoin's history, tried on the rules made since", History::new),
            new Entry("real", 14, "Bitcoin's first payment and a full block of 2016 are checked here", Real::new),
            new Entry(
                    "selfish",
                    15,
                    "a miner keeps its blocks to itself: on real nodes, by formula, and by chance",
                    Selfish::new),
            new Entry(
                    "rulechange",
                    16,
                    "half of a network goes by another rule, and it splits in two: tightened and loosened",
                    RuleChange::new));
}
