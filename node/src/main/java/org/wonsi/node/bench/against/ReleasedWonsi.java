package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonsi.node.bench.BuiltJar;

/**
 * This project's node as one of the two compared programs, as the release zip has it: the launcher, and its jar under
 * {@code lib}.
 *
 * @param launcher the shell script
 */
record ReleasedWonsi(Path launcher) implements ComparedNode {
    private static final String JAR = "wonsi.jar";
    private static final Duration ARCHIVE_WAIT = Duration.ofMinutes(2);

    /**
     * Lays a release of its own into a directory, so that nothing of the user's is touched, and starts it once: the first start
     * makes the class archive that all others begin with.
     *
     * @throws IOException if jar or launcher can't be found, or the node doesn't start
     */
    static ReleasedWonsi in(Path directory) throws IOException, InterruptedException {
        Path jar = BuiltJar.find("node", JAR)
                .orElseThrow(() -> new IOException("no " + JAR + " was found; run it by ./wonsi bench --against"));
        Path launcher = BuiltJar.launcher(jar)
                .orElseThrow(() -> new IOException("no launcher that a shell can run lies beside " + jar));
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Files.copy(jar, lib.resolve(JAR));
        Optional<Path> compilerFile = BuiltJar.compilerFile(launcher);
        if (compilerFile.isPresent()) {
            Files.copy(compilerFile.get(), lib.resolve(BuiltJar.COMPILER_FILE));
        }
        ReleasedWonsi release = new ReleasedWonsi(
                Files.copy(launcher, directory.resolve(launcher.getFileName()), StandardCopyOption.COPY_ATTRIBUTES));
        RunningNode.ready(release, ComparedNode.Setup.on(directory.resolve("first")))
                .close();
        awaitArchive(lib);
        return release;
    }

    /** It is made in the background, or a note is left that it can't be; without one the node runs all the same. */
    private static void awaitArchive(Path lib) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ARCHIVE_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.list(lib)) {
                if (files.map(Path::toString).anyMatch(name -> name.endsWith(".jsa") || name.endsWith(".jsa.no"))) {
                    return;
                }
            }
            Thread.sleep(100);
        }
    }

    @Override
    public String name() {
        return "wonsi";
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "WONSI_JAVA_OPTS",
                "",
                "WONSI_HOME",
                launcher.resolveSibling("home").toString());
    }

    @Override
    public List<String> command(Setup setup) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "node", "--network=regtest"));
        command.addAll(List.of("--data-dir=" + setup.data(), "--http=127.0.0.1:" + setup.rpcPort()));
        command.addAll(List.of("--p2p=127.0.0.1:" + setup.p2pPort(), "--noban", "--max-tip-age=1000000000"));
        command.addAll(List.of("--rpc-user=" + LOGIN, "--rpc-password=" + LOGIN));
        setup.file().ifPresent(file -> command.add("--import=" + file));
        setup.neighbour().ifPresent(port -> command.add("--connect=127.0.0.1:" + port));
        if (!setup.addressIndex()) {
            command.add("--no-address-index");
        }
        return command;
    }
}
