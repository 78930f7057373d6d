package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WonsiTest {
    private static final List<String> NAMES = List.of(
            "node",
            "serve",
            "seminar",
            "lab",
            "export",
            "simulate",
            "bench",
            "doctor",
            "decode",
            "site",
            "vectors",
            "lying-node");

    @ParameterizedTest
    @FieldSource("NAMES")
    @DisplayName("A line's first word names its command, and only that one is read")
    void named(String name) {
        assertThat(Wonsi.commandLine(name, "--help").getSubcommands()).containsOnlyKeys(name);
    }

    @Test
    @DisplayName("Without a command's name all are there, for the help and for what was meant")
    void all() {
        assertThat(Wonsi.commandLine().getSubcommands()).containsOnlyKeys(NAMES.toArray(String[]::new));
        for (String word : new String[] {"--help", "nod", "", "Node"}) {
            assertThat(Wonsi.commandLine(word).getSubcommands()).as(word).hasSize(12);
        }
    }
}
