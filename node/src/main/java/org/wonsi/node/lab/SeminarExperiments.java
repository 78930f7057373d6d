package org.wonsi.node.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService;

/**
 * The experiments of a seminar, each with an {@link ExperimentRunner}.
 *
 * <p>What rewrites history happens in a {@link Sandbox}; a few of them may be open at once, and the one that was used least
 * recently goes first.
 */
public final class SeminarExperiments implements ExperimentService, AutoCloseable {
    private static final int MOST_SANDBOXES = 3;
    private static final long CLEANING_SECONDS = 20;

    private final NodeGroup nodeGroup;
    private final Supplier<List<Node>> seminarNodes;
    private final List<String> names;
    private final Path directory;
    private final OptionalLong seed;
    private final Map<String, ExperimentRunner> runners = new LinkedHashMap<>();
    private final List<String> users = new ArrayList<>();
    private final AtomicInteger sandboxes = new AtomicInteger();
    private final ExecutorService cleaning = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "lab cleaning");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Experiments on these nodes.
     *
     * @param seminarNodes in their order; asked each time, because one may have been started anew
     * @param names what the nodes of a sandbox are called, as many as any experiment needs
     * @param directory for the sandboxes' files
     * @param seed of what is chance in an experiment; another each time if absent
     */
    public SeminarExperiments(
            NodeGroup nodeGroup,
            Supplier<List<Node>> seminarNodes,
            List<String> names,
            Path directory,
            OptionalLong seed) {
        this.nodeGroup = nodeGroup;
        this.seminarNodes = seminarNodes;
        this.names = List.copyOf(names);
        this.directory = directory;
        this.seed = seed;
        for (ExperimentCatalogue.Entry entry : ExperimentCatalogue.ENTRIES) {
            runners.put(
                    entry.name(),
                    new ExperimentRunner(
                            entry,
                            version -> context(entry.name(), version),
                            cleaning,
                            seed.isPresent() ? seed.getAsLong() : null));
        }
    }

    private ExperimentContext context(String experiment, long version) {
        Random random = seed.isPresent() ? new Random(seed.getAsLong()) : new Random();
        // Keys are drawn apart from the rest, so that they don't depend on how much of it a run has used.
        RandomGenerator keySource = seed.isPresent() ? new Random(seed.getAsLong()) : new SecureRandom();
        return new ExperimentContext(
                experiment,
                seminarNodes,
                random,
                (nodes, rules) -> sandbox(experiment, nodes, rules, keySource),
                version,
                now -> nodeGroup
                        .events()
                        .publish(seminarNodes.get().get(0).name(), new LoggedEvent.Lab(experiment, now)));
    }

    private Sandbox sandbox(String experiment, int nodes, Sandbox.Rules rules, RandomGenerator keySource) {
        use(experiment);
        try {
            return Sandbox.open(
                    nodeGroup,
                    seminarNodes.get(),
                    names.subList(0, nodes),
                    rules,
                    keySource,
                    directory.resolve(experiment + "-" + sandboxes.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's network can't be started: " + e.getMessage(), e);
        }
    }

    /** Notes who has a sandbox; where too many have, the one that was used least recently and isn't busy is reset. */
    private void use(String experiment) {
        Optional<String> oldest;
        synchronized (users) {
            users.remove(experiment);
            users.add(experiment);
            oldest = users.size() > MOST_SANDBOXES
                    ? users.stream()
                            .filter(user ->
                                    !user.equals(experiment) && !runner(user).isBusy())
                            .findFirst()
                    : Optional.empty();
            oldest.ifPresent(users::remove);
        }
        oldest.ifPresent(user -> runner(user).reset());
    }

    private ExperimentRunner runner(String experiment) {
        return Optional.ofNullable(runners.get(experiment))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no experiment " + experiment + "; there are " + runners.keySet()));
    }

    @Override
    public List<Listing> list() {
        return runners.values().stream().map(ExperimentRunner::listing).toList();
    }

    @Override
    public Seen seen(String experiment) {
        return runner(experiment).seen();
    }

    @Override
    public CompletableFuture<Seen> run(String experiment, String command, Map<String, String> arguments) {
        synchronized (users) {
            if (users.remove(experiment)) {
                users.add(experiment);
            }
        }
        try {
            return runner(experiment).run(command, arguments);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Seen> reset(String experiment) {
        try {
            return CompletableFuture.completedFuture(runner(experiment).reset());
        } catch (IllegalArgumentException | RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends all experiments, and waits until their networks are gone. */
    @Override
    public void close() {
        runners.values().forEach(ExperimentRunner::close);
        cleaning.shutdown();
        try {
            if (!cleaning.awaitTermination(CLEANING_SECONDS, TimeUnit.SECONDS)) {
                cleaning.shutdownNow();
            }
        } catch (InterruptedException e) {
            cleaning.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
