package org.wonsi.node.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.wonsi.node.app.PeerControl;
import org.wonsi.node.app.PeerStatus;

/** One peer, and a list of what was asked. */
final class TestPeers implements PeerControl {
    final List<String> calls = new ArrayList<>();
    private final Set<String> cut = new TreeSet<>();

    @Override
    public List<PeerStatus> list() {
        return List.of(new PeerStatus(
                7,
                Optional.of("Busan"),
                "127.0.0.1:9002",
                false,
                "/Wonsi:0.1.0(Busan)/",
                70016,
                3,
                Optional.empty(),
                Instant.ofEpochSecond(TestNode.NOW - 30),
                1000,
                2000,
                OptionalLong.of(4),
                Map.of("ping", new PeerStatus.Count(1, 2))));
    }

    @Override
    public void connect(String address) {
        calls.add("connect " + address);
    }

    @Override
    public boolean disconnect(long id) {
        calls.add("disconnect " + id);
        return id == 7;
    }

    @Override
    public void ban(String host, Duration time) {
        calls.add("ban " + host + " " + time);
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
