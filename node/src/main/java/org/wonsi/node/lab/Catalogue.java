package org.wonsi.node.lab;

import java.util.List;
import java.util.function.Function;
import org.wonsi.node.lab.experiment.Change;
import org.wonsi.node.lab.experiment.Mining;
import org.wonsi.node.lab.experiment.Privacy;
import org.wonsi.node.lab.experiment.Pruning;
import org.wonsi.node.lab.experiment.Tamper;
import org.wonsi.node.lab.experiment.Whole;
import org.wonsi.node.lab.stage.Experiment;
import org.wonsi.node.lab.stage.Stage;

/** The experiments that there are: a new one is a class and a line here. */
final class Catalogue {
    private Catalogue() {}

    /**
     * An experiment that can be made.
     *
     * @param lesson the lesson it belongs to
     */
    record Entry(String name, int lesson, String summary, Function<Stage, Experiment> make) {}

    static final List<Entry> ENTRIES = List.of(
            new Entry("tamper", 3, "an amount in an old block is changed, and brought before a node", Tamper::new),
            new Entry("mining", 4, "nonces are tried by hand and by search, and a window is mined too fast", Mining::new),
            new Entry("pruning", 7, "spent transactions of a block are left out, and its root stays", Pruning::new),
            new Entry("change", 9, "coins of different size are combined and split in payments", Change::new),
            new Entry("privacy", 10, "a stranger groups the addresses of the chain by owner", Privacy::new),
            new Entry("whole", 12, "a payment is followed from the wallet to its sixth confirmation", Whole::new));
}
