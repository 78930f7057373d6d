package org.wonsi.node.command.simulate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.wonsi.lab.network.NetworkWatcher;

/** The lines on the console that say every few seconds how far a simulation is; a short one has none. */
final class SimulationProgress implements NetworkWatcher {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter err;
    private long last = System.nanoTime();

    SimulationProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void onProgress(double share, int blocks) {
        if (System.nanoTime() - last >= INTERVAL.toNanos()) {
            last = System.nanoTime();
            err.printf(Locale.ROOT, "%3.0f %% of the time has passed, %d blocks found%n", 100 * share, blocks);
            err.flush();
        }
    }
}
