package org.wonsi.node.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The jars of this project's other programs. */
final class BuiltJar {
    private BuiltJar() {}

    /** Beside this program's jar, as in the release, or where a build of the module leaves it. */
    static Optional<Path> find(String module, String jar) {
        Path here;
        try {
            here = Path.of(BuiltJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program's own place is no URI", e);
        }
        Path target = Path.of(module, "target").resolve(jar);
        return Stream.of(here.resolveSibling(jar), here.resolve("../../..").resolve(target), target)
                .map(Path::normalize)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
