package org.wonsi.node.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.lab.Laboratory;
import org.wonsi.node.simulation.Simulations;
import org.wonsi.node.talk.Talk;

/**
 * One running node, put together from what may be asked of it by subject. Who needs a part only, takes that part: what
 * reads the chain takes a {@link ChainView}. All of it may be called from any thread.
 */
public interface NodeService extends NodeIdentity, ChainView, ChainControl, MempoolControl, TimeControl {
    /** Its miner. */
    MinerControl miner();

    /** Its connections. */
    PeerControl peers();

    /** The nodes that were found on the local network and aren't gone; empty if none are looked for. */
    Optional<List<Neighbour>> discovered();

    /** The last events with ids, shared with its siblings. */
    EventLog events();

    /** Its own money: what it mined; the faucet pays from it. */
    FaucetWallet purse();

    /** Payments that are made for show between this node and its siblings; empty where there are none. */
    default Optional<PaymentStream> payments() {
        return Optional.empty();
    }

    /** The experiments that can be run on the nodes of this process; empty where there are none. */
    default Optional<Laboratory> laboratory() {
        return Optional.empty();
    }

    /** Starts nodes of this process anew that have stopped; empty where that isn't offered. */
    default Optional<Revival> revival() {
        return Optional.empty();
    }

    /** What the room in front of this process predicts; its nodes share it. */
    Votes votes();

    /** Where the talk is that its pages show; the same for all nodes of this process. */
    Talk talk();

    /** The simulated networks that its pages play; the same for all nodes of this process. */
    Simulations simulations();

    /** This node and the others in the same process, each at its place. */
    List<NodeService> siblings();

    /** Stops the node cleanly, soon after this returns. */
    void requestStop();

    /** Starts nodes of this process anew that have stopped, each with its chain, at its place. May be called from any thread. */
    interface Revival {
        /**
         * Starts all of them.
         *
         * @return their names, in the nodes' order; empty if none had stopped
         * @throws IOException if one can't be started, with why; those before it run
         */
        List<String> revive() throws IOException;
    }
}
