package org.wonsi.node.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What HTTP, miner and seminar see of one running node. */
public interface NodeService {
    /** What people call it: "Seoul". */
    String name();

    /** Where its database, logs and keys lie. */
    Path dataDirectory();

    /** The time as this node sees it. */
    InstantSource clock();

    /** Its miner. */
    MinerControl miner();

    /** Its connections: list, connect, disconnect, ban, cut and heal a link. */
    PeerControl peers();

    /** The last events with ids, shared with its siblings. */
    EventLog events();

    /** Its own money: what it mined; the faucet pays from it. */
    Purse purse();

    /** This node and the others in the same process. */
    List<NodeService> siblings();
}
