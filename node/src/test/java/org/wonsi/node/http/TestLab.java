package org.wonsi.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.service.lab.Panel;

/** A laboratory with one experiment, {@code echo}, that says what it is told, or fails as it is told. */
final class TestLab implements ExperimentService {
    private final List<Fact> facts = new ArrayList<>();
    private final CompletableFuture<Void> waiting = new CompletableFuture<>();
    private final CompletableFuture<Seen> later = new CompletableFuture<>();

    /** Ends when somebody waits for {@code later}. */
    CompletableFuture<Void> waiting() {
        return waiting;
    }

    /** What {@code later} is waited for. */
    CompletableFuture<Seen> later() {
        return later;
    }

    @Override
    public List<Listing> list() {
        return List.of(new Listing(
                "echo",
                1,
                "says what it is told",
                List.of(new Command("say", "says it", List.of("word=TEXT (hello)"))),
                null));
    }

    @Override
    public synchronized Seen seen(String experiment) {
        if (!experiment.equals("echo")) {
            throw new IllegalArgumentException("there is no experiment " + experiment + "; there are [echo]");
        }
        return new Seen(
                "echo",
                facts.size(),
                facts.size(),
                "",
                "",
                "",
                facts,
                Map.of("words", new Panel.Values(List.of(Panel.Value.of("a", 1)))));
    }

    @Override
    public synchronized CompletableFuture<Seen> run(String experiment, String command, Map<String, String> arguments) {
        switch (command) {
            case "say" -> {
                facts.add(new Fact(facts.size() + 1, "said", Map.of("word", arguments.getOrDefault("word", "hello"))));
                return CompletableFuture.completedFuture(seen(experiment));
            }
            case "wrong" -> {
                return CompletableFuture.failedFuture(new IllegalArgumentException("word is one of [a, b], not 'c'"));
            }
            case "full" -> {
                return CompletableFuture.failedFuture(new RejectedExecutionException("more than 20 commands wait"));
            }
            case "later" -> {
                waiting.complete(null);
                return later;
            }
            case "fail" -> {
                return CompletableFuture.failedFuture(new IllegalStateException("waited 60 s in vain"));
            }
            default -> {
                return CompletableFuture.failedFuture(new CancellationException("the experiment was reset"));
            }
        }
    }

    @Override
    public synchronized CompletableFuture<Seen> reset(String experiment) {
        facts.clear();
        return CompletableFuture.completedFuture(seen(experiment));
    }
}
