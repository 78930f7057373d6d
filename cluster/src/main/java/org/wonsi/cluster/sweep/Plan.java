package org.wonsi.cluster.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wonsi.cluster.trial.Trial;
import org.wonsi.cluster.trial.TrialInput;

/**
 * What a sweep does, all but how many seeds: its grid, and the numbers that are the same at all points.
 *
 * @param axes at least one; the last is a plot's x axis
 * @param fixed by the names of inputs
 */
public record Plan(Sweep sweep, List<Axis> axes, SortedMap<String, Double> fixed) {
    /** More points are no curve that anybody reads. */
    public static final int MOST_POINTS = 10_000;

    public Plan {
        axes = List.copyOf(axes);
        fixed = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
    }

    /**
     * The usual plan of a sweep with other numbers.
     *
     * @param given for some inputs one number, or several, which make an axis
     * @param across the input that becomes the x axis; by default the sweep's, or the last that has several numbers
     * @throws PlanException if an input isn't there, doesn't take a number, or no axis is left
     */
    public static Plan of(Sweep sweep, Map<String, List<Double>> given, Optional<String> across) throws PlanException {
        Map<String, List<Double>> axes = new LinkedHashMap<>();
        sweep.axes().forEach(axis -> axes.put(axis.name(), axis.values()));
        SortedMap<String, Double> fixed = new TreeMap<>(sweep.fixed());
        for (Map.Entry<String, List<Double>> numbers : given.entrySet()) {
            String name = numbers.getKey();
            if (sweep.trial().input(name).isEmpty()) {
                throw new PlanException("there is no number " + name + " in " + sweep.commandName() + "; there are "
                        + String.join(
                                ", ",
                                sweep.trial().inputs().stream()
                                        .map(TrialInput::name)
                                        .toList()));
            }
            if (numbers.getValue().size() == 1) {
                axes.remove(name);
                fixed.put(name, numbers.getValue().get(0));
            } else {
                fixed.remove(name);
                axes.put(name, numbers.getValue());
            }
        }
        if (across.isPresent()) {
            List<Double> last = axes.remove(across.get());
            if (last == null) {
                throw new PlanException("--x " + across.get() + ": it has one number only; give several, such as --set "
                        + across.get() + "=1,2,3");
            }
            axes.put(across.get(), last);
        }
        return checked(new Plan(
                sweep,
                axes.entrySet().stream()
                        .map(axis -> new Axis(axis.getKey(), axis.getValue()))
                        .toList(),
                fixed));
    }

    private static Plan checked(Plan plan) throws PlanException {
        if (plan.axes().isEmpty()) {
            throw new PlanException("no number takes several values; give one some, such as --set "
                    + plan.trial().inputs().get(0).name() + "=" + "FROM:TO:STEP or a,b,c");
        }
        long count = 1;
        for (Axis axis : plan.axes()) {
            if (axis.values().stream().distinct().count() != axis.values().size()) {
                throw new PlanException(axis.name() + " has a number twice");
            }
            count = Math.min(Long.MAX_VALUE / 100_000, count * axis.values().size());
        }
        if (count > MOST_POINTS) {
            throw new PlanException("the grid has " + count + " points; " + MOST_POINTS + " are the most");
        }
        for (int point = 0; point < plan.size(); point++) {
            Optional<String> problem = plan.trial().problem(plan.numbers(point));
            if (problem.isPresent()) {
                throw new PlanException(problem.get());
            }
        }
        return plan;
    }

    /** What runs at each point. */
    public Trial trial() {
        return sweep.trial();
    }

    /** The number of points. */
    public int size() {
        return axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    }

    /** The values on the axes at a point; points next to each other differ on the last axis. */
    public List<Double> at(int point) {
        List<Double> values = new ArrayList<>();
        int rest = point;
        for (int i = axes.size() - 1; i >= 0; i--) {
            List<Double> axis = axes.get(i).values();
            values.add(0, axis.get(rest % axis.size()));
            rest /= axis.size();
        }
        return values;
    }

    /** All numbers that are given to the trial at a point. */
    public TreeMap<String, Double> numbers(int point) {
        TreeMap<String, Double> numbers = new TreeMap<>(fixed);
        List<Double> values = at(point);
        for (int i = 0; i < axes.size(); i++) {
            numbers.put(axes.get(i).name(), values.get(i));
        }
        return numbers;
    }

    /** The last axis. */
    public Axis across() {
        return axes.get(axes.size() - 1);
    }

    /** The names of the axes. */
    public List<String> axisNames() {
        return axes.stream().map(Axis::name).toList();
    }
}
