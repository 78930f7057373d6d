package org.wonsi.wallet.cli.program;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The surroundings of the program: terminal, variables, home, clock and randomness; tests give their own.
 *
 * @param variables environment variables
 * @param userHome where {@code .wonsi} is looked for
 * @param random for keys, nonces and draws: a {@code SecureRandom} outside tests
 * @param scryptCost what new key files cost to unlock; {@code Scrypt.COST} outside tests
 */
public record Environment(
        Terminal terminal,
        Map<String, String> variables,
        Path userHome,
        InstantSource clock,
        RandomGenerator random,
        int scryptCost) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** {@code WONSI_HOME}, or {@code ~/.wonsi}. */
    public Path home() {
        String home = variables.getOrDefault("WONSI_HOME", "");
        return home.isEmpty() ? userHome.resolve(".wonsi") : Path.of(home);
    }
}
