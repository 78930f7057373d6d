package org.wonsi.node.http.simulation;

import java.util.Map;

/**
 * A request to simulate a network.
 *
 * @param seed of all its chance
 * @param settings numbers by the names of docs/simulation.md, such as {@code nodes} and {@code hours}; others are as usual
 */
public record SimulationRequest(long seed, Map<String, Double> settings) {
    /** Copies the settings; none if they are absent. */
    public SimulationRequest {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
}
