package org.wonsi.node.service;

import java.util.List;
import java.util.Optional;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.lab.TalkService;

/**
 * The front door of one running node: all that may be asked of it, put together from interfaces by subject. A caller that needs
 * a part only, takes that part: what reads the chain takes a {@link ChainView}. All of it may be called from any thread.
 */
public interface NodeService extends NodeIdentity, ChainView, ChainControl, MempoolControl, TimeControl, TalkService {
    /** Its miner. */
    MinerControl miner();

    /** Its connections. */
    PeerControl peers();

    /** The nodes that were found on the local network and aren't gone; empty if none are looked for. */
    Optional<List<Neighbour>> discovered();

    /** The last events with ids, shared with its siblings. */
    EventLog events();

    /** What it counted of its chain since it started. */
    ChainMetrics metrics();

    /** Its own money: what it mined; the faucet pays from it. */
    FaucetWallet faucetWallet();

    /** Payments that are made for show between this node and its siblings; empty where there are none. */
    default Optional<PaymentStream> payments() {
        return Optional.empty();
    }

    /** What the room in front of this process predicts; its nodes share it. */
    VoteService votes();

    /** This node and the others in the same process, each at its place. */
    List<NodeService> siblings();

    /** Its place in the process, from 0: it keeps it while others stop, and when it is started anew itself. */
    default int place() {
        return siblings().indexOf(this);
    }

    /** Stops the node cleanly, soon after this returns. */
    void requestStop();
}
