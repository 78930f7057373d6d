package org.wonsi.lab.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.wonsi.lab.attack.DoubleSpendRace;
import org.wonsi.lab.attack.SelfishMining;
import org.wonsi.lab.attack.SelfishPool;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.ScenarioSetting;
import org.wonsi.lab.network.SelfishResult;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.lab.network.SimulationReport;

/**
 * Tables of simulated values beside the values of theory; each from a fixed seed, so the same every time.
 *
 * <p>Source: paper, section 11; Decker and Wattenhofer, "Information Propagation in the Bitcoin Network" (2013), for the
 * stale rate; Eyal and Sirer, "Majority is not enough" (2013), for selfish mining.
 *
 * <p>They are the evidence that the simulator is right: a value far outside its interval would show that the simulator,
 * or an assumption of the theory, is wrong. docs/simulation.md shows them, and a test compares that page with what is
 * measured.
 */
public final class TheoryTables {
    /** What all chance in the tables comes from: a table's first row from this, the next from the number after it. */
    public static final long SEED = 2009;

    private static final double[] LATENCIES = {20, 75, 150, 300, 600};
    private static final double BLOCK_INTERVAL = 10;
    private static final double STALE_HOURS = 4;
    private static final int BATCHES = 20;
    private static final int BLOCKS_A_BATCH = 50_000;
    private static final int RACES = 50_000;

    private static final double[][] SELFISH = {
        {0, 0.2}, {0, 0.3}, {0, 1.0 / 3}, {0, 0.4}, {0, 0.45},
        {0.5, 0.1}, {0.5, 0.2}, {0.5, 0.25}, {0.5, 0.3}, {0.5, 0.4},
        {1, 0.05}, {1, 0.1}, {1, 0.2}, {1, 0.3}, {1, 0.4},
    };

    private static final int[] SELFISH_LINKS = {1, 3, 8};
    private static final int SELFISH_NODES = 8;
    private static final double SELFISH_SHARE = 0.4;
    private static final double SELFISH_INTERVAL = 30;
    private static final double SELFISH_HOURS = 5;
    private static final int SELFISH_RUNS = 6;
    private static final double SELFISH_LATENCY = 20;

    private static final double[] ATTACKERS = {0.1, 0.2, 0.3, 0.4};
    private static final int[] CONFIRMATIONS = {1, 2, 4, 6, 10};

    private TheoryTables() {}

    // ------------------------------------------------------------------------------------------- measuring

    /** Stale blocks for each block that stays, in networks of six miners whose links get slower. */
    public static List<MeasuredValue> staleRates() {
        List<MeasuredValue> rows = new ArrayList<>();
        for (double latency : LATENCIES) {
            Scenario scenario = Scenario.withoutFaults(6, STALE_HOURS)
                    .with(ScenarioSetting.LINKS_PER_NODE, 2)
                    .with(ScenarioSetting.BLOCK_INTERVAL, BLOCK_INTERVAL)
                    .with(ScenarioSetting.LATENCY_MILLIS, latency);
            SimulationReport report = new SimulatedNetwork(scenario, SEED + rows.size()).run();
            String point = text("%.0f ms | %.2f s", latency, report.minersDelay());
            int stayed = report.blocks() - report.stale();
            rows.add(MeasuredValue.share(point, report.expectedStaleRate(BLOCK_INTERVAL), report.staleRate(), stayed));
        }
        return List.copyOf(rows);
    }

    /** The share of the blocks that goes to a selfish pool. */
    public static List<MeasuredValue> selfishRevenues() {
        List<MeasuredValue> rows = new ArrayList<>();
        for (double[] pair : SELFISH) {
            double gamma = pair[0];
            double alpha = pair[1];
            SelfishPool pool = new SelfishPool(alpha, gamma, new SplittableRandom(SEED + rows.size()));
            double[] batches = new double[BATCHES];
            for (int i = 0; i < BATCHES; i++) {
                batches[i] = pool.revenue(BLOCKS_A_BATCH);
            }
            String point = text("%.1f | %.1f %%", gamma, 100 * alpha);
            rows.add(MeasuredValue.ofBatches(point, SelfishMining.revenue(alpha, gamma), batches));
        }
        return List.copyOf(rows);
    }

