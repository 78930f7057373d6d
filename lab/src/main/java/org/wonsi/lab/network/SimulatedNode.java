package org.wonsi.lab.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.tx.Transaction;

/**
 * An honest node: the real one, on a disk in memory, with links in place of sockets.
 *
 * <p>It performs a node's {@code Effect}s in place of {@code node.p2p}: messages go to links, saved addresses and
 * blocks to memory that survives a crash as a disk does, unless the disk is to be lost, too. After each move of the tip
 * the {@link Invariants} are checked, before anything else happens, so that a violation is found at the event that
 * caused it. Closing and dialling come last, because they call back into other nodes.
 */
final class SimulatedNode implements Endpoint {
    private static final Event TICK = new Event.Tick();

    private final int number;
    private final ChainParams params;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Map<PeerId, Link> links = new LinkedHashMap<>();
    private final Set<PeerId> inbound = new HashSet<>();
    private List<KnownAddress> savedAddresses = List.of();
    private List<KnownAddress> knownFromTheStart = List.of();
    private MemoryChainStore store = new MemoryChainStore();
    private FullNode node;
    private boolean running = true;
    private long latestSent = Long.MIN_VALUE;

    SimulatedNode(int number, ChainParams params, SimulatedNetwork network, SplittableRandom random) {
        this.number = number;
        this.params = params;
        this.network = network;
        this.random = random;
        this.node = boot();
    }

    private FullNode boot() {
        ChainState chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
        Mempool mempool = new Mempool(chain, RelayPolicy.standard().acceptingNonStandard());
        ProtocolConfig config = ProtocolConfig.of(params, name(), "0")
                .withTimeouts(network.timeouts())
                .withListening(address())
                .withOutboundTarget(network.scenario().outbound())
                .withReportMessages(network.watcher().wantsMessages(name()));
        return new FullNode(chain, mempool, config, random.split());
    }

    @Override
    public String name() {
        return "n" + number;
    }

    int number() {
        return number;
    }

    @Override
    public NetworkAddress address() {
        // Each in a group of its own, as nodes of different operators are.
        return NetworkAddress.ofIpv4(11 + number / 256, number % 256, 0, 1, 18_444);
    }

    FullNode node() {
        return node;
    }

    MemoryChainStore store() {
        return store;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether it takes one more connection from outside; in a real node the sockets' side decides that. */
    boolean hasFreeSlot() {
        return inbound.size() < network.scenario().inboundSlots();
    }

    @Override
    public boolean isHonest() {
        return true;
    }

    /** The links that stand. */
    List<Link> links() {
        return List.copyOf(links.values());
    }

    // ------------------------------------------------------------------------------------------- life

    /** Stops at once; what is in memory is lost, and without a disk everything. */
    void crash(boolean withDisk) {
        links().forEach(link -> link.close("crashed"));
        links.clear();
        inbound.clear();
        running = false;
        network.watcher().onRunning(name(), network.now(), false);
        if (!withDisk) {
            store = new MemoryChainStore();
            savedAddresses = List.of();
        }
    }

    void restart() {
        node = boot();
        running = true;
        network.watcher().onRunning(name(), network.now(), true);
        remember();
        network.invariants().check(this);
    }

    /** Gives it addresses that it has met before and its operator has written down; they survive everything. */
    void knows(List<PeerAddress> addresses) {
        knownFromTheStart = addresses.stream()
                .map(a -> new KnownAddress(a, a.time(), a.time(), 0))
                .toList();
        remember();
    }

    private void remember() {
        perform(node.handle(new Event.AddressesRestored(knownFromTheStart), network.now()));
        perform(node.handle(new Event.AddressesRestored(savedAddresses), network.now()));
    }

    void dialFailed(NetworkAddress address) {
        if (running) {
            perform(node.handle(new Event.DialFailed(address), network.now()));
        }
    }

    void tick() {
        if (running) {
            if (network.looksAtEverything()) {
                // Something happened, namely nothing.
                perform(node.handle(new Event.TimersForwarded(Duration.ZERO), network.now()));
            }
            perform(node.handle(TICK, network.now()));
        }
    }

    void submit(Block block) {
        if (running) {
            perform(node.submitBlock(block, network.now()).effects());
        }
    }

    void submit(Transaction tx) {
        if (running) {
            perform(node.submitTransaction(tx, network.now()).effects());
        }
    }

    // ------------------------------------------------------------------------------------------- events, effects

    @Override
    public boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound) {
        links.put(id, link);
        if (inbound) {
            this.inbound.add(id);
        }
        perform(node.handle(new Event.PeerConnected(id, from, inbound), network.now()));
        return true;
    }

