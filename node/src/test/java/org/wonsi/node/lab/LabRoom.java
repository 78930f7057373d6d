package org.wonsi.node.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.Lessons;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.service.lab.Laboratory.Fact;
import org.wonsi.node.service.lab.Laboratory.Seen;

/**
 * A seminar's room as tests have it: real nodes on regtest, where a block takes two tries, and a laboratory on them whose chance
 * is always the same.
 */
public final class LabRoom implements AutoCloseable {
    static final long SEED = 11;

    private static final List<String> NAMES =
            List.of("Seoul", "Busan", "Jeju", "Incheon", "Daegu", "Daejeon", "Gwangju", "Ulsan");

    private final Path sandboxes;
    private final RegtestNetwork network;
    private final List<Node> nodes = new ArrayList<>();
    private final Lab lab;

    /** Three nodes that each have coins to spend. */
    public LabRoom(Path directory) {
        network = new RegtestNetwork(directory.resolve("room"));
        try {
            nodes.add(network.start("Seoul"));
            nodes.add(network.start("Busan", nodes.get(0)));
            nodes.add(network.start("Jeju", nodes.get(0), nodes.get(1)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 12; i++) {
            mine(nodes.get(i % 3), 1);
        }
        mine(nodes.get(0), 100);
        sandboxes = directory.resolve("lab");
        lab = new Lab(network.household(), nodes, NAMES, sandboxes, OptionalLong.of(SEED));
        network.household().setLaboratory(lab);
    }

    private void mine(Node node, int blocks) {
        List<org.wonsi.core.block.BlockHash> mined = RegtestNetwork.mine(node, blocks);
        nodes.forEach(each -> network.awaitTip(each, mined.get(mined.size() - 1)));
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    public Lab lab() {
        return lab;
    }

    /** The experiments that have a network now, by its files. */
    List<String> sandboxes() {
        try (Stream<Path> open = Files.list(sandboxes)) {
            return open.map(file -> file.getFileName().toString().replaceFirst("-\\d+$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a command to its end; {@code arguments} as {@code "to=Busan"}. The facts that this command brought, as text. */
    public List<String> run(String experiment, String command, String... arguments) {
        Map<String, String> values = new java.util.HashMap<>();
        for (String argument : arguments) {
            values.put(argument.replaceFirst("=.*", ""), argument.replaceFirst("[^=]*=", ""));
        }
        return run(new Action(experiment, command, values)).stream()
                .map(Fact::toString)
                .toList();
    }

    private List<Fact> run(Action action) {
        try {
            Seen seen = lab.run(action.experiment(), action.command(), action.arguments())
                    .get(90, TimeUnit.SECONDS);
            int last = seen.facts().stream().mapToInt(Fact::run).max().orElse(0);
            return seen.facts().stream().filter(fact -> fact.run() == last).toList();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(action.toString(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(action + ": " + e.getMessage(), e);
        }
    }

    /** Runs a lesson from its first step to its last; what a step waits for and none of its commands brought. */
    public List<String> unseen(int number) {
        Lesson lesson = Lessons.load().find("en", number).orElseThrow();
        List<String> unseen = new ArrayList<>();
        for (Lesson.Step step : lesson.steps()) {
            List<Fact> facts = new ArrayList<>();
            step.actions().forEach(action -> facts.addAll(run(action)));
            step.conditions().stream()
                    .filter(condition ->
                            facts.stream().noneMatch(fact -> condition.isMetBy(fact.name(), fact.values())))
                    .map(condition -> step.id() + ": " + condition + " not among " + facts)
                    .forEach(unseen::add);
        }
        return unseen;
    }

    @Override
    public void close() {
        lab.close();
        network.close();
    }
}
