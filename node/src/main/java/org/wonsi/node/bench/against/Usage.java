package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.List;

/** The three figures of work that has an end: how long it took, and what it took of the machine. */
final class Usage {
    private Usage() {}

    /** From the start of the process until now. */
    static List<Figure> until(Running running, String name) throws IOException {
        return of(running, name, running.seconds(), running.processorSeconds());
    }

    /** Of work that began later. */
    static List<Figure> of(Running running, String name, double seconds, double processorSeconds) throws IOException {
        return List.of(
                Figure.seconds(name, seconds),
                Figure.seconds("processor time", processorSeconds),
                Figure.megabytes("memory at its peak", running.peakMemory()));
    }
}
