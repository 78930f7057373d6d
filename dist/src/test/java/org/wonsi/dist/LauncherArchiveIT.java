package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's class archives: made in the background at the first start, used from the next. */
class LauncherArchiveIT {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([0-9]+)");

    /** From this version on Java makes an archive of another kind. */
    private static final int OF_LINKED_CLASSES = 25;

    @TempDir
    private Path release;

    @Test
    @DisplayName("by the Java that runs these tests, wallet and node start from an archive the second time")
    void thisJava() throws IOException {
        startTwice(Path.of(System.getProperty("java.home")));
    }

    @Test
    @DisplayName("so do they by Java 25 or newer")
    void newJava() throws IOException {
        Optional<Path> java = installed();
        Assumptions.assumeTrue(java.isPresent(), "no Java 25 or newer in /usr/lib/jvm");
        startTwice(java.orElseThrow());
    }

    private static Optional<Path> installed() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> some = Files.list(all)) {
            return some.filter(
                            java -> Files.isExecutable(java.resolve("bin/java")) && version(java) >= OF_LINKED_CLASSES)
                    .findFirst();
        }
    }

    private static int version(Path java) {
        try {
            Matcher version = VERSION.matcher(Files.readString(java.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0; // an installation that doesn't say is none to try
        }
    }

    private void startTwice(Path java) throws IOException {
        Path lib = Files.createDirectory(release.resolve("lib"));
        Files.copy(Program.NODE_JAR, lib.resolve("wonsi.jar"));
        Files.copy(Program.WALLET_JAR, lib.resolve("wonsi-wallet.jar"));
        Files.copy(Path.of("../node/src/main/launcher/compiler.json"), lib.resolve("compiler.json"));
        Files.copy(Path.of("../wonsi"), release.resolve("wonsi"));
        startTwice(java, "wallet", "org.wonsi.wallet.cli.WonsiWallet");
        startTwice(java, "node", "org.wonsi.node.command.Wonsi");
    }

    private void startTwice(Path java, String command, String main) throws IOException {
        String first = start(java, command, Map.of());
        assertThat(first).doesNotContain("warning");
        RunningNode.await(command + "'s archive is made", () -> hasArchive(command));

        Path log = release.resolve(command + ".log");
        start(java, command, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log));
        assertThat(Files.readString(log)).containsPattern(Pattern.quote(main) + " source: shared objects file");
        // Whoever only runs it sees no difference.
        assertThat(start(java, command, Map.of())).isEqualTo(first);
        // Java refuses to start if the user and the launcher both say something of archives.
        assertThat(start(java, command, Map.of("JDK_JAVA_OPTIONS", "-Xshare:off")))
                .endsWith(first);
    }

    private boolean hasArchive(String module) {
        try (Stream<Path> files = Files.list(release.resolve("lib"))) {
            List<String> made = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(module + "-"))
                    .toList();
            assertThat(made).as("what the launcher leaves when it can't").noneMatch(name -> name.endsWith(".no"));
            return made.stream().anyMatch(name -> name.endsWith(".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String start(Path java, String command, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", java.toString());
        all.put("WONSI_HOME", release.resolve("home").toString());
        try (Program program = Program.startCommand(
                Host.HERE, release, all, List.of("sh", release.resolve("wonsi").toString(), command, "--help"))) {
            assertThat(program.awaitEnd()).as(program.output()).isZero();
            return program.output();
        }
    }
}
