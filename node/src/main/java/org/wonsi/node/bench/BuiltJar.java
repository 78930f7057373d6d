package org.wonsi.node.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The paths of the built jars of this project's programs, and of the launcher that starts them. */
public final class BuiltJar {
    /** The name of the file that tells Java's compilers which methods to optimise. */
    public static final String COMPILER_FILE = "compiler.json";

    private static final String LAUNCHER = "wonsi";

    private BuiltJar() {}

    /** Beside this program's jar, as in the release, or where a build of the module leaves it. */
    public static Optional<Path> find(String module, String jar) {
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

    /** The launcher of a jar: in the release it lies above the jar's directory, in a checkout at its top. */
    public static Optional<Path> launcher(Path jar) {
        Path directory = jar.toAbsolutePath().resolveSibling("..");
        return Stream.of(directory.resolve(LAUNCHER), directory.resolve("..").resolve(LAUNCHER))
                .map(Path::normalize)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What the launcher tells Java's compilers: in the release it lies in {@code lib}, in a checkout in the node's sources. */
    public static Optional<Path> compilerFile(Path launcher) {
        Path home = launcher.toAbsolutePath().resolveSibling(".");
        return Stream.of(home.resolve("lib"), home.resolve("node/src/main/launcher"))
                .map(directory -> directory.resolve(COMPILER_FILE).normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
