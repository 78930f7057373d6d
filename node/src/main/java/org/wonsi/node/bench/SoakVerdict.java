package org.wonsi.node.bench;

import java.util.List;
import java.util.Locale;

/**
 * The verdict on memory over a soak test: the second third of the minutes against the last, each by its median.
 *
 * <p>The first third is for warming up: classes load, code is compiled, caches fill to their limits.
 *
 * @param before median KiB of the second third
 * @param after median KiB of the last third
 */
record SoakVerdict(long before, long after) {
    /** More than this share in a third of the time is growth. */
    private static final double MOST_GROWTH = 0.03;

    /** Fewer minutes than this say nothing. */
    static final int LEAST_MINUTES = 3;

    /** Judges one value a minute. */
    static SoakVerdict of(List<Long> minutes) {
        if (minutes.size() < LEAST_MINUTES) {
            throw new IllegalArgumentException(
                    "a verdict takes " + LEAST_MINUTES + " minutes or more, not " + minutes.size());
        }
        int third = minutes.size() / 3;
        int end = minutes.size();
        return new SoakVerdict(
                median(minutes.subList(end - 2 * third, end - third)), median(minutes.subList(end - third, end)));
    }

    private static long median(List<Long> values) {
        return (long) BenchReport.median(values.stream().mapToDouble(v -> v).toArray());
    }

    double growth() {
        return (double) (after - before) / before;
    }

    boolean isFlat() {
        return growth() <= MOST_GROWTH;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %.1f MB in the second third, %.1f MB in the last (%+.1f %%)",
                isFlat() ? "flat" : "growing",
                before / 1024.0,
                after / 1024.0,
                growth() * 100);
    }
}