    /**
     * The share of a selfish miner that withholds real blocks in networks of complete nodes, with few links and with many; theory with
     * the part of the honest work on its side that was counted in all runs of a row.
     */
    public static List<MeasuredValue> selfishNetworks() {
        List<MeasuredValue> rows = new ArrayList<>();
        for (int links : SELFISH_LINKS) {
            Scenario scenario = Scenario.withoutFaults(SELFISH_NODES, SELFISH_HOURS)
                    .with(ScenarioSetting.LINKS_PER_NODE, 2)
                    .with(ScenarioSetting.BLOCK_INTERVAL, SELFISH_INTERVAL)
                    .with(ScenarioSetting.LATENCY_MILLIS, SELFISH_LATENCY)
                    .with(ScenarioSetting.SELFISH, SELFISH_SHARE)
                    .with(ScenarioSetting.SELFISH_LINKS, links);
            double[] revenues = new double[SELFISH_RUNS];
            int ties = 0;
            int followed = 0;
            for (int i = 0; i < SELFISH_RUNS; i++) {
                long seed = SEED + (long) SELFISH_RUNS * rows.size() + i;
                SelfishResult result =
                        new SimulatedNetwork(scenario, seed).run().selfish();
                revenues[i] = result.revenue();
                ties += result.ties();
                followed += result.followed();
            }
            double gamma = ties == 0 ? 0 : (double) followed / ties;
            String point = text("%d | %.3f, %d of %d ties", links, gamma, followed, ties);
            rows.add(MeasuredValue.ofBatches(point, SelfishMining.revenue(SELFISH_SHARE, gamma), revenues));
        }
        return List.copyOf(rows);
    }

    /** The table of how often an attacker catches up with z confirmations. */
    public static List<MeasuredValue> attackerSuccesses() {
        List<MeasuredValue> rows = new ArrayList<>();
        for (double q : ATTACKERS) {
            for (int z : CONFIRMATIONS) {
                DoubleSpendRace race = new DoubleSpendRace(q, new SplittableRandom(SEED + rows.size()));
                String point = text("%.0f %% | %d | %.3f %%", 100 * q, z, 100 * AttackerSuccess.paper(q, z));
                rows.add(MeasuredValue.share(point, AttackerSuccess.tie(q, z), race.share(z, 0, RACES), RACES));
            }
        }
        return List.copyOf(rows);
    }

    // ------------------------------------------------------------------------------------------- text

    /** All tables in Markdown, as docs/simulation.md has them. */
    public static String toMarkdown(
            List<MeasuredValue> stale,
            List<MeasuredValue> selfish,
            List<MeasuredValue> networks,
            List<MeasuredValue> attackers) {
        StringBuilder out = new StringBuilder();
        out.append(text(
                "Stale blocks for each block that stays: 6 miners, a block in %.0f s, %.0f hours. Theory: 1 - e^(-delay/interval).%n%n",
                BLOCK_INTERVAL, STALE_HOURS));
        table(out, "latency of a link | mean delay of a block", stale);
        out.append(text(
                "%nThe selfish pool's share of the blocks that stay, %d batches of %d blocks. Theory: Eyal and Sirer's formula;"
                        + " withholding pays where the share is above α, from 33.3 %% (γ = 0), 25 %% (γ = 0.5), 0 %% (γ = 1) on.%n%n",
                BATCHES, BLOCKS_A_BATCH));
        table(out, "γ | α", selfish);
        out.append(text(
                "%nThe same in networks of %d complete nodes whose selfish miner has %.0f %% of the work and withholds real blocks, a block"
                        + " in %.0f s, %d runs of %.0f hours each. Theory: the formula with the γ that was counted, the ties that"
                        + " honest miners ended on its block.%n%n",
                SELFISH_NODES, 100 * SELFISH_SHARE, SELFISH_INTERVAL, SELFISH_RUNS, SELFISH_HOURS));
        table(out, "its links | γ", networks);
        out.append(text(
                "%nThe attacker draws level after z confirmations, %d races each. Theory: section 11 without its simplification;"
                        + " the paper's own numbers, a Poisson estimate, stand beside.%n%n",
                RACES));
        table(out, "q | z | paper", attackers);
        return out.toString();
    }

    private static void table(StringBuilder out, String points, List<MeasuredValue> rows) {
        out.append("| ").append(points).append(" | theory | measured | 95 % interval |\n|");
        out.append("---|".repeat((int) points.chars().filter(c -> c == '|').count() + 4))
                .append('\n');
        for (MeasuredValue row : rows) {
            out.append(text(
                    "| %s | %.3f %% | %.3f %% | ± %.3f %% |%n",
                    row.point(), 100 * row.theory(), 100 * row.value(), 100 * row.confidence()));
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
