package org.wonsi.node.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.Carrier;
import org.wonsi.node.p2p.NetworkTotals;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.PeerStatus;

/** One peer, and a list of what was asked. */
final class TestPeers implements PeerControl {
    final List<String> calls = new ArrayList<>();

    /** What the peer calls itself. */
    String name = "Busan";

    private final Set<String> cut = new TreeSet<>();
    private final Map<String, Ban> bans = new TreeMap<>();
    private final List<String> kept = new ArrayList<>();
    private boolean active = true;

    @Override
    public List<PeerStatus> list() {
        NetworkAddress busan = NetworkAddress.ofIpv4(127, 0, 0, 1, 9002);
        VersionMessage said = new VersionMessage(
                70_016,
                9,
                TestNode.NOW,
                new VersionMessage.PeerServices(0, NetworkAddress.ofIpv4(127, 0, 0, 1, 50_001)),
                VersionMessage.PeerServices.NONE,
                1,
                "/Wonsi:0.1.0(Busan)/",
                2,
                true);
        PeerSummary peer = new PeerSummary(
                new PeerId(7),
                busan,
                false,
                PeerKind.NODE,
                true,
                name,
                "/Wonsi:0.1.0(Busan)/",
                said,
                Instant.ofEpochSecond(TestNode.NOW - 30),
                -3,
                new PeerSummary.Sync("", 3, 1, "", -1, List.of(2, 3)),
                new PeerSummary.Ping(OptionalLong.of(4_500), OptionalLong.of(4_000), OptionalLong.empty()),
                new PeerSummary.Addresses(true, 5, 1),
                TestNode.NOW - 10,
                0,
                20,
                1_000);
        SocketTraffic traffic = new SocketTraffic(
                SocketTraffic.Direction.MANUAL,
                NetworkAddress.ofIpv4(127, 0, 0, 1, 50_001),
                1000,
                2000,
                TestNode.NOW - 1,
                TestNode.NOW - 2,
                Map.of("ping", new SocketTraffic.Count(1, 2, 32, 64), "verack", new SocketTraffic.Count(1, 0, 24, 0)));
        return List.of(new PeerStatus(peer, traffic));
    }

    private static final MessageCodec CODEC =
            new MessageCodec(ChainParams.regtest().magic());
    private static final ByteString PING = ByteString.copyOf(CODEC.encode(new Message.Ping(7)));
    private static final ByteString PONG = ByteString.copyOf(CODEC.encode(new Message.Pong(7)));

    /** A ping that Busan sent, and the pong. */
    @Override
    public List<Tapped> passed() {
        return List.of(
                new Tapped(2, TestNode.NOW * 1000 + 5, "Busan", true, "pong", PONG.size()),
                new Tapped(1, TestNode.NOW * 1000, "Busan", false, "ping", PING.size()));
    }

    @Override
    public Optional<ByteString> bytesOf(long number) {
        return number == 2 ? Optional.of(PONG) : number == 1 ? Optional.of(PING) : Optional.empty();
    }

    @Override
    public NetworkTotals totals() {
        return new NetworkTotals(1000, 2000);
    }

    @Override
    public List<PeerAddress> known() {
        return List.of(new PeerAddress(TestNode.NOW, 1, NetworkAddress.ofIpv4(10, 0, 0, 3, 18444)));
    }

    @Override
    public void connect(String address) {
        calls.add("connect " + address);
        kept.add(address);
    }

    @Override
    public void dialOnce(String address, SocketTraffic.Direction direction) {
        calls.add("dial " + address);
    }

    @Override
    public boolean hasRoomForTab(NetworkAddress address) {
        return true;
    }

    @Override
    public boolean takeTab(Carrier carrier, NetworkAddress address) {
        calls.add("tab " + address.host());
        return true;
    }

    @Override
    public Optional<String> farewell(long id) {
        return Optional.empty();
    }

    @Override
    public boolean disconnect(long id) {
        calls.add("disconnect " + id);
        return id == 7;
    }

    @Override
    public boolean sendRaw(long id, String type, byte[] payload) {
        calls.add("send " + id + " '" + type + "' " + ByteString.copyOf(payload));
        return id == 7;
    }

    @Override
    public void ban(Subnet subnet, Duration time) {
        calls.add("ban " + subnet + " " + time);
        Instant now = Instant.ofEpochSecond(TestNode.NOW);
        bans.put(subnet.toString(), new Ban(subnet, now, now.plus(time)));
    }

    @Override
    public boolean unban(Subnet subnet) {
        return bans.remove(subnet.toString()) != null;
    }

    @Override
    public void clearBans() {
        bans.clear();
    }

    @Override
    public List<Ban> bans() {
        return List.copyOf(bans.values());
    }

    @Override
    public List<String> kept() {
        return List.copyOf(kept);
    }

    @Override
    public boolean forget(String address) {
        return kept.remove(address);
    }

    @Override
    public void setActive(boolean wanted) {
        active = wanted;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public void pingAll() {
        calls.add("ping");
    }

    @Override
    public void cut(String node) {
        cut.add(node);
    }

    @Override
    public void heal(String node) {
        cut.remove(node);
    }

    @Override
    public Set<String> cutFrom() {
        return Set.copyOf(cut);
    }
}
