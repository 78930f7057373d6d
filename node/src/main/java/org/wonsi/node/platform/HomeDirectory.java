package org.wonsi.node.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directory in which Wonsi keeps its files unless told otherwise: {@code $WONSI_HOME}, or {@code .wonsi} in the user's
 * home.
 */
public final class HomeDirectory {
    private HomeDirectory() {}

    /** The home directory for these environment variables. */
    public static Path of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("WONSI_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".wonsi"));
    }
}
