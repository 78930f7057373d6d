package org.wonsi.node.runtime;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.checks.PooledScriptCheckRunner;
import org.wonsi.node.miner.HashRateLimit;
import org.wonsi.node.miner.KernelChoice;
import org.wonsi.node.platform.Tempo;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PaymentStream;
import org.wonsi.node.service.VoteService;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.service.lab.TalkService;
import org.wonsi.node.simulation.Simulations;
import org.wonsi.node.talk.Talk;
import org.wonsi.node.vote.VoteRoom;

/**
 * A group of nodes in one process, and what they share: processors for script checks, the cap on hashing, the event log, and each other.
 *
 * <p>Close it after the last node.
 *
 * <p>Sharing is what lets a dozen nodes run on a laptop: each with threads and hashing of its own would take all
 * processors from the others. One log numbers what happened to all of them, so that a page that follows it sees causes
 * before effects. A sandbox is a separate group ({@link #newSeparateGroup}): its events aren't the room's.
 */
public final class NodeGroup implements AutoCloseable {
    private static final int EVENTS_KEPT = 20_000;

    private final Tempo tempo;
    private final EventLog events;
    private final Runnable closePool;
    private final ScriptCheckRunner scriptChecks;
    private final KernelChoice kernels;
    private final HashRateLimit hashRateLimit;
    private final List<NodeService> members = new CopyOnWriteArrayList<>();

    /** Names of all that have run here; each keeps its place. */
    private final List<String> places = new CopyOnWriteArrayList<>();

    private final MiningReporter miningReporter;
    private final VoteService voteService;
    private final Talk talk;
    private final Simulations simulations;
    private volatile Optional<PaymentStream> payments = Optional.empty();
    private volatile Optional<ExperimentService> experimentService = Optional.empty();
    private volatile Optional<TalkService.Restarter> restarter = Optional.empty();

    /** A group without nodes. */
    public NodeGroup(InstantSource clock) {
        this(clock, System::nanoTime);
    }

    /** The same where time goes at another pace. */
    public NodeGroup(Tempo tempo) {
        this(tempo, UnaryOperator.identity());
    }

    /** The same with a clock of its own for durations, which never jumps. */
    NodeGroup(InstantSource clock, LongSupplier nanoTime) {
        this(clock, nanoTime, UnaryOperator.identity());
    }

    /** The same with something between the nodes and the threads that check scripts. */
    NodeGroup(InstantSource clock, LongSupplier nanoTime, UnaryOperator<ScriptCheckRunner> between) {
        this(Tempo.of(clock, nanoTime), between);
    }

    private NodeGroup(Tempo tempo, UnaryOperator<ScriptCheckRunner> between) {
        this.tempo = tempo;
        this.hashRateLimit = new HashRateLimit(0, tempo);
        this.events = new EventLog(tempo.clock(), EVENTS_KEPT);
        PooledScriptCheckRunner pool = PooledScriptCheckRunner.onAllProcessors();
        this.simulations = new Simulations();
        this.closePool = () -> {
            simulations.close();
            pool.close();
        };
        this.scriptChecks = between.apply(pool);
        this.kernels = new KernelChoice();
        this.voteService = new VoteRoom(new SecureRandom(), tempo::nanoTime, poll -> tell(poll));
        this.miningReporter = new MiningReporter(events, () -> List.copyOf(members));
        miningReporter.start();
        this.talk = announcingTalk();
    }

    private NodeGroup(NodeGroup main) {
        this.tempo = main.tempo;
        this.hashRateLimit = new HashRateLimit(0, tempo);
        this.events = new EventLog(tempo.clock(), EVENTS_KEPT);
        this.closePool = () -> {};
        this.scriptChecks = main.scriptChecks;
        this.kernels = main.kernels;
        this.voteService = main.voteService;
        this.miningReporter = new MiningReporter(events, () -> List.copyOf(members));
        miningReporter.start();
        this.talk = main.talk;
        this.simulations = main.simulations;
    }

    /** A talk whose changes are events; no node's, so the first node's name stands for all. */
    private Talk announcingTalk() {
        return new Talk(
                tempo.clock(),
                version -> events.publish(
                        members.isEmpty() ? "" : members.get(0).name(), new LoggedEvent.TalkMoved(version)));
    }

    /** The time as all of them see it. */
    public InstantSource clock() {
        return tempo.clock();
    }

    /** How fast it goes. */
    public Tempo tempo() {
        return tempo;
    }

    /** What happened to all of them. */
    public EventLog events() {
        return events;
    }

    /** The pool of threads on which all nodes of the group check scripts. */
    public ScriptCheckRunner scriptChecks() {
        return scriptChecks;
    }

    /** The ways of hashing, timed once for all. */
    public KernelChoice kernels() {
        return kernels;
    }

    /** The cap on tries per second that all miners have together. */
    public HashRateLimit hashRateLimit() {
        return hashRateLimit;
    }

    /** The payments that its nodes make for show; none unless something makes them. */
    public Optional<PaymentStream> payments() {
        return payments;
    }

    /** From now on these payments are made for show. */
    public void setPayments(PaymentStream stream) {
        payments = Optional.of(stream);
    }

    /** The experiments that can be run on its nodes; none unless something offers them. */
    public Optional<ExperimentService> experimentService() {
        return experimentService;
    }

    /** From now on these experiments can be run. */
    public void setExperimentService(ExperimentService experiments) {
        experimentService = Optional.of(experiments);
    }

    /** The restarter of its nodes when they have stopped; nobody unless somebody offers it. */
    public Optional<TalkService.Restarter> restarter() {
        return restarter;
    }

    /** From now on nodes that have stopped can be restarted. */
    public void setRestarter(TalkService.Restarter offered) {
        restarter = Optional.of(offered);
    }

    /** What the room predicts. */
    public VoteService votes() {
        return voteService;
    }

    /** The simulated networks that its nodes' pages play. */
    public Simulations simulations() {
        return simulations;
    }

    private void tell(VoteService.Poll poll) {
        String first = members.isEmpty() ? "" : members.get(0).name();
        events.publish(
                first, new LoggedEvent.Vote(poll.id(), poll.phase().name().toLowerCase(java.util.Locale.ROOT)));
    }

    /** Where the talk is that the pages of its nodes show. */
    public Talk talk() {
        return talk;
    }

    /**
     * A group of other nodes, with an event log and miners of its own, that shares clock, processors and ways of hashing
     * with this one. Close it first.
     */
    public NodeGroup newSeparateGroup() {
        return new NodeGroup(this);
    }

    synchronized void add(NodeService node) {
        if (!places.contains(node.name())) {
            places.add(node.name());
        }
        long before = members.stream()
                .filter(other -> place(other.name()) <= place(node.name()))
                .count();
        members.add((int) before, node);
    }

    synchronized void remove(NodeService node) {
        members.remove(node);
    }

    /** Where a node stands that runs or has run here. */
    int place(String name) {
        return places.indexOf(name);
    }

    /** The running nodes, in the order in which they were started at first. */
    public List<NodeService> members() {
        return List.copyOf(members);
    }

    @Override
    public void close() {
        miningReporter.close();
        closePool.run();
    }
}
