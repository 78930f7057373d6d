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
import org.wonsi.node.app.PeerControl;
import org.wonsi.node.app.PeerStatus;

/** One peer, and a list of what was asked. */
final class TestPeers implements PeerControl {
    final List<String> calls = new ArrayList<>();
    private final Set<String> cut = new TreeSet<>();
    private final Map<String, Instant> bans = new TreeMap<>();
    private final List<String> kept = new ArrayList<>();
    private boolean active = true;

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
        kept.add(address);
    }

    @Override
    public boolean disconnect(long id) {
        calls.add("disconnect " + id);
        return id == 7;
    }

    @Override
    public void ban(String host, Duration time) {
        calls.add("ban " + host + " " + time);
        bans.put(host, Instant.ofEpochSecond(TestNode.NOW).plus(time));
    }

    @Override
    public boolean unban(String host) {
        return bans.remove(host) != null;
    }

    @Override
    public Map<String, Instant> bans() {
        return Map.copyOf(bans);
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
