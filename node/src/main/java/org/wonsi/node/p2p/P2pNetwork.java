package org.wonsi.node.p2p;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerSummary;

/**
 * A node's connections: accepts and dials, turns bytes into events and performs effects.
 *
 * <p>Addresses given by {@link #connect} are dialled again and again, with growing pauses, for as long as the node runs;
 * those the protocol asks for ({@link Effect.Dial}) once.
 */
public final class P2pNetwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(P2pNetwork.class);
    private static final long ACCEPT_PAUSE_NANOS = 100_000_000;
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 2_000;

    private final String nodeName;
    private final P2pSettings settings;
    private final MessageCodec codec;
    private final P2pHost host;
    private final InstantSource clock;
    private final ServerSocket server = new ServerSocket();
    private final AtomicLong nextId = new AtomicLong();
    private final Map<PeerId, Connection> connections = new ConcurrentHashMap<>();
    private final Set<PeerId> inbound = ConcurrentHashMap.newKeySet();
    private final TabPlaces tabs = new TabPlaces(TabPlaces.IN_ALL, TabPlaces.PER_ADDRESS);
    private final BanList bans;
    private final TrafficMeter.Totals totals = new TrafficMeter.Totals();
    private final PassedMessageLog passed;
    private final Redialler redialler;
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final long evictionSecret = new SecureRandom().nextLong();
    private volatile List<PeerSummary> peers = List.of();
    private volatile boolean stopping;
    private volatile boolean active = true;

    /** A network that doesn't listen yet; every log line carries the node's name. */
    public P2pNetwork(String nodeName, P2pSettings settings, MessageCodec codec, P2pHost host, InstantSource clock)
            throws IOException {
        this.nodeName = nodeName;
        this.settings = settings;
        this.codec = codec;
        this.host = host;
        this.clock = clock;
        this.bans = new BanList(host::saveBans);
        this.passed = new PassedMessageLog(clock);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> daemonThread(task, "timer"));
        this.redialler = new Redialler(settings, this::dialManually, this::schedule);
    }

    /**
     * Binds, and begins to accept, dial and tick.
     *
     * @throws IOException if the address can't be bound; a {@link java.net.BindException} if it is taken
     */
    public InetSocketAddress start() throws IOException {
        server.setReuseAddress(true);
        server.bind(settings.listen());
        daemonThread(this::acceptLoop, "accept").start();
        var ticks = timer.scheduleAtFixedRate(
                () -> host.deliver(new Event.Tick(), () -> {}), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        LOG.debug("[{}] listens on {}, ticks {}", nodeName, server.getLocalSocketAddress(), ticks.isDone());
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private Thread daemonThread(Runnable task, String role) {
        Thread thread = new Thread(task, nodeName + "-p2p-" + role);
        thread.setDaemon(true);
        return thread;
    }

    // ------------------------------------------------------------------------------------------- effects

    /** Takes note of what the protocol knows of the peers, by which some of them are worth more than others. */
    public void observe(List<PeerSummary> summaries) {
        peers = summaries;
    }

    /** Takes in the bans of an earlier run. */
    public void restoreBans(List<Ban> kept) {
        bans.restore(kept, clock.instant());
    }

    /** Performs an effect; called by the chain thread, doesn't wait. {@link Effect.Notify} is looked at, not told on. */
    public void perform(Effect effect) {
        if (effect instanceof Effect.Send send) {
            withConnection(send.peer(), c -> c.send(send.message()));
        } else if (effect instanceof Effect.SendBlock send) {
            withConnection(send.peer(), c -> c.sendBlock(send.hash()));
        } else if (effect instanceof Effect.ReportSent report) {
            withConnection(report.peer(), Connection::reportSent);
        } else if (effect instanceof Effect.Close close) {
            withConnection(close.peer(), c -> closeSoon(c, close.reason()));
        } else if (effect instanceof Effect.Dial dial) {
            daemonThread(() -> dial(dial.address(), SocketTraffic.Direction.OUTBOUND), "dial")
                    .start();
        } else if (effect instanceof Effect.Ban ban) {
            LOG.warn("[{}] bans {} until {}: {}", nodeName, ban.address().host(), ban.until(), ban.reason());
            bans.ban(Subnet.of(ban.address()), clock.instant(), ban.until());
        } else if (effect instanceof Effect.SaveAddresses save) {
            host.saveAddresses(save.addresses());
        } else if (effect instanceof Effect.Notify notify && notify.event() instanceof NodeEvent.PeerReady ready) {
            redialler.onReady(ready.address(), ready.name());
        }
    }

    private void withConnection(PeerId id, Consumer<Connection> action) {
        Connection connection = connections.get(id);
        if (connection != null) {
            action.accept(connection);
        }
    }

    private void closeSoon(Connection connection, String reason) {
        connection.closeAfterSending(reason);
        schedule(() -> connection.close(reason), Duration.ofMillis(CLOSE_MILLIS));
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("[{}] stopping, nothing is scheduled any more", nodeName);
        }
    }

    // ------------------------------------------------------------------------------------------- connections

    private void acceptLoop() {
        while (!stopping) {
            try {
                accept(server.accept());
            } catch (IOException e) {
                if (!stopping) {
                    LOG.warn("[{}] can't accept a connection: {}", nodeName, e.getMessage());
                    // Where no file is left for a socket, the next one would fail at once, too.
                    LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
                }
            }
        }
    }

    /** What goes wrong with one connection costs that one. */
    private void accept(Socket socket) throws IOException {
        try {
            admit(socket);
        } catch (IOException e) {
            LOG.debug("[{}] a connection was gone before it began: {}", nodeName, e.getMessage());
            socket.close();
        } catch (RuntimeException e) {
            LOG.error("[{}] a mistake in this program, please report it; the connection is closed", nodeName, e);
            socket.close();
        }
    }

    private void admit(Socket socket) throws IOException {
        NetworkAddress address = HostPort.toNetworkAddress((InetSocketAddress) socket.getRemoteSocketAddress());
        if (isAdmitted(address)) {
            open(SocketCarrier.of(socket), address, SocketTraffic.Direction.INBOUND);
        } else {
            LOG.debug("[{}] refuses a connection from {}", nodeName, address);
            socket.close();
        }
    }

    /** Whether a connection may stand that somebody opened; another one may have to give way. */
    private boolean isAdmitted(NetworkAddress address) {
        long fromThere = connections.values().stream()
                .filter(c -> inbound.contains(c.id()) && c.address().ip().equals(address.ip()))
                .count();
        return active
                && !isBanned(address)
                && settings.allowsAnother(address, fromThere)
                && (inbound.size() < settings.maximumInbound() || evictOne());
    }

    private boolean isBanned(NetworkAddress address) {
        return bans.isBanned(address, clock.instant()) && !settings.noBan().test(address);
    }

    private boolean evictOne() {
        List<Eviction.Candidate> candidates = peers.stream()
                .filter(peer -> inbound.contains(peer.id()))
                .filter(peer -> !settings.noBan().test(peer.address()))
                .map(peer -> new Eviction.Candidate(
                        peer.id(),
                        peer.address().group(),
                        peer.connectedAt(),
                        peer.ping().leastMicros().orElse(Long.MAX_VALUE),
                        peer.lastBlock(),
                        peer.lastTransaction()))
                .toList();
        Optional<PeerId> victim = Eviction.choose(candidates, evictionSecret);
        victim.ifPresent(id -> withConnection(id, c -> c.close("gave way to another connection")));
        return victim.isPresent();
    }

    private void dialManually(HostPort target) {
        daemonThread(
                        () -> {
                            try {
                                NetworkAddress address = target.resolve();
                                redialler.resolved(target, address);
                                if (active && !redialler.isCut(target, cut)) {
                                    dial(address, SocketTraffic.Direction.MANUAL);
                                    return;
                                }
                            } catch (UnknownHostException e) {
                                LOG.info("[{}] there is no host {}", nodeName, target.host());
                            }
                            redialler.lost(target);
                        },
                        "dial")
                .start();
    }

    private void dial(NetworkAddress address, SocketTraffic.Direction direction) {
        if (stopping) {
            return;
        }
        if (!active || isBanned(address)) {
            dialFailed(address, active ? "banned" : "switched off");
            return;
        }
        Socket socket = new Socket();
        try {
            socket.connect(HostPort.toSocketAddress(address), (int)
                    settings.connectTimeout().toMillis());
            open(SocketCarrier.of(socket), address, direction);
        } catch (IOException e) {
            dialFailed(address, String.valueOf(e.getMessage()));
        }
    }

    private void dialFailed(NetworkAddress address, String reason) {
        LOG.debug("[{}] can't connect to {}: {}", nodeName, address, reason);
        host.deliver(new Event.DialFailed(address), () -> {});
        redialler.lost(address);
    }

    /** Whether there is room for a tab from there now; it may be gone when the tab comes. */
    public boolean hasRoomForTab(NetworkAddress address) {
        return active && !stopping && !isBanned(address) && tabs.hasRoom(address);
    }

    /**
     * Takes a tab's connection as a peer.
     *
     * @param address its own, with the port that it comes from
     * @return false if there is no room for it; the carrier is left as it is
     */
    public boolean takeTab(Carrier carrier, NetworkAddress address) {
        PeerId id = new PeerId(nextId.getAndIncrement());
        if (!active || stopping || isBanned(address)) {
            return false;
        }
        TabPlaces.Outcome outcome = tabs.take(id, address);
        outcome.leaving()
                .ifPresent(other -> withConnection(other, c -> c.close("gave way to a tab of another address")));
        if (outcome.taken()) {
            open(id, carrier, address, SocketTraffic.Direction.INBOUND, PeerKind.TAB);
        }
        return outcome.taken();
    }

    /** What a tab said when it left; empty if it said nothing, is there, or left long ago. */
    public Optional<String> farewell(PeerId id) {
        return tabs.farewell(id);
    }

    private void open(Carrier carrier, NetworkAddress address, SocketTraffic.Direction direction) {
        PeerId id = new PeerId(nextId.getAndIncrement());
        if (direction == SocketTraffic.Direction.INBOUND) {
            inbound.add(id);
        }
        open(id, carrier, address, direction, PeerKind.NODE);
    }

    private void open(
            PeerId id, Carrier carrier, NetworkAddress address, SocketTraffic.Direction direction, PeerKind kind) {
        boolean isInbound = direction == SocketTraffic.Direction.INBOUND;
        Connection connection = new Connection(
                id,
                address,
                carrier,
                codec,
                host,
                kind == PeerKind.TAB ? settings.forTab() : settings,
                direction,
                new TrafficMeter(clock, totals),
                passed,
                () -> closed(id, address, isInbound, carrier.farewell()));
        connections.put(id, connection);
        host.deliver(new Event.PeerConnected(id, address, isInbound, kind), () -> {});
        try {
            connection.start(nodeName + "-p2p-" + id.number());
        } catch (OutOfMemoryError e) {
            // The machine gives this process no more threads. It costs this connection, and not the thread that accepts
            // them.
            LOG.warn("[{}] has no thread for the connection with {}: {}", nodeName, address, e.getMessage());
            connection.close("no thread is left for it");
        }
        if (stopping) {
            connection.close("stopping");
        }
    }

    private void closed(PeerId id, NetworkAddress address, boolean isInbound, Optional<String> said) {
        connections.remove(id);
        inbound.remove(id);
        tabs.free(id, said);
        if (!isInbound) {
            redialler.lost(address);
        }
    }

    // ------------------------------------------------------------------------------------------- control

    /** What passed over a connection so far; empty if there is none with that id any more. */
    public Optional<SocketTraffic> traffic(PeerId id) {
        return Optional.ofNullable(connections.get(id)).map(Connection::traffic);
    }

    /** The last few messages of each type that passed over all connections, the newest first. */
    public List<PassedMessage> passed() {
        return passed.newestFirst();
    }

    /** All bytes of one of them. */
    public Optional<ByteString> bytesOf(long number) {
        return passed.bytesOf(number);
    }

    /** Bytes over all connections since the start, those that have ended included. */
    public NetworkTotals totals() {
        return new NetworkTotals(totals.sent.get(), totals.received.get());
    }

    /**
     * Dials {@code host:port}, and again whenever the connection is lost.
     *
     * @throws MalformedException if that is no address or the name isn't known
     */
    public void connect(String address) {
        HostPort target = HostPort.parse(address);
        resolve(target);
        redialler.add(target);
    }

    /**
     * Dials {@code host:port} once; doesn't wait for what comes of it.
     *
     * @throws MalformedException if that is no address or the name isn't known
     */
    public void dialOnce(String address, SocketTraffic.Direction direction) {
        NetworkAddress target = resolve(HostPort.parse(address));
        daemonThread(() -> dial(target, direction), "dial").start();
    }

    private static NetworkAddress resolve(HostPort target) {
        try {
            return target.resolve();
        } catch (UnknownHostException e) {
            throw new MalformedException(
                    "no host '" + target.host() + "' is known; check the name, or give its IP address");
        }
    }

    /** The addresses that are dialled again whenever their connection is lost. */
    public List<String> kept() {
        return redialler.kept().stream().map(HostPort::toString).toList();
    }

    /** Dials {@code host:port} no more; an open connection stays. False if it wasn't {@link #kept}. */
    public boolean forget(String address) {
        return redialler.forget(HostPort.parse(address));
    }

    /** Closes all connections; those of {@link #connect} are dialled again soon. */
    public void closeAll(String reason) {
        connections.values().forEach(connection -> connection.close(reason));
    }

    /** Closes all connections, and neither dials nor accepts, until switched on again. */
    public void setActive(boolean wanted) {
        active = wanted;
        if (!wanted) {
            closeAll("switched off by the operator");
        }
    }

    /** Whether it dials and accepts. */
    public boolean isActive() {
        return active;
    }

    /** Asks every peer for an answer, to measure the round trip. */
    public void pingAll() {
        host.deliver(new Event.PingAll(), () -> {});
    }

    /**
     * Sends a peer any bytes as a message of any type of at most 12 characters, for tests; false if there is no connection
     * with that id.
     */
    public boolean sendRaw(PeerId id, String type, byte[] payload) {
        Connection connection = connections.get(id);
        if (connection == null) {
            return false;
        }
        connection.sendRaw(type, payload);
        return true;
    }

    /** Closes a connection and dials its address no more; false if there is none with that id. */
    public boolean disconnect(PeerId id) {
        Connection connection = connections.get(id);
        if (connection == null) {
            return false;
        }
        redialler.remove(connection.address());
        connection.close("disconnected by the operator");
        return true;
    }

    /** Closes every connection with a network and refuses it for so long. */
    public void ban(Subnet subnet, Duration time) {
        Instant now = clock.instant();
        bans.ban(subnet, now, now.plus(time));
        for (Connection connection : connections.values()) {
            if (subnet.contains(connection.address())) {
                connection.close("banned by the operator");
            }
        }
    }

    /** Takes a ban back; false if exactly this network wasn't banned. */
    public boolean unban(Subnet subnet) {
        return bans.lift(subnet, clock.instant());
    }

    /** Takes all bans back. */
    public void clearBans() {
        bans.clear();
    }

    /** The bans that hold. */
    public List<Ban> bans() {
        return bans.entries(clock.instant());
    }

    /** Cuts the link with the node of that name: closed, and neither dialled nor accepted until healed. */
    public void cut(String node) {
        cut.add(node);
        host.deliver(new Event.LinkCut(node), () -> {});
    }

    /** Allows the link with the node of that name again, and dials it if its address was given by {@link #connect}. */
    public void heal(String node) {
        cut.remove(node);
        host.deliver(new Event.LinkHealed(node), () -> {});
        redialler.healed(node);
    }

    /** The names of the nodes this one is cut from. */
    public Set<String> cutFrom() {
        return Set.copyOf(cut);
    }

    @Override
    public void close() {
        stopping = true;
        redialler.close();
        timer.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("[{}] can't close the listening socket: {}", nodeName, e.getMessage());
        }
        closeAll("stopping");
    }
}
