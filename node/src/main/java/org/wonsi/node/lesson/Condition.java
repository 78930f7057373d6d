package org.wonsi.node.lesson;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A condition that a step waits for: a fact that must have been seen, such as {@code refused by=Busan reason=high-hash}.
 *
 * <p>A value stands for itself, {@code *} for any, {@code >=5} and {@code <5} for a number's range. What a fact says besides
 * doesn't matter.
 *
 * <p>A step of a lesson counts as shown only when its facts were seen, so a presenter, a test and a rehearsal agree on
 * what it means that an experiment worked. A number is compared exactly, not as a {@code double}.
 */
public record Condition(String fact, Map<String, String> values) {
    public Condition {
        values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
    }

    /** Whether a fact of this name and with these values meets it. */
    public boolean isMetBy(String name, Map<String, String> seen) {
        return fact.equals(name)
                && values.entrySet().stream()
                        .allMatch(wanted -> seen.containsKey(wanted.getKey())
                                && matches(wanted.getValue(), String.valueOf(seen.get(wanted.getKey()))));
    }

    private static boolean matches(String wanted, String value) {
        if (wanted.equals("*")) {
            return true;
        }
        if (wanted.startsWith(">=")) {
            return compare(value, wanted.substring(2)) >= 0;
        }
        if (wanted.startsWith("<")) {
            return compare(value, wanted.substring(1)) < 0;
        }
        return wanted.equals(value);
    }

    private static int compare(String value, String limit) {
        return new BigDecimal(value).compareTo(new BigDecimal(limit));
    }
}
