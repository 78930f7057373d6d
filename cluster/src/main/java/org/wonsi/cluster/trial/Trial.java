package org.wonsi.cluster.trial;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.lab.attack.DoubleSpendRace;
import org.wonsi.lab.attack.SelfishPool;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.ScenarioSetting;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.lab.network.SimulationReport;

/**
 * A kind of simulation: it is given numbers and a seed, and gives what was measured.
 *
 * <p>The same numbers and seed give the same measures, to the last bit, on every machine; so it doesn't matter where in a
 * cluster a trial runs, or whether it runs twice.
 */
public enum Trial {
    /** A selfish pool, block by block ({@link SelfishPool}). */
    SELFISH_POOL(
            List.of(
                    TrialInput.of("gamma", 0, 1, false, "share of the honest work on the pool's side of a tie"),
                    TrialInput.of("alpha", 0, 0.49, false, "the pool's share of the work"),
                    TrialInput.of("blocks", 1, 100_000_000, true, "found in a run")),
            List.of("revenue")) {
        @Override
        public List<Double> run(SortedMap<String, Double> numbers, long seed) {
            SelfishPool pool =
                    new SelfishPool(number(numbers, "alpha"), number(numbers, "gamma"), random(numbers, seed));
            return List.of(pool.revenue((int) number(numbers, "blocks")));
        }
    },
    /** Section 11's race against a merchant who waits ({@link DoubleSpendRace}). */
    DOUBLE_SPEND(
            List.of(
                    TrialInput.of("q", 0, 0.49, false, "the attacker's share of the work"),
                    TrialInput.of("z", 0, 1_000, true, "confirmations that the merchant waits for"),
                    TrialInput.of("lead", 0, 1, true, "0: the attacker has to draw level; 1: to be a block ahead"),
                    TrialInput.of("races", 1, 100_000_000, true, "in a run")),
            List.of("success")) {
        @Override
        public List<Double> run(SortedMap<String, Double> numbers, long seed) {
            DoubleSpendRace race = new DoubleSpendRace(number(numbers, "q"), random(numbers, seed));
            int lead = (int) number(numbers, "lead");
            return List.of(race.share((int) number(numbers, "z"), lead, (int) number(numbers, "races")));
        }
    },
    /** A network of complete nodes in virtual time ({@link SimulatedNetwork}), as {@code wonsi simulate} runs it. */
    NETWORK(
            Stream.of(ScenarioSetting.values()).map(TrialInput::of).toList(),
            List.of(
                    "stale_rate",
                    "miners_delay",
                    "delay_50",
                    "delay_90",
                    "delay_99",
                    "mean_delay",
                    "blocks",
                    "stale",
                    "deepest_reorganisation",
                    "selfish_revenue",
                    "selfish_gamma")) {
        @Override
        public List<Double> run(SortedMap<String, Double> numbers, long seed) {
            SimulationReport report = new SimulatedNetwork(scenario(numbers), seed).run();
            return List.of(
                    report.staleRate(),
                    report.minersDelay(),
                    report.delay50(),
                    report.delay90(),
                    report.delay99(),
                    report.meanDelay(),
                    (double) report.blocks(),
                    (double) report.stale(),
                    (double) report.deepestReorganisation(),
                    report.selfish().revenue(),
                    report.selfish().gamma());
        }
    };

    // Lists that can't be changed, which their type doesn't say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<TrialInput> inputs;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> measures;

    Trial(List<TrialInput> inputs, List<String> measures) {
        this.inputs = inputs;
        this.measures = measures;
    }

    /** What it takes. */
    public List<TrialInput> inputs() {
        return inputs;
    }

    /** The names of what it gives, in order. */
    public List<String> measures() {
        return measures;
    }

    /** The input of a name. */
    public Optional<TrialInput> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    /**
     * Checks numbers that belong together.
     *
     * @return what is wrong with them, if anything
     */
    public Optional<String> problem(SortedMap<String, Double> numbers) {
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            Optional<String> problem = input(number.getKey())
                    .map(input -> input.problem(number.getValue()))
                    .orElse(Optional.of("there is no number " + number.getKey()));
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (this == NETWORK) {
            try {
                scenario(numbers);
            } catch (MalformedException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /**
     * Runs once.
     *
     * @param numbers by the names of inputs; a network's may be left out, and are then the usual ones
     * @return the measures, in the order of their names
     */
    public abstract List<Double> run(SortedMap<String, Double> numbers, long seed);

    private static double number(SortedMap<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    private static Scenario scenario(SortedMap<String, Double> numbers) {
        Map<ScenarioSetting, Double> settings = new EnumMap<>(ScenarioSetting.class);
        numbers.forEach(
                (name, number) -> settings.put(ScenarioSetting.named(name).orElseThrow(), number));
        return Scenario.withoutFaults(20, 2).with(settings);
    }

    /**
     * Chance that is another for every seed and for all other numbers.
     *
     * <p>With the seed alone, all points of a curve would be drawn from the same numbers, and lie above or below theory together. A
     * network's seed is taken as it is, so that {@code wonsi simulate --seed} shows the same run.
     */
    private static SplittableRandom random(SortedMap<String, Double> numbers, long seed) {
        long mixed = seed;
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            mixed = 31 * mixed + number.getKey().hashCode();
            mixed = new SplittableRandom(31 * mixed + Double.doubleToLongBits(number.getValue())).nextLong();
        }
        return new SplittableRandom(mixed);
    }
}
