package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that stands in a block of README or docs, typed at a terminal of a fresh host with an empty home.
 *
 * <p>The host is a network namespace, so that the ports are those that the documents name, and free.
 */
@Tag("long")
class DocumentedCommandsIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /**
     * Commands of programs that aren't part of the project, what builds it, what writes into its sources (a recording, which
     * the node's LabCommandTest makes elsewhere), what needs somebody's database (which MirrorTest has), and those on Spark, which take
     * minutes (the cluster's ClusterDocumentTest reads them, its StandaloneClusterIT runs such ones); each is named here.
     */
    private static final List<String> NOT_RUN = List.of(
            "mvn ",
            "JAZZER_FUZZ=1 mvn ",
            "bitcoin-cli ",
            "./wonsi lab record ",
            "./wonsi node --mirror ",
            "./wonsi serve ",
            "./wonsi cluster ");

    private static final Pattern COMMAND = Pattern.compile(
            "^\\s*(?:\\$ )?((?:\\./wonsi|curl|java -jar|sqlite3|mvn|bitcoin-cli|JAZZER_FUZZ=1|dist/)[ ].*?)(?:\\s{2,}#.*)?$");
    private static final Pattern INLINE = Pattern.compile("`\\./wonsi ([a-z][a-z-]*)((?: [^`]*)?)`");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    @TempDir
    private Path home;

    /** The documents in the order in which their commands can follow each other. */
    private static final List<String> ORDER =
            List.of("README.md", "docs/lying-node.md", "docs/wallet.md", "docs/api.md", "docs/database.md");

    /** The repository by links, so that a file which a command writes where it stands doesn't stay in it. */
    private Path checkout() throws IOException {
        Path checkout = Files.createDirectory(home.resolve("checkout"));
        try (Stream<Path> entries = Files.list(REPOSITORY)) {
            for (Path entry : entries.toList()) {
                Files.createSymbolicLink(checkout.resolve(entry.getFileName()), entry);
            }
        }
        return checkout;
    }

    @Test
    @DisplayName("every command in a block of README and docs does what a reader expects: it ends well, or serves")
    void blocks() throws IOException {
        Optional<String> missing = NamespaceNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "the documents' commands are not run: " + missing.orElseThrow());
        assumeTrue(Shell.has("script"), "the documents' commands are not run: there is no program 'script'");
        try (NamespaceNetwork cable = NamespaceNetwork.of(1);
                Typist typist = new Typist(cable.host(1), checkout(), home)) {
            for (String document : documents()) {
                typist.open(document);
                for (String command : commands(document)) {
                    String program = command.replaceFirst(" .*", "");
                    if (NOT_RUN.stream().anyMatch(command::startsWith)) {
                        continue;
                    }
                    if (program.startsWith("./") || Shell.has(program)) {
                        typist.type(command);
                    } else {
                        System.out.println("not run, there is no program " + program + " here: " + command);
                    }
                }
            }
            typist.stopPrograms();
            assertThat(typist.typed()).isGreaterThan(25);
        }
    }

    private static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>(ORDER);
        try (Stream<Path> docs = Files.list(REPOSITORY.resolve("docs"))) {
            docs.map(path -> "docs/" + path.getFileName())
                    .filter(name -> name.endsWith(".md") && !documents.contains(name))
                    .sorted()
                    .forEach(documents::add);
        }
        documents.add("CONTRIBUTING.md");
        documents.add("docs/handbook/en/README.md");
        documents.add("docs/handbook/ko/README.md");
        return documents;
    }

    /** The command lines of a document's fenced or indented blocks, without their comments. */
    private static List<String> commands(String document) throws IOException {
        List<String> found = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(REPOSITORY.resolve(document))) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            }
            Matcher matcher = COMMAND.matcher(line);
            if ((fenced || line.startsWith("    ")) && matcher.matches()) {
                found.add(matcher.group(1).strip());
            }
        }
        return found;
    }

    @Test
    @DisplayName("both READMEs have the same commands")
    void sameCommands() throws IOException {
        assertThat(commands("README.md")).hasSizeGreaterThan(12).isEqualTo(commands("README.ko.md"));
    }

    @Test
    @DisplayName("every command and option named within a sentence is one that its --help knows")
    void inline() throws IOException {
        Map<String, Set<String>> used = new TreeMap<>();
        for (String document : documents()) {
            Matcher matcher = INLINE.matcher(Files.readString(REPOSITORY.resolve(document)));
            while (matcher.find()) {
                Set<String> options = used.computeIfAbsent(matcher.group(1), name -> new TreeSet<>());
                Matcher option = OPTION.matcher(matcher.group(2));
                while (option.find()) {
                    options.add(option.group());
                }
            }
        }
        // Its ClusterDocumentTest knows its options; it isn't in one of these jars.
        used.remove("cluster");
        assertThat(used).hasSizeGreaterThan(5);
        for (Map.Entry<String, Set<String>> entry : used.entrySet()) {
            String help = help(entry.getKey());
            entry.getValue()
                    .forEach(option ->
                            assertThat(help).as("./wonsi %s", entry.getKey()).contains(option));
        }
    }

    /** What the jar that the launcher picks says of a command; for export two jars do. */
    private String help(String command) {
        return switch (command) {
            case "wallet" -> Program.run(0, home, Program.WALLET_JAR, "--help");
            case "sql" -> Program.run(0, home, Program.COLUMNS_JAR, command, "--help");
            case "export" ->
                Program.run(0, home, Program.NODE_JAR, command, "--help")
                        + Program.run(0, home, Program.COLUMNS_JAR, command, "--help");
            default -> Program.run(0, home, Program.NODE_JAR, command, "--help");
        };
    }
}
