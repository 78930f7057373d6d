package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.wonsi.lab.attack.SelfishMining;
import org.wonsi.lab.attack.SelfishPool;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment on selfish mining: a miner keeps its blocks to itself and publishes them when that makes the others' stale;
 * once on real nodes, by the formula of Eyal and Sirer, and by a hundred thousand simulated blocks.
 */
public final class Selfish implements Experiment {
    private static final double USUAL_ALPHA = 0.4;
    private static final double USUAL_GAMMA = 0;
    private static final double MOST_ALPHA = 0.49;
    private static final double STEP = 0.01;
    /** Every fifth hundredth is played out, and drawn as a point. */
    private static final int MEASURED_EVERY = 5;

    private static final int BLOCKS = 100_000;
    private static final int BATCHES = 10;
    private static final int LIVE_BLOCKS = 12;
    private static final int MOST_LIVE = 30;

    private final ExperimentContext context;
    private double alpha = USUAL_ALPHA;
    private double gamma = USUAL_GAMMA;
    private List<Panel.Curve> measured = List.of();

    /** An experiment that reports to this context. */
    public Selfish(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "live",
                        "one run against real nodes; each block is really mined, and who finds it is drawn or given",
                        List.of(
                                "alpha=SHARE (as before)",
                                "blocks=N that are found (12)",
                                "finds=LETTERS in place of chance: a for the attacker, h for the honest")),
                new Command(
                        "curves",
                        "computes a selfish miner's share of the blocks that stay",
                        List.of("alpha=SHARE (0.40)", "gamma=SHARE (0.00)")),
                new Command(
                        "many",
                        "plays it out for many shares, block by block",
                        List.of("alpha=SHARE (as before)", "gamma=SHARE (as before)", "blocks=N (100000)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "live" -> live(arguments);
            case "curves" -> curves(arguments);
            case "many" -> many(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private void live(Arguments arguments) throws InterruptedException {
        arguments.allow("alpha", "blocks", "finds");
        double share = arguments.share("alpha", alpha, 0.01, MOST_ALPHA);
        int blocks = arguments.number("blocks", LIVE_BLOCKS, 1, MOST_LIVE);
        String finds = arguments.text("finds").orElse("");
        if (!finds.matches("[ah]{0," + MOST_LIVE + "}")) {
            throw new IllegalArgumentException("finds is at most " + MOST_LIVE
                    + " letters, a for the attacker and h for the honest, such as aah; not '" + finds + "'");
        }
        if (finds.isEmpty()) {
            StringBuilder drawn = new StringBuilder();
            for (int i = 0; i < blocks; i++) {
                drawn.append(context.random().nextDouble() < share ? 'a' : 'h');
            }
            finds = drawn.toString();
        }
        context.hide("sliders", "revenue", "values", "chain", "income");
        new SelfishRun(context).play(finds);
    }

    // ------------------------------------------------------------------------------------------- by formula

    private void choose(Arguments arguments) {
        double before = gamma;
        alpha = arguments.share("alpha", alpha, 0, MOST_ALPHA);
        gamma = arguments.share("gamma", gamma, 0, 1);
        if (before != gamma) {
            measured = List.of();
        }
        context.hide("chain", "income");
    }

    private void curves(Arguments arguments) {
        arguments.allow("alpha", "gamma");
        choose(arguments);
        show();
        double revenue = SelfishMining.revenue(alpha, gamma);
        context.see(
                "revenue",
                "alpha",
                share(alpha),
                "gamma",
                share(gamma),
                "formula",
                exact(revenue),
                "threshold",
                exact(SelfishMining.threshold(gamma)),
                "pays",
                revenue > alpha);
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7f", value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static Panel.Curve curve(String key, DoubleUnaryOperator revenue) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i <= Math.round(MOST_ALPHA / STEP); i++) {
            values.add(revenue.applyAsDouble(i * STEP));
        }
        return new Panel.Curve(key, values, List.of());
    }

    private void show() {
        context.show(
                "sliders",
                new Panel.Sliders(
                        "curves",
                        List.of(
                                new Panel.Slider("alpha", "lab.alpha", alpha, 0, MOST_ALPHA, STEP),
                                new Panel.Slider("gamma", "lab.gamma", gamma, 0, 1, 0.05))));
        List<Panel.Curve> all = new ArrayList<>(List.of(
                curve("curve.honest", share -> share),
                curve("curve.selfish", share -> SelfishMining.revenue(share, gamma))));
        all.addAll(measured);
        context.show("revenue", new Panel.Revenue(alpha, gamma, STEP, all));
        List<Panel.Value> rows = new ArrayList<>(List.of(
                Panel.Value.of("lab.revenueHonest", exact(alpha)),
                Panel.Value.lit("lab.revenueSelfish", exact(SelfishMining.revenue(alpha, gamma))),
                Panel.Value.of("lab.paysFrom", exact(SelfishMining.threshold(gamma)))));
        context.show("values", new Panel.Values(rows));
    }

    // ------------------------------------------------------------------------------------------- by chance

    private void many(Arguments arguments) throws InterruptedException {
        arguments.allow("alpha", "gamma", "blocks");
        choose(arguments);
        int blocks = arguments.number("blocks", BLOCKS, 1_000, 1_000_000);
        int last = (int) Math.round(MOST_ALPHA / STEP);
        int chosen = (int) Math.round(alpha / STEP);
        List<Double> shares = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            boolean played = i > 0 && (i % MEASURED_EVERY == 0 || i == chosen);
            double[] point = played ? measure(i * STEP, blocks) : new double[2];
            shares.add(point[0]);
            errors.add(point[1]);
        }
        measured = List.of(new Panel.Curve("curve.ranSelfish", shares, errors));
        show();
        context.see(
                "simulated",
                "alpha",
                share(alpha),
                "gamma",
                share(gamma),
                "blocks",
                blocks,
                "share",
                String.format(Locale.ROOT, "%.4f", shares.get(chosen)),
                "interval",
                String.format(Locale.ROOT, "%.4f", errors.get(chosen)));
    }

    /** The mean of batches, and half the width of its 95 % interval by their scatter. */
    private double[] measure(double share, int blocks) {
        SelfishPool pool = new SelfishPool(
                share, gamma, new SplittableRandom(context.random().nextLong()));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < BATCHES; i++) {
            double revenue = pool.revenue(blocks / BATCHES);
            sum += revenue;
            squares += revenue * revenue;
        }
        double mean = sum / BATCHES;
        double variance = Math.max(0, squares / BATCHES - mean * mean) * BATCHES / (BATCHES - 1);
        // Student's t with nine degrees of freedom.
        return new double[] {mean, 2.262 * Math.sqrt(variance / BATCHES)};
    }
}
