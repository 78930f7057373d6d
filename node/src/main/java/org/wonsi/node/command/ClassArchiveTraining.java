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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A training run for the archive of a node's classes: it starts two nodes in a directory of its own, asks the first what a page,
 * a wallet and a program ask first, lets it find blocks and payments which the other fetches, and ends.
 *
 * <p>A program for the launcher only: it is run with Java's option to archive the classes that were needed, and what the
 * archive holds needn't be read and checked again at every start.
 */
public final class ClassArchiveTraining {
    private static final Pattern PAGE = Pattern.compile("page .*http://127\\.0\\.0\\.1:([0-9]+)");
    private static final Pattern PEERS = Pattern.compile("other nodes .*127\\.0\\.0\\.1:([0-9]+)");
    private static final Pattern RESULT = Pattern.compile("(?s)\"result\":(.*),\"error\":null");
    private static final Pattern HASH = Pattern.compile("\"[0-9a-f]{64}\"");
    private static final Pattern COINBASE = Pattern.compile("\"tx\":\\[\"([0-9a-f]{64})\"");
    private static final Pattern SIGNED = Pattern.compile("\"hex\":(\"[0-9a-f]+\")");
    private static final String LOGIN = "rehearsal";

    /** A key that everybody knows, the number 1, and its address. */
    private static final String KEY = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";

    private static final String ADDRESS = "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r";
    private static final int PAYMENTS = 100;
    private static final int MATURITY = 100;

    /** Nobody sees a rehearsal, so one that hangs must end by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final List<String> ASKED = List.of("/", "/node/status", "/node/board", "/api/blocks/tip/height");

    private ClassArchiveTraining() {}

    /** What a node says of itself when it has started: the ports of its page and of its peers. */
    private record Ports(int http, int p2p) {}

    /** Runs the rehearsal; exit code 0 if all questions were answered, else 1. */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("wonsi-rehearsal");
        // The node's own hook closes it meanwhile; what it still holds open can be deleted all the same.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "tidy"));
        Thread watch = new Thread(ClassArchiveTraining::endLate, "watch");
        watch.setDaemon(true);
        watch.start();
        try {
            train(home);
        } catch (IOException | RuntimeException e) {
            System.err.println("the rehearsal failed: " + e);
            System.exit(1); // the nodes would go on
        }
        System.exit(0);
    }

    /** Ends all, whatever it hangs in, the end of a node among it. */
    private static void endLate() {
        try {
            Thread.sleep(LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("the rehearsal took longer than " + LONGEST);
        Runtime.getRuntime().halt(1);
    }

    /**
     * The start and the questions; the nodes go on.
     *
     * @throws IOException if a node ends before it tells where its page is, or doesn't answer
     */
    static void train(Path home) throws IOException {
        try (BufferedReader first = start(home.resolve("node"), List.of())) {
            Ports ports = ports(first);
            for (String path : ASKED) {
                ask(ports.http(), path);
            }
            try (BufferedReader second = start(home.resolve("peer"), List.of("--connect=127.0.0.1:" + ports.p2p()))) {
                int peer = ports(second).http();
                String block = call(ports.http(), "generatetodescriptor", "1, \"raw(51)\"")
                        .replaceAll("[^0-9a-f]", "");
                call(peer, "waitforblock", "\"" + block + "\", 20000");
                call(peer, "getblock", "\"" + block + "\", 2");
                call(peer, "getblocktemplate", "{\"rules\": [\"segwit\"]}");
                ask(peer, "/rest/block/" + block + ".bin");
                pay(ports.http());
                await(peer, "getmempoolinfo", "\"size\":" + PAYMENTS);
                String full = call(ports.http(), "generatetoaddress", "1, \"" + ADDRESS + '"')
                        .replaceAll("[^0-9a-f]", "");
                call(peer, "waitforblock", "\"" + full + "\", 20000");
            }
        }
    }

    /** Pays with one reward after the other: what is run often here, Java compiles sooner in a node that starts from the archive. */
    private static void pay(int port) throws IOException {
        String blocks = call(port, "generatetoaddress", (PAYMENTS + MATURITY) + ", \"" + ADDRESS + '"');
        for (String block : HASH.matcher(blocks)
                .results()
                .limit(PAYMENTS)
                .map(MatchResult::group)
                .toList()) {
            String reward = found(COINBASE, call(port, "getblock", block));
            String payment = call(
                    port,
                    "createrawtransaction",
                    "[{\"txid\": \"" + reward + "\", \"vout\": 0}], {\"" + ADDRESS + "\": 49.999}");
            String signed = found(SIGNED, call(port, "signrawtransactionwithkey", payment + ", [\"" + KEY + "\"]"));
            call(port, "sendrawtransaction", signed);
        }
    }

    /** Asks until the answer holds these words; the watch ends it if it never does. */
    private static void await(int port, String method, String words) throws IOException {
        while (!call(port, method, "").contains(words)) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static BufferedReader start(Path directory, List<String> more) throws IOException {
        PipedReader said = new PipedReader(1 << 16);
        PrintWriter out = new PrintWriter(new PipedWriter(said), true);
        List<String> node = new ArrayList<>(List.of(
                "node",
                "--network=regtest",
                "--name=rehearsal",
                "--data-dir=" + directory,
                "--http=127.0.0.1:0",
                "--p2p=127.0.0.1:0",
                "--max-tip-age=1000000000",
                "--rpc-user=" + LOGIN,
                "--rpc-password=" + LOGIN));
        node.addAll(more);
        String[] words = node.toArray(String[]::new);
        CommandLine commands = Wonsi.commandLine(words).setOut(out).setErr(out);
        Thread thread = new Thread(
                () -> {
                    try (out) {
                        Wonsi.run(commands, words, Map.of());
                    }
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
        return new BufferedReader(said);
    }

    private static Ports ports(BufferedReader said) throws IOException {
        StringBuilder all = new StringBuilder();
        int http = 0;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher page = PAGE.matcher(line);
            if (page.find()) {
                http = Integer.parseInt(page.group(1));
            }
            Matcher peers = PEERS.matcher(line);
            if (peers.find()) {
                return new Ports(http, Integer.parseInt(peers.group(1)));
            }
            all.append(line).append('\n');
        }
        throw new IOException("the node ended before it said where its page and its peers are: " + all);
    }

    /** Calls a method of JSON-RPC; gives its result as it is written. */
    private static String call(int port, String method, String params) throws IOException {
        String login = Base64.getEncoder().encodeToString((LOGIN + ":" + LOGIN).getBytes(StandardCharsets.US_ASCII));
        String body = "{\"method\": \"" + method + "\", \"params\": [" + params + "], \"id\": 1}";
        String answer = exchange(
                port,
                "POST / HTTP/1.1\r\nAuthorization: Basic " + login
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length(),
                body);
        return found(RESULT, answer);
    }

    private static String found(Pattern pattern, String answer) throws IOException {
        Matcher result = pattern.matcher(answer);
        if (!result.find()) {
            throw new IOException("a call was answered: " + answer);
        }
        return result.group(1);
    }

    private static void ask(int port, String path) throws IOException {
        String answer = exchange(port, "GET " + path + " HTTP/1.1", "");
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IOException(
                    path + " was answered: " + answer.lines().findFirst().orElse("nothing"));
        }
    }

    private static String exchange(int port, String request, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            String head = request + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            out.write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
