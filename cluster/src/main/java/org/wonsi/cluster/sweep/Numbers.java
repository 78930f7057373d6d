package org.wonsi.cluster.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A reader of the numbers that a command line gives: {@code alpha=0.1,0.2} or {@code alpha=0.05:0.45:0.05}. */
public final class Numbers {
    private static final int MOST = 1_000;
    // Each number for itself: a pattern for a whole list would need a stack as deep as the list is long.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

    private Numbers() {}

    /**
     * Reads several of them, in order.
     *
     * @throws PlanException naming the one that can't be read, and what to write
     */
    public static Map<String, List<Double>> parse(List<String> texts) throws PlanException {
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals).strip();
            if (equals < 0 || name.isEmpty()) {
                throw new PlanException("'" + text + "' isn't NAME=NUMBER, NAME=a,b,c or NAME=FROM:TO:STEP");
            }
            if (numbers.putIfAbsent(
                            name, values(name, text.substring(equals + 1).strip()))
                    != null) {
                throw new PlanException(name + " is given twice; keep one of the two");
            }
        }
        return numbers;
    }

    private static List<Double> values(String name, String text) throws PlanException {
        String[] list = text.split(",", -1);
        if (areNumbers(list)) {
            return few(name, Arrays.stream(list).map(Double::valueOf).toList());
        }
        String[] range = text.split(":", -1);
        if (range.length == 3 && areNumbers(range)) {
            return few(name, range(name, new BigDecimal(range[0]), new BigDecimal(range[1]), new BigDecimal(range[2])));
        }
        throw new PlanException(name + "=" + shown(text) + ": that is neither a plain number, nor several as a,b,c or"
                + " FROM:TO:STEP");
    }

    private static boolean areNumbers(String[] texts) {
        return Arrays.stream(texts).allMatch(text -> NUMBER.matcher(text).matches());
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** In decimals, so that 0.05:0.45:0.05 has exactly the numbers that one would write down. */
    private static List<Double> range(String name, BigDecimal from, BigDecimal to, BigDecimal step)
            throws PlanException {
        if (step.signum() == 0 || from.compareTo(to) > 0) {
            throw new PlanException(
                    name + "=" + from + ":" + to + ":" + step + ": the step is above 0, and FROM isn't" + " above TO");
        }
        List<Double> values = new ArrayList<>();
        for (BigDecimal value = from; value.compareTo(to) <= 0 && values.size() <= MOST; value = value.add(step)) {
            values.add(value.doubleValue());
        }
        return values;
    }

    private static List<Double> few(String name, List<Double> values) throws PlanException {
        if (values.size() > MOST) {
            throw new PlanException(name + " has more than " + MOST + " numbers");
        }
        return values;
    }
}
