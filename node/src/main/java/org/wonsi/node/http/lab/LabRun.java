package org.wonsi.node.http.lab;

import java.util.Map;

/** The arguments of an experiment's command, by name, all as text. */
public record LabRun(Map<String, String> arguments) {
    /** Copies them; none if they are absent. */
    public LabRun {
        arguments = arguments == null ? Map.of() : Map.copyOf(arguments);
    }
}
