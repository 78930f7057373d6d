package org.wonsi.node.service.lab;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.simulation.Simulations;
import org.wonsi.node.talk.Talk;

/** The services for giving a talk; the nodes of a process share all of them. */
public interface TalkService {
    /** The experiments that can be run on the nodes of this process; empty where there are none. */
    default Optional<ExperimentService> experimentService() {
        return Optional.empty();
    }

    /** Restarts nodes of this process that have stopped; empty where that isn't offered. */
    default Optional<Restarter> restarter() {
        return Optional.empty();
    }

    /** Where the talk is that its pages show; the same for all nodes of this process. */
    Talk talk();

    /** The simulated networks that its pages play; the same for all nodes of this process. */
    Simulations simulations();

    /**
     * A restarter of nodes of this process that have stopped, each with its chain, at its place. May be called from any thread.
     */
    interface Restarter {
        /**
         * Starts all of them.
         *
         * @return their names, in the nodes' order; empty if none had stopped
         * @throws IOException if one or several can't be started, with why; the others run
         */
        List<String> restartStopped() throws IOException;
    }
}
