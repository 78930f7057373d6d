package org.wonsi.cluster.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonsi.cluster.plot.Chart;
import org.wonsi.cluster.plot.Chart.Curve;
import org.wonsi.cluster.plot.Chart.Spot;
import org.wonsi.cluster.plot.Chart.Stroke;
import org.wonsi.lab.network.ScenarioSetting;

/**
 * A maker of charts of what a sweep found: a colour for each combination of the axes but the last, or for each measure if
 * several are drawn.
 */
public final class SweepChart {
    private static final int SMOOTH = 200;
    private static final Words MEASURED = new Words("simulated, 95 % interval", "시뮬레이션 (95 % 구간)");

    private final Summary summary;
    private final Plan plan;
    private final String language;
    private final List<String> measures;
    private final List<String> groups = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();

    private SweepChart(Summary summary, String language, List<String> measures) {
        this.summary = summary;
        this.plan = summary.plan();
        this.language = language;
        this.measures = measures;
    }

    /**
     * Makes one.
     *
     * @param language "en" or "ko"
     * @param measures what is drawn; theory is drawn if it is what the sweep draws by itself
     */
    public static Chart of(Summary summary, String language, List<String> measures) {
        return new SweepChart(summary, language, measures).make();
    }

    private Chart make() {
        Sweep sweep = plan.sweep();
        boolean usual = measures.equals(sweep.drawn());
        for (Map.Entry<List<Double>, List<Summary.Line>> family : families().entrySet()) {
            for (String measure : measures) {
                groups.add(name(family.getKey(), measure));
                measured(family.getValue(), measure);
                if (usual && measure.equals(measures.get(0))) {
                    theories(family.getValue());
                }
            }
        }
        List<Chart.Kind> kinds = new ArrayList<>();
        kinds.add(new Chart.Kind(Stroke.MARKS, MEASURED.in(language)));
        if (usual) {
            for (int i = 0; i < sweep.theories().size(); i++) {
                kinds.add(new Chart.Kind(
                        stroke(i), sweep.theories().get(i).words().in(language)));
            }
        }
        return new Chart(
                sweep.title().in(language),
                plan.across().name(),
                String.join(", ", measures),
                usual && sweep.isLogarithmic(),
                groups,
                kinds,
                curves);
    }

    /** The lines that differ on the last axis only, by their other values. */
    private Map<List<Double>, List<Summary.Line>> families() {
        Map<List<Double>, List<Summary.Line>> families = new LinkedHashMap<>();
        for (Summary.Line line : summary.lines()) {
            List<Double> key = line.values().subList(0, line.values().size() - 1);
            families.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
        }
        return families;
    }

    private String name(List<Double> others, String measure) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            parts.add(plan.axes().get(i).name() + " = " + ScenarioSetting.plain(others.get(i)));
        }
        if (measures.size() > 1 || parts.isEmpty()) {
            parts.add(measure);
        }
        return String.join(", ", parts);
    }

    private static double x(Summary.Line line) {
        return line.values().get(line.values().size() - 1);
    }

    private void measured(List<Summary.Line> lines, String measure) {
        curves.add(new Curve(
                groups.size() - 1,
                Stroke.MARKS,
                lines.stream()
                        .map(line -> {
                            double half = Objects.requireNonNull(line.halves().get(measure));
                            return new Spot(
                                    x(line),
                                    Objects.requireNonNull(line.means().get(measure)),
                                    Double.isNaN(half) ? 0 : half);
                        })
                        .collect(Collectors.toList())));
    }

    private static Stroke stroke(int theory) {
        return theory == 0 ? Stroke.LINE : Stroke.DASHED;
    }

    private void theories(List<Summary.Line> lines) {
        List<Theory> theories = plan.sweep().theories();
        boolean between = plan.trial().input(plan.across().name()).orElseThrow().whole();
        for (int i = 0; i < theories.size(); i++) {
            Theory theory = theories.get(i);
            List<Spot> spots = theory.smooth() && !between
                    ? smooth(theory, lines)
                    : lines.stream()
                            .map(line -> new Spot(
                                    x(line),
                                    Objects.requireNonNull(line.theories().get(theory.name())),
                                    0))
                            .sorted((a, b) -> Double.compare(a.x(), b.x()))
                            .toList();
            curves.add(new Curve(groups.size() - 1, stroke(i), spots));
        }
    }

    private List<Spot> smooth(Theory theory, List<Summary.Line> lines) {
        double from = lines.stream().mapToDouble(SweepChart::x).min().orElseThrow();
        double to = lines.stream().mapToDouble(SweepChart::x).max().orElseThrow();
        Map<String, Double> numbers = numbers(lines.get(0));
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i <= SMOOTH; i++) {
            double at = from + (to - from) * i / SMOOTH;
            numbers.put(plan.across().name(), at);
            spots.add(new Spot(at, theory.formula().of(numbers, Map.of()), 0));
        }
        return spots;
    }

    private Map<String, Double> numbers(Summary.Line line) {
        TreeMap<String, Double> numbers = new TreeMap<>(plan.fixed());
        for (int i = 0; i < line.values().size(); i++) {
            numbers.put(plan.axes().get(i).name(), line.values().get(i));
        }
        return numbers;
    }
}
