package org.wonsi.node.http.pages;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two programs that a node can give to others: its own jar, and the wallet's beside it or in the checkout. */
final class ProgramJars {
    static final String NODE = "wonsi.jar";
    static final String WALLET = "wonsi-wallet.jar";

    private final Optional<Path> own;

    private ProgramJars(Optional<Path> own) {
        this.own = own;
    }

    /** As this program runs: from a jar, or from class files, which nobody else can run. */
    static ProgramJars ofThisProgram() {
        return new ProgramJars(
                Optional.ofNullable(ProgramJars.class.getProtectionDomain().getCodeSource())
                        .map(CodeSource::getLocation)
                        .flatMap(ProgramJars::path)
                        .filter(path -> path.toString().endsWith(".jar")));
    }

    /** As if this program ran from that jar. */
    static ProgramJars beside(Path ownJar) {
        return new ProgramJars(Optional.of(ownJar));
    }

    private static Optional<Path> path(URL location) {
        try {
            return Optional.of(Path.of(location.toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Class files that come from no file of this machine's.
            return Optional.empty();
        }
    }

    /** The file of one of the two names. */
    Optional<Path> find(String name) {
        return candidates(name).filter(Files::isRegularFile).findFirst();
    }

    private Stream<Path> candidates(String name) {
        return own.stream()
                .map(Path::toAbsolutePath)
                .flatMap(jar -> name.equals(NODE)
                        ? Stream.of(jar)
                        : Stream.of(
                                jar.resolveSibling(name),
                                jar.resolveSibling("../../wallet/target/" + name)
                                        .normalize()));
    }

    /** The names that can be downloaded. */
    List<String> available() {
        return Stream.of(NODE, WALLET).filter(name -> find(name).isPresent()).toList();
    }
}
