package org.wonsi.node.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.platform.LocalNetworks;
import org.wonsi.node.service.Announcement;
import org.wonsi.node.service.Neighbour;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.PeerStatus;

/**
 * The discovery of nodes on the local networks ({@code --discover}): it announces this node, listens for others of the same
 * chain, and dials them.
 *
 * <p>One thread of its own does everything, so that a slow network stops nobody. Networks that come later, such as a Wi-Fi
 * joined during the talk, are noticed.
 */
public final class LanDiscovery implements AutoCloseable {
    /** The service's type; {@code dns-sd -B _wonsi._tcp} or {@code avahi-browse _wonsi._tcp} show the nodes in the room. */
    static final String TYPE = "_wonsi._tcp.local.";

    private static final long LOOK_SECONDS = 1;
    private static final int LOOKS_BETWEEN_NETWORKS = 15;
    private static final long CLOSE_SECONDS = 3;

    private final Announcement own;
    private final OptionalInt announcedPort;
    private final Networks networks;
    private final PeerControl peers;
    private final InstantSource clock;
    private final Logger log;
    private final NeighbourTable neighbours;
    private final Map<InetAddress, JmDNS> sockets = new HashMap<>();
    private final ScheduledExecutorService thread;
    private int looks;
    private volatile List<Neighbour> found = List.of();

    /** The source of the networks on which to look for neighbours. */
    interface Networks {
        /** This machine's addresses, one for each network to look on. */
        List<InetAddress> addresses() throws SocketException;
    }

    /**
     * The identity under which this node announces itself, and what it looks for.
     *
     * @param announcedPort where others may connect; empty if they can't
     */
    public record Identity(ChainParams params, String name, String http, OptionalInt announcedPort) {}

    /** Starts looking on all networks of this machine. */
    public static LanDiscovery start(Identity identity, PeerControl peers, InstantSource clock, Logger log) {
        return start(identity, LocalNetworks::addresses, peers, clock, log);
    }

    static LanDiscovery start(
            Identity identity, Networks networks, PeerControl peers, InstantSource clock, Logger log) {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        Announcement own =
                Announcement.of(HexFormat.of().formatHex(id), identity.params(), identity.name(), identity.http());
        LanDiscovery discovery = new LanDiscovery(own, identity.announcedPort(), networks, peers, clock, log);
        var unused = discovery.thread.scheduleWithFixedDelay(discovery::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        return discovery;
    }

    private LanDiscovery(
            Announcement own,
            OptionalInt announcedPort,
            Networks networks,
            PeerControl peers,
            InstantSource clock,
            Logger log) {
        this.own = own;
        this.announcedPort = announcedPort;
        this.networks = networks;
        this.peers = peers;
        this.clock = clock;
        this.log = log;
        this.neighbours = new NeighbourTable(own);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, own.name() + "-discovery");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** The nodes found so far and not gone. */
    public List<Neighbour> found() {
        return found;
    }

    // ------------------------------------------------------------------------------------------- its own thread

    private void look() {
        if (looks++ % LOOKS_BETWEEN_NETWORKS == 0) {
            followNetworks();
        }
        List<PeerStatus> connected = peers.list();
        neighbours
                .due(neighbour -> isConnected(neighbour, connected), this::isUnwanted, clock.instant())
                .forEach(neighbour -> peers.dialOnce(neighbour.hostPort(), SocketTraffic.Direction.OUTBOUND));
    }

    /** A peer that dialled in has another port, so host and name must do; a tab is no neighbour, whatever it calls itself. */
    private static boolean isConnected(Neighbour neighbour, List<PeerStatus> peers) {
        String host = neighbour.address().getHostAddress();
        return peers.stream()
                .filter(peer -> peer.kind() == PeerKind.NODE)
                .anyMatch(peer -> peer.address().equals(neighbour.hostPort())
                        || (peer.peer().address().host().equals(host)
                                && peer.name()
                                        .filter(name -> isCalled(neighbour, host, name))
                                        .isPresent()));
    }

    /** With its host behind it if a node of this process has the same name. */
    private static boolean isCalled(Neighbour neighbour, String host, String name) {
        String announced = neighbour.announcement().name();
        return name.equals(announced) || name.equals(announced + "@" + host);
    }

    private boolean isUnwanted(Neighbour neighbour) {
        return peers.cutFrom().contains(neighbour.announcement().name());
    }

    private void followNetworks() {
        try {
            List<InetAddress> now = networks.addresses();
            for (Map.Entry<InetAddress, JmDNS> socket : Map.copyOf(sockets).entrySet()) {
                InetAddress address = socket.getKey();
                if (!now.contains(address)) {
                    log.info("no longer looks for nodes at {}", address.getHostAddress());
                    sockets.remove(address);
                    close(socket.getValue());
                }
            }
            for (InetAddress address : now) {
                if (!sockets.containsKey(address)) {
                    open(address);
                }
            }
        } catch (SocketException e) {
            log.warn("this machine's network interfaces can't be listed: {}", e.getMessage());
        }
    }

    private void open(InetAddress address) {
        try {
            // The name is given, or the library would ask a name server for this machine's, which can take long.
            JmDNS socket = JmDNS.create(address, "wonsi-" + own.id());
            try {
                socket.addServiceListener(TYPE, new Listener(address, socket));
                if (announcedPort.isPresent()) {
                    socket.registerService(ServiceInfo.create(
                            TYPE, "wonsi-" + own.id(), announcedPort.getAsInt(), 0, 0, own.encode()));
                }
            } catch (IOException e) {
                close(socket); // so that it is tried again when the networks are looked at next
                throw e;
            }
            sockets.put(address, socket);
            log.info("looks for nodes on the network at {}", address.getHostAddress());
        } catch (IOException e) {
            log.warn("can't look for nodes at {}: {}", address.getHostAddress(), e.getMessage());
        }
    }

    private void close(JmDNS socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The network may be gone, which is no loss: nobody is there to hear the goodbye.
            log.debug("left a local network without a goodbye: {}", e.getMessage());
        }
    }

