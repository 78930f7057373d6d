package org.wonsi.lab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.tx.Transaction;

/**
 * A network of complete nodes in one thread. It has no clock: its owner tells it the time, and what is due then
 * happens.
 *
 * <pre>
 *   the owner's clock  ->  advance  ->  messages that are due, ticks  ->  LiveNode (FullNode)  ->  effects
 *   a search's nonce   ->  submit   ->                                                              |
 *                                              queue of messages on their way   &lt;-------------------+
 * </pre>
 *
 * <p>A message takes a while, so that a person sees it travel and two miners can find a block at once. Not safe for use by two
 * threads at once. Everything but the time and the work comes from the seed.
 */
public final class LiveNetwork {
    /** At least so many nodes: with fewer there is nobody to agree with. */
    public static final int FEWEST = 2;

    /** At most so many, since they share one thread. */
    public static final int MOST = 30;

    private static final long TICK_MICROS = 1_000_000;
    private static final long DIAL_MICROS = 5_000_000;
    private static final int LINKS_PER_NODE = 2;

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong(Due::micros).thenComparingLong(Due::sequence);

    private final Instant start;
    private final Duration latency;
    private final LiveListener listener;
    private final SplittableRandom random;
    private final List<LiveNode> nodes = new ArrayList<>();
    private final List<LiveLink> links = new ArrayList<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(ORDER);
    private long micros;
    private long nextTick = TICK_MICROS;
    private long sequence;
    private long nextPeer = 1;

    /** Something that happens at a time. */
    private record Due(long micros, long sequence, Runnable task) {}

    /**
     * Sets a network up; its nodes meet with the first {@link #advance}.
     *
     * @param names of the nodes, {@value #FEWEST} to {@value #MOST}, no two alike
     * @param latency that a message takes, half as much or up to one and a half times as much
     * @throws IllegalArgumentException if the names aren't that
     */
    public LiveNetwork(
            ChainParams params, List<String> names, Duration latency, long seed, Instant start, LiveListener listener) {
        if (names.size() < FEWEST || names.size() > MOST || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "a network has " + FEWEST + " to " + MOST + " nodes with names of their own, not " + names);
        }
        this.start = start;
        this.latency = latency;
        this.listener = listener;
        this.random = new SplittableRandom(seed);
        for (String name : names) {
            nodes.add(new LiveNode(nodes.size(), name, params, this, random.split()));
        }
        layLinks();
        soon(this::dial);
    }

    /** Each node but the first dials the one before it, and one more among the earlier ones, so that all are connected. */
    private void layLinks() {
        for (int i = 1; i < nodes.size(); i++) {
            Set<Integer> others = new HashSet<>();
            others.add(i - 1);
            for (int j = 1; j < LINKS_PER_NODE; j++) {
                others.add(random.nextInt(i));
            }
            for (int other : others.stream().sorted().toList()) {
                links.add(new LiveLink(nodes.get(i), nodes.get(other)));
            }
        }
        if (nodes.size() == 3 && link(nodes.get(0).name(), nodes.get(2).name()).isEmpty()) {
            // Three nodes in a row would all depend on the one between.
            links.add(new LiveLink(nodes.get(2), nodes.get(0)));
        }
    }

    // ------------------------------------------------------------------------------------------- reading

    /** The nodes, in order of their numbers. */
    public List<LiveNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The links, joined or cut. */
    public List<LiveLink> links() {
        return List.copyOf(links);
    }

    /** The node of this name. */
    public Optional<LiveNode> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The link between two nodes. */
    public Optional<LiveLink> link(String a, String b) {
        return links.stream()
                .filter(link -> (link.a().name().equals(a) && link.b().name().equals(b))
                        || (link.a().name().equals(b) && link.b().name().equals(a)))
                .findFirst();
    }

    /** The time it was told last. */
    public Instant now() {
        return start.plus(Duration.ofNanos(micros * 1_000));
    }

    // ------------------------------------------------------------------------------------------- living

    /**
     * Lets everything happen that is due by then. A time before the last one changes nothing: clocks are set back now and then.
     *
     * <p>After a sleep the nodes' timers are called once, not once for each second that was slept through.
     */
    public void advance(Instant until) {
        long end = Duration.between(start, until).toNanos() / 1_000;
        while (true) {
            Due next = queue.peek();
            long due = Math.min(next == null ? Long.MAX_VALUE : next.micros, nextTick);
            if (due > end) {
                break;
            }
            micros = Math.max(micros, due);
            if (next != null && next.micros == due) {
                queue.remove();
                next.task.run();
            } else {
                nextTick = end - due > 10 * TICK_MICROS ? end : due + TICK_MICROS;
                nodes.forEach(LiveNode::tick);
            }
        }
        micros = Math.max(micros, end);
    }

    /** Gives a node a block that its miner has found, or that its user has made; the node checks it as any other. */
    public BlockResult submit(LiveNode node, Block block) {
        return node.submit(block);
    }

    /** Gives a node a payment of its user; the node checks it as any other. */
    public MempoolResult submit(LiveNode node, Transaction tx) {
        return node.submit(tx);
    }

    /** Cuts a link, or joins it again; what was on its way is lost. Does nothing if it is so already. */
    public void setJoined(LiveLink link, boolean joined) {
        if (link.isJoined() == joined) {
            return;
        }
        link.setJoined(joined);
        listener.linkChanged(link, now());
        if (joined) {
            open(link);
        } else {
            close(link, "link cut by the operator");
        }
    }

    /** Opens connections where some are missing, now and every few seconds: a node may have closed one. */
    private void dial() {
        for (LiveLink link : links) {
            if (link.isJoined()) {
                open(link);
            }
        }
        at(micros + DIAL_MICROS, this::dial);
    }

    private void open(LiveLink link) {
        if (!link.isOpen()) {
            link.open(newPeer(), newPeer());
            link.a().connect(link, false);
            link.b().connect(link, true);
        }
    }

    /** A number that no connection had. */
    PeerId newPeer() {
        return new PeerId(nextPeer++);
    }

    void close(LiveLink link, String reason) {
        if (link.isOpen()) {
            PeerId atA = link.numberAt(link.a());
            PeerId atB = link.numberAt(link.b());
            link.close();
            link.a().disconnect(atA, reason);
            link.b().disconnect(atB, reason);
        }
    }

    void told(LiveNode node, NodeEvent event) {
        listener.told(node, now(), event);
    }

    /** Puts a message on its way; one end's messages arrive in the order in which they were sent. */
    void deliver(LiveLink link, LiveNode from, Message message) {
        LiveNode to = link.otherEnd(from);
        PeerId id = link.numberAt(to);
        long way = Math.round(latency.toNanos() / 1_000.0 * (0.5 + random.nextDouble()));
        ByteWriter payload = new ByteWriter();
        message.encode(payload);
        int bytes = MessageCodec.HEADER_SIZE + payload.size();
        at(link.arrival(to, micros + way), () -> to.receive(id, message, bytes));
    }

    /** Does something after what is being done. */
    void soon(Runnable task) {
        at(micros, task);
    }

    private void at(long when, Runnable task) {
        queue.add(new Due(when, sequence++, task));
    }
}
