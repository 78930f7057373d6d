package org.wonsi.node.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directory in which Wonsi keeps its files unless told otherwise: {@code $WONSI_HOME}, or {@code .wonsi} in the user's
 * home.
 */
public final class HomeDirectory {
    private static final int LONGEST_DEFAULT_NAME = 20;

    private HomeDirectory() {}

    /** The home directory for these environment variables. */
    public static Path of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("WONSI_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".wonsi"));
    }

    /** Where a node keeps its chain: a directory of its name in one of its network's. */
    public static Path ofNode(Map<String, String> environment, String network, String name) {
        return of(environment).resolve(network).resolve(name);
    }

    /** Where the first node of a running seminar keeps its chain; not there where none ran. */
    public static Path ofSeminar(Map<String, String> environment) {
        return of(environment).resolve("seminar").resolve("talk").resolve("now").resolve("Seoul");
    }

    /** What a node is called that nobody named: after the user, without what a directory's name can't have. */
    public static String defaultNodeName() {
        String user = System.getProperty("user.name", "").replaceAll("[\\p{Cntrl}()/:\\\\]", "");
        String shortened = user.substring(0, Math.min(user.length(), LONGEST_DEFAULT_NAME));
        return shortened.isBlank() ? "wonsi" : shortened;
    }
}
