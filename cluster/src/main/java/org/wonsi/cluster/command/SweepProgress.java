package org.wonsi.cluster.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.wonsi.cluster.spark.SweepRun;

/** The lines on the console that say every few seconds how far a sweep is, and how long it will still take; a short one has none. */
final class SweepProgress implements SweepRun.Progress {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final long started = System.nanoTime();
    private long last = started;

    SweepProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void done(int trials, int of) {
        long now = System.nanoTime();
        if (now - last >= INTERVAL.toNanos() && trials > 0) {
            last = now;
            Duration left = Duration.ofNanos((long) ((double) (now - started) / trials * (of - trials)));
            err.printf(
                    Locale.ROOT,
                    "%3d %% of the simulations are done (%d of %d), about %s left%n",
                    100L * trials / of,
                    trials,
                    of,
                    left.toMinutes() >= 2 ? left.toMinutes() + " min" : left.toSeconds() + " s");
            err.flush();
        }
    }
}
