package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.script.Script;

/** Nodes joined by wires that lose nothing and take no time; every message goes through its bytes. */
final class Wire {
    /** Anyone can spend it: these tests are about passing things on. */
    static final Script ANYONE = new Script(ByteString.ofHex("51"));

    final ChainParams params;
    Instant now;
    private final Map<String, Station> stations = new TreeMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private final Deque<Runnable> pending = new ArrayDeque<>();
    private final MessageCodec codec;
    private long nextPeer;
    private long extraNonce;

    Wire(ChainParams params) {
        this.params = params;
        this.codec = new MessageCodec(params.magic());
        this.now = Instant.ofEpochSecond(params.genesis().header().time()).plusSeconds(3600);
    }

    /** The other end of a connection, and what the connection is called there. */
    record FarEnd(Station station, PeerId peer) {}

    /** A node with what it told its watchers. */
    final class Station {
        final String name;
        final FullNode node;
        final List<NodeEvent> events = new ArrayList<>();
        final Map<PeerId, FarEnd> farEnds = new HashMap<>();
        final Map<PeerId, Stranger> strangers = new HashMap<>();
        final List<NetworkAddress> dials = new ArrayList<>();
        final List<Effect.Ban> bans = new ArrayList<>();

        Station(String name, ChainParams params, UnaryOperator<ProtocolConfig> change) {
            this.name = name;
            ChainState chain = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
            Mempool mempool = new Mempool(chain, RelayPolicy.standard().acceptingNonStandard());
            ProtocolConfig config = change.apply(ProtocolConfig.of(params, name, "0.1.0"));
            this.node = new FullNode(chain, mempool, config, new SplittableRandom(name.hashCode()));
        }

        void handle(Event event) {
            perform(node.handle(event, now));
        }

        void perform(List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Send send && strangers.containsKey(send.peer())) {
                    strangers.get(send.peer()).heard.add(send.message());
                } else if (effect instanceof Effect.Send send) {
                    deliver(send.peer(), send.message());
                } else if (effect instanceof Effect.SendBlock block && strangers.containsKey(block.peer())) {
                    strangers
                            .get(block.peer())
                            .heard
                            .add(new Message.BlockMessage(
                                    node.chain().block(block.hash()).orElseThrow()));
                } else if (effect instanceof Effect.Close close && strangers.containsKey(close.peer())) {
                    Stranger stranger = strangers.remove(close.peer());
                    stranger.closed = Optional.of(close.reason());
                    pending.add(() -> handle(new Event.PeerClosed(close.peer(), close.reason())));
                } else if (effect instanceof Effect.ReportSent report) {
                    pending.add(() -> handle(new Event.Sent(report.peer())));
                } else if (effect instanceof Effect.SendBlock block) {
                    deliver(
                            block.peer(),
                            new Message.BlockMessage(
                                    node.chain().block(block.hash()).orElseThrow()));
                } else if (effect instanceof Effect.Close close) {
                    close(close.peer(), close.reason());
                } else if (effect instanceof Effect.Dial dial) {
                    dials.add(dial.address());
                } else if (effect instanceof Effect.Ban ban) {
                    bans.add(ban);
                } else if (effect instanceof Effect.Notify notify) {
                    events.add(notify.event());
                }
            }
        }

        private void deliver(PeerId peer, Message message) {
            byte[] bytes = codec.encode(message);
            Message copy = codec.decode(bytes);
            pending.add(() -> {
                FarEnd far = farEnds.get(peer);
                if (far != null) {
                    sent.merge(name + ">" + far.station.name + " " + message.command(), 1, Integer::sum);
                    far.station.handle(new Event.Received(far.peer, copy, bytes.length));
                }
            });
        }

        private void close(PeerId peer, String reason) {
            pending.add(() -> {
                FarEnd far = farEnds.remove(peer);
                if (far != null) {
                    far.station.farEnds.remove(far.peer);
                    handle(new Event.PeerClosed(peer, reason));
                    far.station.handle(new Event.PeerClosed(far.peer, "closed by the other side"));
                }
            });
        }

        /** Mines a block on the node's own tip with what waits in its mempool. */
        Block mine() {
            Block block = Mining.solve(BlockTemplate.create(
                    node.chain(), node.mempool(), ANYONE, "/" + name + "/", extraNonce++, now.getEpochSecond()));
            perform(node.submitBlock(block, now).effects());
            run();
            return block;
        }

        /** Mines one after the other, ten seconds apart. */
        List<Block> mine(int count) {
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                blocks.add(mine());
                now = now.plusSeconds(10);
            }
            return blocks;
        }

        int height() {
            return node.chain().tip().height();
        }

        /** What it made of a block that it knows. */
        BlockStatus statusOf(Block block) {
            return node.chain()
                    .headers()
                    .get(block.hash())
                    .map(HeaderNode::status)
                    .orElseThrow();
        }

        /** Why its connections ended, in order. */
        List<String> closed() {
            return events.stream()
                    .filter(NodeEvent.PeerClosed.class::isInstance)
                    .map(event -> ((NodeEvent.PeerClosed) event).reason())
                    .toList();
        }

        Optional<NodeEvent.BlockRefused> refused() {
            return events.stream()
                    .filter(NodeEvent.BlockRefused.class::isInstance)
                    .map(NodeEvent.BlockRefused.class::cast)
                    .findFirst();
        }
    }

    Station station(String name) {
        return station(name, params);
    }

    Station station(String name, ChainParams own) {
        return add(new Station(name, own, config -> config));
    }

    Station station(String name, UnaryOperator<ProtocolConfig> change) {
        return add(new Station(name, params, change));
    }

    private Station add(Station station) {
        stations.put(station.name, station);
        return station;
    }

    /** How many messages of a type arrived at one node from another. */
    int sent(String from, String to, String type) {
        return sent.getOrDefault(from + ">" + to + " " + type, 0);
    }

    /** Connects two nodes; {@code a} dials. */
    void connect(Station a, Station b) {
        connect(a, b, NetworkAddress.ofIpv4(127, 0, 0, 1, 9001), NetworkAddress.ofIpv4(127, 0, 0, 1, 50_000));
    }

    /** The same with addresses: where {@code a} dials, and where it comes from. */
    void connect(Station a, Station b, NetworkAddress to, NetworkAddress from) {
        PeerId atA = new PeerId(nextPeer++);
        PeerId atB = new PeerId(nextPeer++);
        a.farEnds.put(atA, new FarEnd(b, atB));
        b.farEnds.put(atB, new FarEnd(a, atA));
        a.handle(new Event.PeerConnected(atA, to, false));
        b.handle(new Event.PeerConnected(atB, from, true));
        run();
    }

    void disconnect(Station a, Station b) {
        List.copyOf(a.farEnds.entrySet()).stream()
                .filter(entry -> entry.getValue().station == b)
                .forEach(entry -> a.close(entry.getKey(), "test"));
        run();
    }

    /** Delivers until nothing is on its way. */
    void run() {
        while (!pending.isEmpty()) {
            pending.remove().run();
        }
    }

    void tick(int seconds) {
        now = now.plusSeconds(seconds);
        stations.values().forEach(station -> station.handle(new Event.Tick()));
        run();
    }
}
