package org.wonsi.lab.network;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.protocol.peer.NodeEvent;

/** A program that runs one storm and prints one hash over everything that its nodes told. */
final class SeparateRun {
    private SeparateRun() {}

    /** Takes the seed. */
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        StringBuilder told = new StringBuilder();
        int[] events = new int[1];
        NetworkWatcher watcher = new NetworkWatcher() {
            @Override
            public void onEvent(String node, Instant now, NodeEvent event) {
                told.append(node)
                        .append(' ')
                        .append(now)
                        .append(' ')
                        .append(event)
                        .append('\n');
                events[0]++;
            }

            @Override
            public boolean wantsMessages(String node) {
                return true;
            }
        };
        Scenario scenario = Storms.of(seed);
        told.append(new SimulatedNetwork(scenario, seed, watcher).run().toText(scenario));
        System.out.println("events " + events[0]);
        System.out.println("told " + Sha256d.hash(told.toString().getBytes(StandardCharsets.UTF_8)));
        // A hash code, to see that the two runs did have different keys.
        System.out.println("key " + Hash256.ZERO.hashCode());
    }
}
