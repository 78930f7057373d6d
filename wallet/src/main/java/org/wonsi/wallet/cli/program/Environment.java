package org.wonsi.wallet.cli.program;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The surroundings of the program: terminal, variables, home, clock and randomness.
 *
 * <p>Commands take them from here, not from the JVM, so a test can give its own: keys that are the same each time, a
 * directory of its own in place of the user's wallets.
 *
 * @param terminal where answers go and questions are asked
 * @param variables environment variables
 * @param userHome where {@code .wonsi} is looked for
 * @param clock what tells the time
 * @param random for everything that is drawn at random, keys above all: a {@code SecureRandom} outside tests
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

    /** Where the wallets lie: {@code WONSI_HOME}, or {@code ~/.wonsi}. */
    public Path home() {
        String home = variables.getOrDefault("WONSI_HOME", "");
        return home.isEmpty() ? userHome.resolve(".wonsi") : Path.of(home);
    }
}
