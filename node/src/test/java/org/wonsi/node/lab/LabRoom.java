package org.wonsi.node.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.platform.Tempo;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.seminar.DemoPayments;
import org.wonsi.node.seminar.Seminar;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import org.wonsi.node.service.lab.ExperimentService.Seen;
import org.wonsi.node.talk.TalkChange;

/**
 * A seminar's room as tests have it, and a laboratory on it whose chance is always the same. Its nodes are real ones: on regtest,
 * where a block takes two tries and nobody mines meanwhile, or as a talk has them, with time and work made shorter.
 */
public final class LabRoom implements AutoCloseable {
    static final long SEED = 11;
    /**
     * How many times faster time goes in a room as a talk has it, and how many times easier its blocks are. With 1 the same tests
     * run in real time: {@code mvn verify -Dwonsi.speed=1}.
     */
    public static final int SPEED = Integer.getInteger("wonsi.speed", 20);

    /** What a node of a talk tries in a second, and all of them together. */
    private static final long HASH_RATE = 300_000;

    private static final List<String> NAMES =
            List.of("Seoul", "Busan", "Jeju", "Incheon", "Daegu", "Daejeon", "Gwangju", "Ulsan");

    private final Path sandboxes;
    private final NodeGroup nodeGroup;
    private final Supplier<List<Node>> nodes;
    private final SeminarExperiments lab;
    private final Runnable closeNetwork;

    /** Three nodes on regtest that each have coins to spend. */
    public LabRoom(Path directory) {
        this(directory, regtest(directory.resolve("room")));
    }

    private LabRoom(Path directory, RegtestNetwork network) {
        this(
                directory,
                network.nodeGroup(),
                () -> network.nodeGroup().members().stream()
                        .map(Node.class::cast)
                        .toList(),
                network::close);
    }

    private LabRoom(Path directory, NodeGroup nodeGroup, Supplier<List<Node>> nodes, Runnable closeNetwork) {
        this.nodeGroup = nodeGroup;
        this.nodes = nodes;
        this.closeNetwork = closeNetwork;
        this.sandboxes = directory.resolve("lab");
        this.lab = new SeminarExperiments(nodeGroup, nodes, NAMES, sandboxes, OptionalLong.of(SEED));
        nodeGroup.setExperimentService(lab);
    }

    private static RegtestNetwork regtest(Path directory) {
        RegtestNetwork network = new RegtestNetwork(directory);
        List<Node> nodes = new ArrayList<>();
        try {
            nodes.add(network.start("Seoul"));
            nodes.add(network.start("Busan", nodes.get(0)));
            nodes.add(network.start("Jeju", nodes.get(0), nodes.get(1)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 12; i++) {
            mine(network, nodes, nodes.get(i % 3), 1);
        }
        mine(network, nodes, nodes.get(0), 100);
        return network;
    }

    private static void mine(RegtestNetwork network, List<Node> nodes, Node node, int blocks) {
        List<BlockHash> mined = RegtestNetwork.mine(node, blocks);
        nodes.forEach(each -> network.awaitTip(each, mined.get(mined.size() - 1)));
    }

    /**
     * A room as a talk has it: the seminar's own rules, and nodes that go on mining and paying each other while a lesson runs;
     * one clock for all of it, {@link #SPEED} times faster, and work as much easier.
     */
    public static LabRoom ofATalk(Path directory) {
        ChainParams params =
                SPEED == 1 ? ChainParams.seminar() : ChainParams.seminar().withEasierWork(SPEED);
        NodeGroup nodeGroup = new NodeGroup(Tempo.faster(SPEED));
        Seminar seminar = new Seminar(nodeGroup);
        List<NodeConfig> configs = NAMES.subList(0, 3).stream()
                .map(name ->
                        NodeConfig.of(name, params, directory.resolve("room").resolve(name)))
                .toList();
        seminar.start(configs, config -> start(config, nodeGroup));
        try {
            seminar.mineFirstBlocks(done -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        seminar.mine(HASH_RATE / SPEED, NAMES.subList(0, 3).size() * HASH_RATE / SPEED);
        seminar.restartWith(config -> Node.start(config, nodeGroup));
        nodeGroup.setRestarter(seminar);
        DemoPayments payments = new DemoPayments(seminar::running, new Random(SEED), nodeGroup.tempo());
        payments.setOn(true);
        payments.start();
        return new LabRoom(directory, nodeGroup, seminar::nodes, () -> {
            payments.close();
            seminar.close();
            nodeGroup.close();
        });
    }

    private static Node start(NodeConfig config, NodeGroup nodeGroup) {
        try {
            return Node.start(config, nodeGroup);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Hides a lesson's answers again, as its reset does. */
    public void forgetTalk(int lesson) {
        nodes().get(0)
                .talk()
                .change(new TalkChange(
                        null, null, null, null, null, null, null, lesson, null, null, null, null, null, null));
    }

    /** Its nodes in order; one that was started anew takes the place of the one that stopped. */
    public List<Node> nodes() {
        return nodes.get();
    }

    NodeGroup nodeGroup() {
        return nodeGroup;
    }

    public SeminarExperiments lab() {
        return lab;
    }

    /** Where their networks have their files. */
    Path sandboxPlace() {
        return sandboxes;
    }

    /** The experiments that have a network now, by its files. */
    List<String> sandboxes() {
        if (!Files.exists(sandboxes)) {
            return List.of(); // none was ever opened
        }
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

    List<Fact> run(Action action) {
        try {
            Seen seen = lab.run(action.experiment(), action.command(), action.arguments())
                    .get(90, TimeUnit.SECONDS);
            return seen.facts().stream()
                    .filter(fact -> fact.run() == seen.run())
                    .toList();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(action.toString(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(action + ": " + e.getMessage(), e);
        }
    }

    /** Runs a lesson from its first step to its last; what a step waits for and none of its commands brought. */
    public List<String> unseen(int number) {
        Lesson lesson = LessonLibrary.load().find("en", number).orElseThrow();
        List<String> unseen = new ArrayList<>();
        LessonRehearsal rehearsal = new LessonRehearsal(new InThisProcess(), System::nanoTime);
        rehearsal.run(
                lesson, result -> result.failure().ifPresent(failure -> unseen.add(result.id() + ": " + failure)));
        return unseen;
    }

    private final class InThisProcess implements LessonRehearsal.Hands {
        @Override
        public LessonRehearsal.Outcome run(Action action) {
            return new LessonRehearsal.Outcome(LabRoom.this.run(action), Optional.empty());
        }

        @Override
        public Optional<String> reset(String experiment) {
            lab.reset(experiment).join();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        lab.close();
        closeNetwork.run();
    }
}
