package org.wonsi.node.lab.context;

import java.util.List;
import org.wonsi.node.service.lab.ExperimentService;

/**
 * An experiment on real nodes, in steps that can be run twice and in any order.
 *
 * <p>One object is one run of it: a reset throws it away and makes another. Commands come one after the other, on one
 * thread, which a reset interrupts; so everything that waits must let itself be interrupted, and what a command needs
 * it makes itself if no other command has. The network that it opened by its context is closed with the run.
 */
public interface Experiment {
    /** What it can be told to do, in the order in which a lesson does. */
    List<ExperimentService.Command> commands();

    /**
     * Does one of them.
     *
     * @throws IllegalArgumentException if an argument is wrong; says which, why and what would be right
     * @throws InterruptedException if a reset came
     */
    void run(String command, Arguments arguments) throws InterruptedException;
}
