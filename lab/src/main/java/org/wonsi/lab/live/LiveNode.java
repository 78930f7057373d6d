package org.wonsi.lab.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.tx.Transaction;

/** A complete node of a {@link LiveNetwork}: the real one, with its chain in memory and links in place of sockets. */
public final class LiveNode {
    private static final int PORT = 9001;

    private final int number;
    private final String name;
    private final LiveNetwork network;
    private final MemoryChainStore store = new MemoryChainStore();
    private final FullNode node;
    private final Map<PeerId, LiveLink> links = new LinkedHashMap<>();

    LiveNode(int number, String name, ChainParams params, LiveNetwork network, RandomGenerator random) {
        this.number = number;
        this.name = name;
        this.network = network;
        ChainState chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
        ProtocolConfig config =
                ProtocolConfig.of(params, name, "0").withListening(address()).withReportMessages(true);
        this.node = new FullNode(chain, new Mempool(chain, RelayPolicy.standard()), config, random);
    }

    /** Its place among the nodes, from 0. */
    public int number() {
        return number;
    }

    /** What people call it; travels in its user agent and in the coinbases of its blocks. */
    public String name() {
        return name;
    }

    /** Its chain, to be read. */
    public ChainState chain() {
        return node.chain();
    }

    /** What waits at it for a block, to be read. */
    public Mempool mempool() {
        return node.mempool();
    }

    /** Its clock. */
    public Instant now() {
        return network.now();
    }

    /** How many connections it has. */
    public int peers() {
        return links.size();
    }

    /** In a group of its own, as nodes of different operators are. */
    private NetworkAddress address() {
        return NetworkAddress.ofIpv4(11 + number, 0, 0, 1, PORT);
    }

    // ------------------------------------------------------------------------------------------- events

    void connect(LiveLink link, boolean inbound) {
        PeerId id = link.numberAt(this);
        links.put(id, link);
        perform(node.handle(new Event.PeerConnected(id, link.otherEnd(this).address(), inbound), network.now()));
    }

    void disconnect(PeerId id, String reason) {
        if (links.remove(id) != null) {
            perform(node.handle(new Event.PeerClosed(id, reason), network.now()));
        }
    }

    void receive(PeerId id, Message message, int bytes) {
        if (links.containsKey(id)) {
            perform(node.handle(new Event.Received(id, message, bytes), network.now()));
        }
    }

    void tick() {
        perform(node.handle(new Event.Tick(), network.now()));
    }

    /** Takes a block as this node's own miner or user gives it. */
    BlockResult submit(Block block) {
        Submission<BlockResult> submission = node.submitBlock(block, network.now());
        perform(submission.effects());
        return submission.result();
    }

    /** Takes a payment as this node's own wallet gives it. */
    MempoolResult submit(Transaction tx) {
        Submission<MempoolResult> submission = node.submitTransaction(tx, network.now());
        perform(submission.effects());
        return submission.result();
    }

    /** Lets something happen to it on a connection that is none of the network's links; answers what it wants done about that. */
    List<Effect> handle(Event event) {
        List<Effect> effects = node.handle(event, network.now());
        perform(effects);
        return effects;
    }

    /** A number for such a connection. */
    PeerId newPeer() {
        return network.newPeer();
    }

    // ------------------------------------------------------------------------------------------- effects

    /** What a node wants done; it dials nobody by itself and writes no addresses down. */
    private void perform(List<Effect> effects) {
        List<Runnable> closes = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                send(send.peer(), send.message());
            } else if (effect instanceof Effect.SendBlock send) {
                sendBlock(send.peer(), send.hash());
            } else if (effect instanceof Effect.ReportSent report) {
                network.soon(() -> sent(report.peer()));
            } else if (effect instanceof Effect.Close close) {
                LiveLink link = links.get(close.peer());
                if (link != null) {
                    closes.add(() -> network.close(link, close.reason()));
                }
            } else if (effect instanceof Effect.Notify notify) {
                network.told(this, notify.event());
            }
        }
        closes.forEach(Runnable::run);
    }

    private void sent(PeerId peer) {
        if (links.containsKey(peer)) {
            perform(node.handle(new Event.Sent(peer), network.now()));
        }
    }

    private void send(PeerId peer, Message message) {
        LiveLink link = links.get(peer);
        if (link != null) {
            network.deliver(link, this, message);
        }
    }

    private void sendBlock(PeerId peer, BlockHash hash) {
        Block block = store.block(hash)
                .orElseThrow(() -> new IllegalStateException(name + " was to send a block it doesn't have: " + hash));
        send(peer, new Message.BlockMessage(block));
    }

    @Override
    public String toString() {
        return name;
    }
}
