package org.wonsi.node.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.Carrier;
import org.wonsi.node.p2p.NetworkTotals;
import org.wonsi.node.p2p.P2pNetwork;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.PeerStatus;

/**
 * A node's connections, as the sockets and the protocol know them.
 *
 * <p>The protocol's view belongs to the chain thread, so a copy of it is taken there about once a second ({@link
 * #refresh}) and joined with the sockets' counters when somebody asks. What changes connections goes to the sockets
 * directly, which tell the protocol.
 */
final class NodePeers implements PeerControl {
    private final P2pNetwork network;
    private final Supplier<List<NodeService>> ownNodes;
    private volatile List<PeerSummary> summaries = List.of();
    private volatile List<PeerAddress> known = List.of();

    /** Of this network; {@code ownNodes} are those of the process. */
    NodePeers(P2pNetwork network, Supplier<List<NodeService>> ownNodes) {
        this.network = network;
        this.ownNodes = ownNodes;
    }

    /** Whether a node of this process has this name. */
    boolean isOwnName(String name) {
        return ownNodes.get().stream().anyMatch(node -> node.name().equals(name));
    }

    /** Takes a new look at the connections; by the chain thread. */
    void refresh(FullNode node) {
        summaries = node.peers();
        network.observe(summaries);
        known = node.knownAddresses().stream().map(KnownAddress::address).toList();
    }

    /** The names of those that had shaken hands when last looked at. */
    List<String> names() {
        return summaries.stream()
                .map(PeerSummary::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Those whose socket is open, with what passed over it up to now. */
    @Override
    public List<PeerStatus> list() {
        return summaries.stream()
                .flatMap(peer -> network.traffic(peer.id()).map(traffic -> new PeerStatus(peer, traffic)).stream())
                .toList();
    }

    @Override
    public List<Tapped> passed() {
        Map<PeerId, String> names = new HashMap<>();
        summaries.forEach(peer -> names.put(peer.id(), peer.name()));
        return network.passed().stream()
                .map(message -> new Tapped(
                        message.number(),
                        message.at().toEpochMilli(),
                        Optional.ofNullable(names.get(message.peer()))
                                .filter(name -> !name.isEmpty())
                                .orElse(message.address().toString()),
                        message.sent(),
                        message.command(),
                        message.size()))
                .toList();
    }

    @Override
    public Optional<ByteString> bytesOf(long number) {
        return network.bytesOf(number);
    }

    @Override
    public NetworkTotals totals() {
        return network.totals();
    }

    @Override
    public List<PeerAddress> known() {
        return known;
    }

    @Override
    public void connect(String address) {
        network.connect(address);
    }

    @Override
    public void dialOnce(String address, SocketTraffic.Direction direction) {
        network.dialOnce(address, direction);
    }

    @Override
    public boolean hasRoomForTab(NetworkAddress address) {
        return network.hasRoomForTab(address);
    }

    @Override
    public boolean takeTab(Carrier carrier, NetworkAddress address) {
        return network.takeTab(carrier, address);
    }

    @Override
    public Optional<String> farewell(long id) {
        return network.farewell(new PeerId(id));
    }

    @Override
    public boolean disconnect(long id) {
        return network.disconnect(new PeerId(id));
    }

    @Override
    public boolean sendRaw(long id, String type, byte[] payload) {
        return network.sendRaw(new PeerId(id), type, payload);
    }

    @Override
    public void ban(Subnet subnet, Duration time) {
        network.ban(subnet, time);
    }

    @Override
    public boolean unban(Subnet subnet) {
        return network.unban(subnet);
    }

    @Override
    public void clearBans() {
        network.clearBans();
    }

    @Override
    public List<Ban> bans() {
        return network.bans();
    }

    @Override
    public List<String> kept() {
        return network.kept();
    }

    @Override
    public boolean forget(String address) {
        return network.forget(address);
    }

    @Override
    public void setActive(boolean active) {
        network.setActive(active);
    }

    @Override
    public boolean isActive() {
        return network.isActive();
    }

    @Override
    public void pingAll() {
        network.pingAll();
    }

    @Override
    public void cut(String node) {
        network.cut(node);
    }

    @Override
    public void heal(String node) {
        network.heal(node);
    }

    @Override
    public Set<String> cutFrom() {
        return network.cutFrom();
    }
}
