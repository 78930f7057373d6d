package org.wonsi.node.lesson;

import java.util.Map;

/** A command of an experiment, as a lesson writes it: {@code tamper edit block=tip-4 amount=912.50}. */
public record Action(String experiment, String command, Map<String, String> arguments) {
    public Action {
        arguments = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(arguments));
    }
}
