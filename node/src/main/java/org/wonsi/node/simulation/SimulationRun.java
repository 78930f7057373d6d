package org.wonsi.node.simulation;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.lab.network.SimulationReport;

/** A run of one order: it waits, runs, and ends in one of four ways. May be read from any thread. */
public final class SimulationRun {
    private final long id;
    private final SimulationOrder order;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean cancelled;
    private volatile Picture picture = new Picture(State.RUNNING, 0, 0, "", Optional.empty());

    /** The states of a run. */
    public enum State {
        /** It waits for its thread, or goes on. */
        RUNNING,
        /** It has ended, and can be played. */
        DONE,
        /** Somebody ended it. */
        CANCELLED,
        /** It took longer than a run may. */
        LATE,
        /** The network broke one of its rules, which is a mistake of this program; the problem names the seed. */
        FAILED
    }

    /** The result of a run that is done. */
    public record Result(SimulationReport report, RunLog log) {}

    /**
     * A snapshot of a run.
     *
     * @param share of its virtual time, 0 to 1
     * @param blocks found so far
     * @param problem why it failed, with its seed, for whoever mends this program; empty if it didn't
     * @param result of a run that is done
     */
    public record Picture(State state, double share, int blocks, String problem, Optional<Result> result) {}

    SimulationRun(long id, SimulationOrder order) {
        this.id = id;
        this.order = order;
    }

    /** Its number, from 1. */
    public long id() {
        return id;
    }

    /** What was ordered. */
    public SimulationOrder order() {
        return order;
    }

    /** How far it is. */
    public Picture picture() {
        return picture;
    }

    /** Whether it waits or runs. */
    public boolean isRunning() {
        return picture.state == State.RUNNING;
    }

    /** Done when it has ended, however it did. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    void cancel() {
        cancelled = true;
    }

    /** Runs it on this thread, until its end, a cancel, or {@code late} says that it takes too long. */
    void run(BooleanSupplier late) {
        Runnable check = () -> {
            if (cancelled || late.getAsBoolean()) {
                throw new CancellationException();
            }
        };
        RunRecorder recorder = new RunRecorder(
                check, (share, blocks) -> picture = new Picture(State.RUNNING, share, blocks, "", Optional.empty()));
        try {
            check.run();
            SimulationReport report = new SimulatedNetwork(order.scenario(), order.seed(), recorder).run();
            picture = new Picture(State.DONE, 1, report.blocks(), "", Optional.of(new Result(report, recorder.log())));
        } catch (CancellationException e) {
            end(cancelled ? State.CANCELLED : State.LATE, "");
        } catch (IllegalStateException e) {
            end(State.FAILED, String.valueOf(e.getMessage()));
        } finally {
            // Whatever else ended it is thrown on, and nobody waits for this run.
            if (isRunning()) {
                end(State.FAILED, "it ended by a mistake of this program, which its log names");
            }
            ended.complete(null);
        }
    }

    private void end(State state, String problem) {
        picture = new Picture(state, picture.share, picture.blocks, problem, Optional.empty());
    }
}
