package org.wonsi.node.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.wonsi.core.chain.RefusedException;

/**
 * The simulated networks of a process: one runs at a time, and the last {@link #KEPT} are kept. May be called from any
 * thread.
 */
public final class Simulations implements AutoCloseable {
    /** Runs that are remembered, the one that goes on among them. */
    public static final int KEPT = 3;

    /** The longest that a run may take, by the clock on the wall. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final List<SimulationRun> runs = new ArrayList<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "simulation");
        thread.setDaemon(true);
        return thread;
    });
    private long last;

    /**
     * Starts a run, and forgets the oldest.
     *
     * @throws RefusedException if another one goes on
     */
    public synchronized SimulationRun start(SimulationOrder order) {
        Optional<SimulationRun> busy =
                runs.stream().filter(SimulationRun::isRunning).findFirst();
        if (busy.isPresent()) {
            throw new RefusedException("simulation " + busy.get().id() + " still runs; wait for it or cancel it");
        }
        SimulationRun run = new SimulationRun(++last, order);
        runs.add(0, run);
        while (runs.size() > KEPT) {
            runs.remove(runs.size() - 1);
        }
        worker.execute(() -> {
            long begun = System.nanoTime();
            run.run(() -> System.nanoTime() - begun > LONGEST.toNanos());
        });
        return run;
    }

    /** The runs that are remembered, the newest first. */
    public synchronized List<SimulationRun> runs() {
        return List.copyOf(runs);
    }

    /** The run of a number, if it is remembered. */
    public synchronized Optional<SimulationRun> find(long id) {
        return runs.stream().filter(run -> run.id() == id).findFirst();
    }

    /** Ends a run soon; one that has ended stays as it is. */
    public void cancel(SimulationRun run) {
        run.cancel();
    }

    @Override
    public void close() {
        runs().forEach(SimulationRun::cancel);
        worker.shutdown();
    }
}
