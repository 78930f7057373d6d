package org.wonsi.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerSummary;

/** A peer of a node that says whatever the test wants, true or not; what the node says to it is kept. */
final class Stranger {
    private static long nextId = 1_000_000;

    final PeerId id;
    final Wire.Station station;
    final List<Message> heard = new ArrayList<>();
    Optional<String> closed = Optional.empty();

    /** Connects to a node and says nothing yet; inbound as the node sees it, or dialled by the node. */
    Stranger(Wire.Station station, NetworkAddress address, boolean inbound) {
        this(station, address, inbound, PeerKind.NODE);
    }

    /** The same, which may be a tab. */
    Stranger(Wire.Station station, NetworkAddress address, boolean inbound, PeerKind kind) {
        this.station = station;
        this.id = new PeerId(nextId++);
        station.strangers.put(id, this);
        station.handle(new Event.PeerConnected(id, address, inbound, kind));
    }

    /** One that came from a public address and has shaken hands. */
    static Stranger at(Wire.Station station, int number) {
        Stranger stranger = new Stranger(station, address(number), true);
        stranger.shakeHands();
        return stranger;
    }

    /** One on this very machine. */
    static Stranger onLoopback(Wire.Station station) {
        Stranger stranger = new Stranger(station, NetworkAddress.ofIpv4(127, 0, 0, 1, 50_000), true);
        stranger.shakeHands();
        return stranger;
    }

    /** One that the node dialled, and that has shaken hands. */
    static Stranger dialledBy(Wire.Station station, int number) {
        Stranger stranger = new Stranger(station, address(number), false);
        stranger.shakeHands();
        return stranger;
    }

    static NetworkAddress address(int number) {
        return NetworkAddress.ofIpv4(80, number, 0, 1, 9001);
    }

    static VersionMessage version(int version) {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        return new VersionMessage(version, 1, 0, none, none, 12_345, "/stranger:1/", 0, true);
    }

    void shakeHands() {
        say(version(70_016));
        say(new Message.Verack());
        for (Message.Ping ping : heard(Message.Ping.class)) {
            say(new Message.Pong(ping.nonce()));
        }
        heard.clear();
    }

    void say(Message message) {
        station.handle(new Event.Received(id, message, 0));
    }

    void answerPings() {
        List<Message.Ping> pings = heard(Message.Ping.class);
        heard.removeAll(pings);
        pings.forEach(ping -> say(new Message.Pong(ping.nonce())));
    }

    /** Messages of a kind since the last look at all of them. */
    <T extends Message> List<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What the node asked for by getdata, all of it together. */
    List<InventoryItem> asked() {
        return heard(Message.GetData.class).stream()
                .flatMap(m -> m.items().stream())
                .toList();
    }

    int score() {
        return station.node.peers().stream()
                .filter(peer -> peer.id().equals(id))
                .mapToInt(PeerSummary::misbehaviour)
                .findFirst()
                .orElseThrow();
    }

    /** The socket's part: the connection is gone. */
    void hangUp() {
        station.strangers.remove(id);
        station.handle(new Event.PeerClosed(id, "closed by the other side"));
    }
}
