package org.wonsi.node.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A training run for the archive of a node's classes: it starts a node in a directory of its own, asks it what a page and a
 * wallet ask first, and ends.
 *
 * <p>A program for the launcher only: it is run with Java's option to archive the classes that were needed, and what the
 * archive holds needn't be read and checked again at every start.
 */
public final class ClassArchiveTraining {
    private static final Pattern PAGE = Pattern.compile("page .*http://127\\.0\\.0\\.1:([0-9]+)");

    private static final List<String> ASKED = List.of("/", "/node/status", "/node/board", "/api/blocks/tip/height");

    private ClassArchiveTraining() {}

    /** Runs the rehearsal; exit code 0 if all questions were answered. */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("wonsi-rehearsal");
        // The node's own hook closes it meanwhile; what it still holds open can be deleted all the same.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "tidy"));
        train(home);
        System.exit(0);
    }

    /**
     * The start and the questions; the node goes on.
     *
     * @throws IOException if the node ends before it tells where its page is, or doesn't answer
     */
    static void train(Path home) throws IOException {
        try (BufferedReader said = start(home)) {
            int port = port(said);
            for (String path : ASKED) {
                ask(port, path);
            }
        }
    }

    private static BufferedReader start(Path home) throws IOException {
        PipedReader said = new PipedReader(1 << 16);
        PrintWriter out = new PrintWriter(new PipedWriter(said), true);
        CommandLine commands = Wonsi.commandLine().setOut(out).setErr(out);
        String[] node = {
            "node",
            "--network=regtest",
            "--name=rehearsal",
            "--data-dir=" + home.resolve("node"),
            "--http=127.0.0.1:0",
            "--p2p=127.0.0.1:0"
        };
        Thread thread = new Thread(
                () -> {
                    try (out) {
                        Wonsi.run(commands, node, Map.of());
                    }
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
        return new BufferedReader(said);
    }

    private static int port(BufferedReader said) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher page = PAGE.matcher(line);
            if (page.find()) {
                return Integer.parseInt(page.group(1));
            }
            all.append(line).append('\n');
        }
        throw new IOException("the node ended before it said where its page is: " + all);
    }

    private static void ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(
                        path + " was answered: " + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }

    /** As far as it goes: a directory in the system's temporary place is no failure of anything. */
    private static void delete(Path home) {
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("left behind: " + home + " (" + e.getMessage() + ")");
        }
    }
}
