package org.wonsi.node.lab.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import org.wonsi.node.service.lab.ExperimentService.Seen;
import org.wonsi.node.service.lab.Panel;

/**
 * The context of one run of an experiment: where it reports facts and panels, and the nodes and sandboxes it may use. Told by
 * the experiment's thread, read by any.
 */
public final class ExperimentContext implements AutoCloseable {
    private static final Sandbox.Rules USUAL = (node, usual) -> usual;

    /** More facts than a talk brings; the oldest go first. */
    private static final int MOST_FACTS = 2_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final String experiment;
    private final Supplier<List<Node>> seminarNodes;
    private final RandomGenerator random;
    private final SandboxSource sandboxes;
    private final LongConsumer changed;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, Panel> panels = new LinkedHashMap<>();
    private String command = "";
    private String waiting = "";
    private String problem = "";
    private @Nullable Sandbox sandbox;
    private long version;
    private int run;

    /** A function that opens networks apart from the room's. */
    public interface SandboxSource {
        /** One with so many nodes, whose chain begins as a copy of the room's. */
        Sandbox open(int nodes, Sandbox.Rules rules) throws InterruptedException;
    }

    /**
     * A context without panels and facts.
     *
     * @param seminarNodes the nodes that everybody sees; others after one was started anew
     * @param random for what is chance in the experiment; seeded where it is to be repeatable
     * @param version what the picture's number begins above
     * @param changed told the picture's new number
     */
    public ExperimentContext(
            String experiment,
            Supplier<List<Node>> seminarNodes,
            RandomGenerator random,
            SandboxSource sandboxes,
            long version,
            LongConsumer changed) {
        this.experiment = experiment;
        this.seminarNodes = seminarNodes;
        this.random = random;
        this.sandboxes = sandboxes;
        this.version = version;
        this.changed = changed;
    }

    // ------------------------------------------------------------------------------------------- what may be used

    /** The nodes that everybody sees. An experiment doesn't change their chain, except by what any user may do. */
    public List<Node> seminarNodes() {
        return seminarNodes.get();
    }

    /** What is chance here. */
    public RandomGenerator random() {
        return random;
    }

    /**
     * The run's network of real nodes apart from the room's, each connected with each; opened where there is none yet.
     *
     * @param nodes how many it is opened with
     */
    public Sandbox sandbox(int nodes) throws InterruptedException {
        return sandbox(nodes, USUAL);
    }

    /** The same, opened with nodes that go by other rules than the room's. */
    public Sandbox sandbox(int nodes, Sandbox.Rules rules) throws InterruptedException {
        Sandbox open = sandbox;
        return open == null ? newSandbox(nodes, rules) : open;
    }

    /** Another such network, in place of the run's if there is one. */
    public Sandbox newSandbox(int nodes) throws InterruptedException {
        return newSandbox(nodes, USUAL);
    }

    /** The same with nodes that go by other rules than the room's. */
    public Sandbox newSandbox(int nodes, Sandbox.Rules rules) throws InterruptedException {
        waitFor("sandbox");
        try {
            close();
            Sandbox opened = sandboxes.open(nodes, rules);
            sandbox = opened;
            await("the lab's nodes find each other", opened::isConnected);
            return opened;
        } finally {
            waitFor("");
        }
    }

    /** Closes the run's network; by its thread, or once that has ended. */
    @Override
    public void close() {
        Sandbox open = sandbox;
        sandbox = null;
        if (open != null) {
            open.close();
        }
    }

    /**
     * Looks again and again until it is so.
     *
     * @throws IllegalStateException if it isn't within a minute, or a node of the run's network has stopped; says what was
     *     waited for
     */
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + TIMEOUT.toSeconds() + " s in vain: " + what);
            }
            Sandbox open = sandbox;
            if (open != null && !open.stopped().isEmpty()) {
                throw new IllegalStateException("these nodes of the experiment have stopped: " + open.stopped()
                        + "; reset it, and it gets others. What was waited for: " + what);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    // ------------------------------------------------------------------------------------------- what is told

    /** Tells a fact: its name, then names and values in turn. */
    public void see(String fact, Object... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        long now;
        synchronized (this) {
            if (facts.size() == MOST_FACTS) {
                facts.remove(0);
            }
            facts.add(new Fact(run, fact, values));
            now = ++version;
        }
        changed.accept(now);
    }

    /**
     * Tells and shows what a node made of something that it was sent.
     *
     * @param sent a key of the page's words
     * @param reason why it refused it, or nothing
     */
    public void judge(String node, String sent, Optional<String> reason) {
        show("verdict", new Panel.Verdict(node, sent, reason.isEmpty(), reason.orElse("")));
        if (reason.isPresent()) {
            see("refused", "by", node, "reason", reason.get());
        } else {
            see("accepted", "by", node);
        }
    }

    /** Shows a panel, in place of the one of that name if there is one. */
    public void show(String name, Panel panel) {
        long now;
        synchronized (this) {
            panels.put(name, panel);
            now = ++version;
        }
        changed.accept(now);
    }

    /** Takes panels away. */
    public void hide(String... names) {
        long now;
        synchronized (this) {
            List.of(names).forEach(panels::remove);
            now = ++version;
        }
        changed.accept(now);
    }

    /** Says what it waits for, such as {@code mining 2 5}; a key of the page's words and its numbers. Empty: for nothing. */
    public void waitFor(String what) {
        long now;
        synchronized (this) {
            waiting = what;
            now = ++version;
        }
        changed.accept(now);
    }

    // ------------------------------------------------------------------------------------------- what is read

    /** A command begins. */
    public void begin(String name) {
        long now;
        synchronized (this) {
            run++;
            command = name;
            problem = "";
            now = ++version;
        }
        changed.accept(now);
    }

    /** It has ended; {@code why} it failed, or nothing. */
    public void end(String why) {
        long now;
        synchronized (this) {
            command = "";
            waiting = "";
            problem = why;
            now = ++version;
        }
        changed.accept(now);
    }

    /** All that was told. */
    public synchronized Seen seen() {
        return new Seen(experiment, version, run, command, waiting, problem, facts, panels);
    }
}
