package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.List;

/** The three figures of a finished piece of work: how long it took, and what it took of the machine. */
final class ResourceUsage {
    private ResourceUsage() {}

    /** From the start of the process until now. */
    static List<Measurement> until(RunningNode running, String name) throws IOException {
        return of(running, name, running.seconds(), running.processorSeconds());
    }

    /** Of work that began later. */
    static List<Measurement> of(RunningNode running, String name, double seconds, double processorSeconds)
            throws IOException {
        return List.of(
                Measurement.seconds(name, seconds),
                Measurement.seconds("processor time", processorSeconds),
                Measurement.megabytes("memory at its peak", running.peakMemory()));
    }
}
