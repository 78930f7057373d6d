package org.wonsi.node.lab;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.ExperimentService.Listing;
import org.wonsi.node.service.lab.ExperimentService.Seen;

/**
 * The runner of one experiment: its present run, and the thread on which its commands run one after the other.
 *
 * <p>A reset doesn't wait for the run that it ends: the next one begins on another thread, while the old one cleans up.
 */
final class ExperimentRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRunner.class);
    private static final int COMMANDS_WAITING = 20;
    private static final String STOPPING = "the node is stopping";

    private final ExperimentCatalogue.Entry entry;
    private final Function<Long, ExperimentContext> contexts;
    private final ExecutorService cleaning;
    private final @Nullable Long seed;
    private Run present;
    private boolean closed;

    /** A run of the experiment. */
    private static final class Run {
        private final ExperimentContext context;
        private final Experiment experiment;
        private final ExecutorService thread;
        private final Map<Integer, CompletableFuture<Seen>> answers = new ConcurrentHashMap<>();
        private int asked;
        private int waiting;
        private volatile boolean ended;

        Run(ExperimentContext context, Experiment experiment, String name) {
            this.context = context;
            this.experiment = experiment;
            this.thread = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "lab " + name);
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /**
     * A runner on which nothing runs yet.
     *
     * @param contexts makes a context whose picture's number begins above the one given
     * @param cleaning where what a reset ends is cleaned up
     * @param seed of what is chance in it; another each time if absent
     */
    ExperimentRunner(
            ExperimentCatalogue.Entry entry,
            Function<Long, ExperimentContext> contexts,
            ExecutorService cleaning,
            @Nullable Long seed) {
        this.entry = entry;
        this.contexts = contexts;
        this.cleaning = cleaning;
        this.seed = seed;
        this.present = begin(0);
    }

    private Run begin(long version) {
        ExperimentContext context = contexts.apply(version);
        return new Run(context, entry.make().apply(context), entry.name());
    }

    synchronized Listing listing() {
        return new Listing(entry.name(), entry.lesson(), entry.summary(), present.experiment.commands(), seed);
    }

    synchronized Seen seen() {
        return present.context.seen();
    }

    /** Whether commands run or wait. */
    synchronized boolean isBusy() {
        return present.waiting > 0;
    }

    synchronized CompletableFuture<Seen> run(String command, Map<String, String> arguments) {
        Run run = present;
        if (run.experiment.commands().stream().noneMatch(known -> known.name().equals(command))) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("the experiment " + entry.name()
                    + " has no command " + command + "; it has "
                    + run.experiment.commands().stream().map(Command::name).toList()));
        }
        if (closed) {
            return CompletableFuture.failedFuture(new RejectedExecutionException(STOPPING));
        }
        if (run.waiting >= COMMANDS_WAITING) {
            return CompletableFuture.failedFuture(new RejectedExecutionException(
                    "more than " + COMMANDS_WAITING + " commands wait for the experiment; reset it, or wait"));
        }
        run.waiting++;
        CompletableFuture<Seen> answer = new CompletableFuture<>();
        int number = run.asked++;
        run.answers.put(number, answer);
        var unusedAnswer = answer.whenComplete((seen, failure) -> run.answers.remove(number));
        run.thread.execute(() -> perform(run, command, new Arguments(arguments), answer));
        return answer;
    }

    private void perform(Run run, String command, Arguments arguments, CompletableFuture<Seen> answer) {
        try {
            if (run.ended) {
                throw new InterruptedException();
            }
            run.context.begin(command);
            run.experiment.run(command, arguments);
            finish(run, "");
            answer.complete(run.context.seen());
        } catch (InterruptedException e) {
            finish(run, "");
            answer.completeExceptionally(new CancellationException("the experiment was reset"));
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (run.ended) {
                // What a reset takes away under a command's feet isn't the command's failure.
                answer.completeExceptionally(new CancellationException("the experiment was reset"));
            } else {
                if (!(e instanceof IllegalArgumentException)) {
                    LOG.warn("experiment {}, command {}", entry.name(), command, e);
                }
                finish(run, String.valueOf(e.getMessage()));
                answer.completeExceptionally(e);
            }
        } catch (Error e) {
            // Nobody waits for what can't end; the thread ends, as it must, and the next command gets another.
            finish(run, e.toString());
            answer.completeExceptionally(e);
            throw e;
        }
    }

    private void finish(Run run, String problem) {
        synchronized (this) {
            run.waiting--;
        }
        run.context.end(problem);
    }

    /**
     * Ends the present run and begins another.
     *
     * @throws RejectedExecutionException if the runner is closed
     */
    synchronized Seen reset() {
        if (closed) {
            throw new RejectedExecutionException(STOPPING);
        }
        Run old = present;
        present = begin(old.context.seen().version());
        end(old);
        present.context.end("");
        return present.context.seen();
    }

    /** Ends the present run; no other begins. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            end(present);
        }
    }

    private void end(Run run) {
        run.ended = true;
        run.thread.shutdownNow();
        // Those that waited never begin: nobody else answers for them.
        run.answers
                .values()
                .forEach(answer -> answer.completeExceptionally(new CancellationException("the experiment was reset")));
        cleaning.execute(() -> cleanUp(run));
    }

    private void cleanUp(Run run) {
        try {
            // Only then nothing opens what is being closed.
            if (!run.thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("experiment {} doesn't end", entry.name());
            }
            run.context.close();
        } catch (InterruptedException | RuntimeException e) {
            LOG.warn("experiment {} wasn't cleaned up", entry.name(), e);
        }
    }
}
