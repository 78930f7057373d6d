package org.wonsi.core.simulation.network;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.MalformedException;

/**
 * What a simulated network is like and what befalls it.
 *
 * @param nodes complete and honest
 * @param linksPerNode each node dials so many others
 * @param blockInterval mean seconds between blocks of the whole network
 * @param latencyMillis one way, on average over links; each link has its own
 * @param jitterMillis added to each message at random
 * @param bandwidth bytes a second of a link and direction
 * @param lossRate share of messages that are lost once and sent again, as TCP does: they, and those behind, come late
 * @param paymentInterval mean seconds between payments of the whole network; 0 for none
 * @param hours of virtual time
 * @param partitionInterval mean seconds between partitions; 0 for none
 * @param crashInterval mean seconds between crashes; 0 for none
 * @param hostile peers that lie, flood and withhold
 */
public record Scenario(
        int nodes,
        int linksPerNode,
        double blockInterval,
        double latencyMillis,
        double jitterMillis,
        double bandwidth,
        double lossRate,
        double paymentInterval,
        double hours,
        double partitionInterval,
        double crashInterval,
        int hostile) {

    private static final int MAXIMUM_NODES = 5_000;

    public Scenario {
        if (nodes < 2 || nodes > MAXIMUM_NODES) {
            throw new MalformedException("a network has 2 to " + MAXIMUM_NODES + " nodes, not " + nodes);
        }
        if (linksPerNode < 1 || blockInterval <= 0 || bandwidth <= 0 || hours <= 0 || lossRate < 0 || lossRate > 0.5) {
            throw new MalformedException("links, block interval, bandwidth and hours are above 0, loss 0 to 0.5");
        }
    }

    /** Bitcoin-like: a block in ten minutes, no faults. */
    public static Scenario calm(int nodes, double hours) {
        return new Scenario(nodes, 4, 600, 100, 20, 1_000_000, 0, 0, hours, 0, 0, 0);
    }

    /** Everything goes wrong, often: for finding faults in a small network. */
    public static Scenario stormy(int nodes, double hours) {
        return new Scenario(nodes, 2, 30, 150, 100, 200_000, 0.02, 20, hours, 240, 300, 1);
    }

    /**
     * Changes this scenario by lines such as {@code nodes = 20}; {@code #} begins a comment.
     *
     * @throws MalformedException naming the line that isn't understood
     */
    public Scenario with(List<String> lines) {
        Scenario result = this;
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                result = result.with(text, number);
            }
        }
        return result;
    }

    private Scenario with(String text, int line) {
        String[] parts = text.split("\\s*=\\s*", 2);
        List<String> names = new ArrayList<>();
        for (var component : Scenario.class.getRecordComponents()) {
            names.add(component.getName());
        }
        int index = names.indexOf(parts[0]);
        if (index < 0 || parts.length < 2 || !parts[1].matches("[0-9]+(\\.[0-9]+)?")) {
            throw new MalformedException("line " + line + ", '" + text + "': write NAME = NUMBER with one of " + names);
        }
        double[] v = {
            nodes,
            linksPerNode,
            blockInterval,
            latencyMillis,
            jitterMillis,
            bandwidth,
            lossRate,
            paymentInterval,
            hours,
            partitionInterval,
            crashInterval,
            hostile
        };
        v[index] = Double.parseDouble(parts[1]);
        return new Scenario((int) v[0], (int) v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], (int) v[11]);
    }
}
