package org.wonsi.node.http;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.wonsi.node.app.EventLog;
import org.wonsi.node.app.MinerControl;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.app.PeerControl;
import org.wonsi.node.app.Purse;

/** As much of a node as HTTP needs: real events, a fixed clock. */
final class TestNode implements NodeService {
    private final Path directory;
    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_795_500_000L));
    private final EventLog events = new EventLog(clock, 100);

    TestNode(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "Seoul";
    }

    @Override
    public Path dataDirectory() {
        return directory;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public MinerControl miner() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerControl peers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public Purse purse() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NodeService> siblings() {
        return List.of(this);
    }
}
