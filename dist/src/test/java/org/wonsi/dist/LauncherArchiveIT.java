package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** How an archive begins that holds what Java's own doesn't, and one that stands alone. */
    private static final int ON_TOP_OF_JAVAS = 0xf00baba8;

    private static final int WHOLE = 0xf00baba2;

    @TempDir
    private Path release;

    @Test
    @DisplayName("by the Java that runs these tests, wallet and node start from an archive the second time")
    void thisJava() throws IOException {
        startTwice(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature() < OF_LINKED_CLASSES ? ON_TOP_OF_JAVAS : WHOLE);
    }

    @Test
    @DisplayName("so do they by Java 25 or newer")
    void newJava() throws IOException {
        Optional<Path> java = installed();
        Assumptions.assumeTrue(java.isPresent(), "no Java 25 or newer in /usr/lib/jvm");
        startTwice(java.orElseThrow(), WHOLE);
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

    private void startTwice(Path java, int magic) throws IOException {
        Path lib = Files.createDirectory(release.resolve("lib"));
        Files.copy(Program.NODE_JAR, lib.resolve("wonsi.jar"));
        Files.copy(Program.WALLET_JAR, lib.resolve("wonsi-wallet.jar"));
        Files.copy(Path.of("../node/src/main/launcher/compiler.json"), lib.resolve("compiler.json"));
        Files.copy(Path.of("../wonsi"), release.resolve("wonsi"));
        startTwice(java, magic, "wallet", "org.wonsi.wallet.cli.WonsiWallet");
        startTwice(java, magic, "node", "org.wonsi.node.command.Wonsi");
    }

    private void startTwice(Path java, int magic, String command, String main) throws IOException {
        String first = start(java, command, Map.of());
        assertThat(first).doesNotContain("warning");
        RunningNode.await(
                command + "'s archive is made", 3, () -> archive(command).isPresent());
        assertThat(magic(archive(command).orElseThrow())).isEqualTo(magic);
        assertThat(temporary()).isEmpty();

        Path log = release.resolve(command + ".log");
        start(java, command, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log));
        assertThat(Files.readString(log)).containsPattern(Pattern.quote(main) + " source: shared objects file");
        // Whoever only runs it sees no difference.
        assertThat(start(java, command, Map.of())).isEqualTo(first);
        // Java 25 refuses to start if the user and the launcher both say something of archives.
        for (String variable : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
            assertThat(start(java, command, Map.of(variable, "-Xshare:off")))
                    .as(variable)
                    .endsWith(first);
        }
    }

    private Optional<Path> archive(String module) {
        List<Path> made = files(module + "-");
        assertThat(made)
                .as("what the launcher leaves when it can't")
                .noneMatch(file -> file.toString().endsWith(".no"));
        return made.stream().filter(file -> file.toString().endsWith(".jsa")).findFirst();
    }

    /** What a rehearsal leaves while it runs; its lock is the last to go. */
    private List<Path> temporary() {
        RunningNode.await(
                "the rehearsal is over",
                () -> files("").stream().noneMatch(file -> file.toString().endsWith(".lock")));
        return files("").stream()
                .filter(file -> file.toString().contains(".tmp"))
                .toList();
    }

    private List<Path> files(String prefix) {
        try (Stream<Path> files = Files.list(release.resolve("lib"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive's first four bytes, in this machine's order: they tell its kind. */
    private static int magic(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return ByteBuffer.wrap(in.readNBytes(4))
                    .order(ByteOrder.nativeOrder())
                    .getInt();
        }
    }

    private String start(Path java, String command, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", java.toString());
        all.put("WONSI_JAVA_OPTS", "");
        all.put("WONSI_HOME", release.resolve("home").toString());
        try (Program program = Program.startCommand(
                Host.HERE, release, all, List.of("sh", release.resolve("wonsi").toString(), command, "--help"))) {
            assertThat(program.awaitEnd()).as(program.output()).isZero();
            return program.output();
        }
    }
}