    private void resolved(String service, List<Neighbour> candidates) {
        for (Neighbour neighbour : candidates) {
            NeighbourTable.Answer answer = neighbours.found(service, neighbour, clock.instant());
            if (answer == NeighbourTable.Answer.NEW) {
                log.info(
                        "found node {} at {} on the local network",
                        neighbour.announcement().name(),
                        neighbour.hostPort());
            } else if (answer == NeighbourTable.Answer.OTHER_CHAIN) {
                log.debug("{} is on another chain", neighbour.hostPort());
            }
            found = neighbours.all();
        }
    }

    private void removed(String service) {
        neighbours
                .lost(service)
                .ifPresent(gone -> log.info(
                        "node {} left the local network", gone.announcement().name()));
        found = neighbours.all();
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("stopping, nothing is looked for any more");
        }
    }

    // ------------------------------------------------------------------------------------------- the library's threads

    /** A listener to the discovery library on one network. */
    private final class Listener implements ServiceListener {
        private final InetAddress here;
        private final JmDNS socket;

        Listener(InetAddress here, JmDNS socket) {
            this.here = here;
            this.socket = socket;
        }

        @Override
        public void serviceAdded(ServiceEvent event) {
            socket.requestServiceInfo(event.getType(), event.getName());
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            run(() -> removed(key(event)));
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            ServiceInfo info = event.getInfo();
            byte[] text = info.getTextBytes();
            if (text == null || text.length == 0) {
                // The TXT record comes with a later event.
                return;
            }
            try {
                List<Neighbour> candidates = candidates(Announcement.decode(text), info);
                run(() -> resolved(key(event), candidates));
            } catch (MalformedException e) {
                log.debug("an announcement of {} is no node's: {}", event.getName(), e.getMessage());
            } catch (SocketException e) {
                log.debug("the network at {} is gone: {}", here.getHostAddress(), e.getMessage());
            }
        }

        private String key(ServiceEvent event) {
            return here.getHostAddress() + " " + event.getName();
        }

        /** An announcement may name any address; only one on this very network is believed. */
        private List<Neighbour> candidates(Announcement announcement, ServiceInfo info) throws SocketException {
            List<Neighbour> candidates = new ArrayList<>();
            for (InetAddress address : info.getInet4Addresses()) {
                if (candidates.isEmpty() && info.getPort() > 0 && LocalNetworks.areNeighbours(here, address)) {
                    candidates.add(new Neighbour(announcement, address, info.getPort()));
                }
            }
            return candidates;
        }
    }

    /** Says goodbye to the others; waits for that a few seconds at most. */
    @Override
    public void close() {
        run(() -> {
            for (JmDNS socket : sockets.values()) {
                close(socket);
            }
            sockets.clear();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.debug("left the local network without a goodbye");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
