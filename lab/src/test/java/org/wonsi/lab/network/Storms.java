package org.wonsi.lab.network;

/** Small networks in which everything goes wrong; what exactly depends on the seed. */
final class Storms {
    private Storms() {}

    /** Three to seven nodes, and in turn with address gossip, a surrounded node, unequal miners, two hostile peers. */
    static Scenario of(long seed) {
        int nodes = 3 + (int) (seed % 5);
        return Scenario.withFaults(nodes, 0.2)
                .with(ScenarioSetting.OUTBOUND, seed % 2 == 0 ? 2 : 0)
                .with(ScenarioSetting.ECLIPSE, seed % 3 == 0 ? 1 : 0)
                .with(ScenarioSetting.LARGEST_SHARE, seed % 4 == 0 ? 0.5 : 0)
                .with(ScenarioSetting.HOSTILE, seed % 7 == 0 ? 2 : 1);
    }
}