    @Override
    public boolean wasOvertaken(long sentMicros) {
        latestSent = Math.max(latestSent, sentMicros);
        return latestSent > sentMicros;
    }

    @Override
    public void received(PeerId id, Message message, int bytes) {
        Link link = links.get(id);
        if (running && link != null) {
            perform(node.handle(new Event.Received(id, message, bytes), network.now()));
            if (message instanceof Message.BlockMessage block) {
                network.arrived(this, link.otherEnd(this), block.block().hash());
            }
        }
    }

    @Override
    public void malformed(PeerId id, boolean fatal) {
        if (running && links.containsKey(id)) {
            Event.Fault fault = fatal ? Event.Fault.STREAM : Event.Fault.PAYLOAD;
            perform(node.handle(new Event.ReceivedMalformed(id, "tx", "garbage", fault), network.now()));
        }
    }

    @Override
    public void closed(PeerId id, String reason) {
        inbound.remove(id);
        if (links.remove(id) != null && running) {
            perform(node.handle(new Event.PeerClosed(id, reason), network.now()));
        }
    }

    private void perform(List<Effect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        boolean tipMoved = false;
        List<Runnable> closes = new ArrayList<>(0);
        List<Runnable> dials = new ArrayList<>(0);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                send(send.peer(), send.message());
            } else if (effect instanceof Effect.SendBlock send) {
                sendBlock(send.peer(), send.hash());
            } else if (effect instanceof Effect.ReportSent report) {
                reportSent(report.peer());
            } else if (effect instanceof Effect.Close close) {
                Link link = links.get(close.peer());
                if (link != null) {
                    closes.add(() -> link.close(close.reason()));
                }
            } else if (effect instanceof Effect.Ban ban) {
                network.topology().ban(this, ban.address(), ban.until());
            } else if (effect instanceof Effect.Dial dial) {
                dials.add(() -> network.topology().dial(this, dial.address()));
            } else if (effect instanceof Effect.SaveAddresses save) {
                savedAddresses = save.addresses();
            } else if (effect instanceof Effect.Notify notify) {
                tipMoved |= notify.event() instanceof NodeEvent.BlockConnected;
                network.onEvent(this, notify.event());
            }
        }
        if (tipMoved) {
            network.invariants().check(this);
        }
        closes.forEach(Runnable::run);
        dials.forEach(Runnable::run);
    }

    private void reportSent(PeerId peer) {
        Link link = links.get(peer);
        if (link != null) {
            link.whenSent(this, () -> {
                if (running && links.containsKey(peer)) {
                    perform(node.handle(new Event.Sent(peer), network.now()));
                }
            });
        }
    }

    private void send(PeerId peer, Message message) {
        Link link = links.get(peer);
        if (link != null) {
            link.send(this, message);
        }
    }

    private void sendBlock(PeerId peer, BlockHash hash) {
        Block block = store.block(hash)
                .orElseThrow(() -> new IllegalStateException(name() + " was to send a block it doesn't have: " + hash));
        send(peer, new Message.BlockMessage(block));
    }

    /** The connected peer at the other end of one of its links. */
    Endpoint peer(PeerId id) {
        Link link = links.get(id);
        return link == null ? this : link.otherEnd(this);
    }

    @Override
    public String toString() {
        return name();
    }
}
