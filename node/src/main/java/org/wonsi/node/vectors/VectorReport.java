package org.wonsi.node.vectors;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** The count of cases, and in full those that failed. */
public final class VectorReport {
    private final PrintWriter out;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int passedCount;
    private int failedCount;

    VectorReport(PrintWriter out) {
        this.out = out;
    }

    void add(int number, String vector, Verdict verdict) {
        switch (verdict.outcome()) {
            case PASSED -> passedCount++;
            case SKIPPED -> skipped.merge(verdict.reason(), 1, Integer::sum);
            case FAILED -> {
                failedCount++;
                out.println("FAILED case " + number + ": " + verdict.reason());
                out.println("  " + vector);
            }
        }
    }

    /** Prints the skipped cases by reason, and the line of totals. */
    void finish() {
        skipped.forEach((reason, count) -> out.println("skipped " + count + ": " + reason));
        out.println(passedCount + " passed, " + failedCount + " failed, " + skippedCount() + " skipped");
        out.flush();
    }

    /** Cases that held. */
    public int passed() {
        return passedCount;
    }

    /** Cases that didn't. */
    public int failed() {
        return failedCount;
    }

    /** Cases about what this node doesn't know. */
    public int skippedCount() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
