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
import org.wonsi.node.lab.stage.Sandbox;
import org.wonsi.node.lab.stage.Stage;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.Laboratory;

/**
 * The experiments of a seminar, each on a {@link Bench}.
 *
 * <p>What rewrites history happens in a {@link Sandbox}; a few of them may be open at once, and the one that was used least
 * recently goes first.
 */
public final class Lab implements Laboratory, AutoCloseable {
    private static final int MOST_SANDBOXES = 3;
    private static final long CLEANING_SECONDS = 20;

    private final NodeGroup household;
    private final Supplier<List<Node>> room;
    private final List<String> names;
    private final Path directory;
    private final OptionalLong seed;
    private final Map<String, Bench> benches = new LinkedHashMap<>();
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
     * @param room in their order; asked each time, because one may have been started anew
     * @param names what the nodes of a sandbox are called, as many as any experiment needs
     * @param directory for the sandboxes' files
     * @param seed of what is chance in an experiment; another each time if absent
     */
    public Lab(NodeGroup household, Supplier<List<Node>> room, List<String> names, Path directory, OptionalLong seed) {
        this.household = household;
        this.room = room;
        this.names = List.copyOf(names);
        this.directory = directory;
        this.seed = seed;
        for (Catalogue.Entry entry : Catalogue.ENTRIES) {
            benches.put(
                    entry.name(),
                    new Bench(
                            entry,
                            version -> stage(entry.name(), version),
                            cleaning,
                            seed.isPresent() ? seed.getAsLong() : null));
        }
    }

    private Stage stage(String experiment, long version) {
        Random random = seed.isPresent() ? new Random(seed.getAsLong()) : new Random();
        // Keys are drawn apart from the rest, so that they don't depend on how much of it a run has used.
        RandomGenerator purses = seed.isPresent() ? new Random(seed.getAsLong()) : new SecureRandom();
        return new Stage(
                experiment,
                room,
                random,
                (nodes, rules) -> sandbox(experiment, nodes, rules, purses),
                version,
                now -> household.events().publish(room.get().get(0).name(), new LoggedEvent.Lab(experiment, now)));
    }

    private Sandbox sandbox(String experiment, int nodes, Sandbox.Rules rules, RandomGenerator purses) {
        use(experiment);
        try {
            return Sandbox.open(
                    household,
                    room.get(),
                    names.subList(0, nodes),
                    rules,
                    purses,
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
                                    !user.equals(experiment) && !bench(user).isBusy())
                            .findFirst()
                    : Optional.empty();
            oldest.ifPresent(users::remove);
        }
        oldest.ifPresent(user -> bench(user).reset());
    }

    private Bench bench(String experiment) {
        return Optional.ofNullable(benches.get(experiment))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no experiment " + experiment + "; there are " + benches.keySet()));
    }

    @Override
    public List<Listing> list() {
        return benches.values().stream().map(Bench::listing).toList();
    }

    @Override
    public Seen look(String experiment) {
        return bench(experiment).look();
    }

    @Override
    public CompletableFuture<Seen> run(String experiment, String command, Map<String, String> arguments) {
        synchronized (users) {
            if (users.remove(experiment)) {
                users.add(experiment);
            }
        }
        try {
            return bench(experiment).run(command, arguments);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Seen> reset(String experiment) {
        try {
            return CompletableFuture.completedFuture(bench(experiment).reset());
        } catch (IllegalArgumentException | RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends all experiments, and waits until their networks are gone. */
    @Override
    public void close() {
        benches.values().forEach(Bench::close);
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
