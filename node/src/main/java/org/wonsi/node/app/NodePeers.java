package org.wonsi.node.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.PeerId;
import org.wonsi.core.protocol.PeerSummary;
import org.wonsi.node.p2p.P2pNetwork;

/** A node's connections, as the sockets and the protocol know them. */
final class NodePeers implements PeerControl {
    private final P2pNetwork network;
    private volatile List<PeerStatus> list = List.of();

    NodePeers(P2pNetwork network) {
        this.network = network;
    }

    /** Takes a new look at the connections; by the chain thread. */
    void refresh(FullNode node) {
        list = node.peers().stream().map(this::status).toList();
    }

    private PeerStatus status(PeerSummary peer) {
        Map<String, PeerStatus.Count> messages = new HashMap<>();
        peer.messages()
                .forEach((type, traffic) ->
                        messages.put(type, new PeerStatus.Count(traffic.sent(), traffic.received())));
        return new PeerStatus(
                peer.id().number(),
                peer.name().isEmpty() ? Optional.empty() : Optional.of(peer.name()),
                peer.address().toString(),
                peer.inbound(),
                peer.userAgent(),
                peer.version(),
                peer.bestHeight(),
                peer.bestHash().isEmpty() ? Optional.empty() : Optional.of(BlockHash.ofDisplay(peer.bestHash())),
                peer.connectedAt(),
                network.bytesSent(peer.id()),
                peer.bytesReceived(),
                peer.pingMillis() < 0 ? OptionalLong.empty() : OptionalLong.of(peer.pingMillis()),
                messages);
    }

    @Override
    public List<PeerStatus> list() {
        return list;
    }

    @Override
    public void connect(String address) {
        network.connect(address);
    }

    @Override
    public boolean disconnect(long id) {
        return network.disconnect(new PeerId(id));
    }

    @Override
    public void ban(String host, Duration time) {
        network.ban(host, time);
    }

    @Override
    public boolean unban(String host) {
        return network.unban(host);
    }

    @Override
    public Map<String, Instant> bans() {
        return network.banned();
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
