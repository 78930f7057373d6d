package org.wonsi.cluster.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonsi.cluster.trial.Trial;
import org.wonsi.lab.attack.SelfishMining;
import org.wonsi.lab.paper.AttackerSuccess;

/**
 * A sweep: which trial, over which grid unless told otherwise, and what theory says.
 *
 * <p>The last axis is the plot's x axis; each combination of the others is a curve.
 */
// Its lists and maps can't be changed, which their types don't say.
@SuppressWarnings("ImmutableEnumChecker")
public enum Sweep {
    SELFISH(
            Trial.SELFISH_POOL,
            new Words(
                    "A selfish pool's share of the blocks that stay, by its share of the work",
                    "이기적 채굴 풀이 남긴 블록의 비율 (작업량 비율별)"),
            List.of(Axis.of("gamma", 0, 0.5, 1), Axis.of("alpha", 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)),
            Map.of("blocks", 500_000.0),
            List.of("revenue"),
            false,
            List.of(
                    new Theory(
                            "formula",
                            new Words("Eyal and Sirer's formula", "Eyal–Sirer 공식"),
                            true,
                            (n, m) -> SelfishMining.revenue(value(n, "alpha"), value(n, "gamma"))),
                    new Theory("honest", new Words("honest mining", "정직한 채굴"), true, (n, m) -> value(n, "alpha")))),
    DOUBLE_SPEND(
            Trial.DOUBLE_SPEND,
            new Words(
                    "How often an attacker replaces a payment, by the confirmations waited for",
                    "공격자가 지불을 되돌리는 확률 (기다린 확인 수별)"),
            List.of(Axis.of("q", 0.1, 0.2, 0.3, 0.4), Axis.of("z", 0, 1, 2, 3, 4, 5, 6, 8, 10)),
            Map.of("lead", 0.0, "races", 500_000.0),
            List.of("success"),
            true,
            List.of(
                    new Theory("exact", new Words("exact", "정확한 값"), true, (n, m) -> exact(n)),
                    new Theory(
                            "paper",
                            new Words("the paper's formula", "백서의 공식"),
                            true,
                            (n, m) -> AttackerSuccess.paper(value(n, "q"), (int) value(n, "z"))))),
    STALE(
            Trial.NETWORK,
            new Words(
                    "Stale blocks for each block that stays, by a link's latency and the block's size",
                    "남은 블록 하나당 버려진 블록 수 (링크 지연과 블록 크기별)"),
            List.of(
                    Axis.of("blockBytes", 0, 250_000, 500_000, 1_000_000),
                    Axis.of("latencyMillis", 50, 100, 200, 400, 800)),
            Map.of("nodes", 10.0, "linksPerNode", 2.0, "blockInterval", 60.0, "hours", 12.0),
            List.of("stale_rate"),
            false,
            List.of(new Theory(
                    "expected",
                    new Words("1 − e^(−delay/interval)", "1 − e^(−지연/간격)"),
                    false,
                    (n, m) -> 1 - Math.exp(-value(m, "miners_delay") / value(n, "blockInterval"))))),
    PROPAGATION(
            Trial.NETWORK,
            new Words(
                    "Seconds until a share of the nodes has a block, by the links that each node dials",
                    "블록이 노드의 일정 비율에 퍼지는 시간 (노드가 거는 연결 수별)"),
            List.of(Axis.of("linksPerNode", 1, 2, 3, 4, 6, 8, 12)),
            Map.of("nodes", 100.0, "blockInterval", 60.0, "hours", 0.5),
            List.of("delay_50", "delay_90", "delay_99"),
            false,
            List.of()),
    NETWORK(
            Trial.NETWORK,
            new Words("A network by a number of its scenario", "시나리오의 수에 따른 네트워크"),
            List.of(),
            Map.of(),
            List.of("stale_rate"),
            false,
            List.of());

    private final Trial trial;
    private final Words title;

    private final List<Axis> axes;
    private final Map<String, Double> fixed;
    private final List<String> drawn;

    private final boolean logarithmic;
    private final List<Theory> theories;

    Sweep(
            Trial trial,
            Words title,
            List<Axis> axes,
            Map<String, Double> fixed,
            List<String> drawn,
            boolean logarithmic,
            List<Theory> theories) {
        this.trial = trial;
        this.title = title;
        this.axes = axes;
        this.fixed = fixed;
        this.drawn = drawn;
        this.logarithmic = logarithmic;
        this.theories = theories;
    }

    private static double value(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    private static double exact(Map<String, Double> n) {
        double q = value(n, "q");
        int z = (int) value(n, "z");
        return value(n, "lead") == 0 ? AttackerSuccess.tie(q, z) : AttackerSuccess.overtake(q, z);
    }

    /** The sweep of a name on the command line, such as "double-spend". */
    public static Optional<Sweep> named(String name) {
        return Stream.of(values())
                .filter(sweep -> sweep.commandName().equals(name))
                .findFirst();
    }

    /** Its name on the command line. */
    public String commandName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What runs at each point. */
    public Trial trial() {
        return trial;
    }

    /** What its plot shows. */
    public Words title() {
        return title;
    }

    /** The usual grid. */
    public List<Axis> axes() {
        return axes;
    }

    /** The usual numbers that are the same at all points. */
    public Map<String, Double> fixed() {
        return fixed;
    }

    /** The measures that its plot shows. */
    public List<String> drawn() {
        return drawn;
    }

    /** Whether its plot's y axis has powers of ten. */
    public boolean isLogarithmic() {
        return logarithmic;
    }

    /** The formulas to compare with; what they describe is the first measure drawn. */
    public List<Theory> theories() {
        return theories;
    }
}
