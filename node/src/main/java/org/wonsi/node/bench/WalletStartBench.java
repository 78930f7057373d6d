package org.wonsi.node.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The benchmark of the wallet's whole process for a balance: by plain Java, and by the launcher with its flags and class
 * archive.
 */
final class WalletStartBench implements Benchmark {
    private static final int RUNS = 9;
    private static final Duration ARCHIVE_WAIT = Duration.ofSeconds(30);
    private static final String JAR = "wonsi-wallet.jar";
    private static final String LAUNCHER = "wonsi";

    private final Class<?> main;

    WalletStartBench(Class<?> main) {
        this.main = main;
    }

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public String about() {
        return "the wallet's whole process for 'balance', asking a node; median of " + RUNS;
    }

    @Override
    public void run(BenchReport report) throws IOException, InterruptedException {
        Optional<Path> jar = BuiltJar.find("wallet", JAR);
        if (jar.isEmpty()) {
            report.note("skipped: " + JAR + " lies neither beside wonsi.jar nor in wallet/target");
            return;
        }
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            // A release of its own, so that the archive fits this jar and nothing of the user's is touched.
            Path lib = Files.createDirectory(directory.path().resolve("lib"));
            Path ownJar = Files.copy(jar.get(), lib.resolve(JAR));
            Optional<Path> launcher = BuiltJar.launcher(jar.get());
            Optional<Path> ownLauncher = launcher.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.copy(
                            launcher.get(), directory.path().resolve(LAUNCHER), StandardCopyOption.COPY_ATTRIBUTES));
            Process node = startNode(directory.path().resolve("node"));
            try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
                Map<String, String> variables = variables(directory.path(), url(lines));
                measure(report, ownJar, ownLauncher, variables);
            } finally {
                node.destroyForcibly().onExit().join();
            }
        }
    }

    private Process startNode(Path data) throws IOException {
        List<String> program = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        program.addAll(List.of("node", "--network=regtest", "--http=127.0.0.1:0", "--p2p=127.0.0.1:0"));
        program.add("--data-dir=" + data);
        return new ProcessBuilder(ChildJava.command(List.of(), program))
                .redirectErrorStream(true)
                .start();
    }

    private static String url(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int start = line.indexOf("http://");
            if (line.contains("page ") && start >= 0) {
                return line.substring(start).strip().replaceAll("/$", "");
            }
        }
        throw new IOException("the node ended before it said where its page is");
    }

    private static Map<String, String> variables(Path home, String node) {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "WONSI_JAVA_OPTS",
                "",
                "WONSI_HOME",
                home.toString(),
                "WONSI_NETWORK",
                "regtest",
                "WONSI_NODE",
                node,
                "WONSI_WALLET_PASSWORD",
                "bench");
    }

    private static void measure(BenchReport report, Path jar, Optional<Path> launcher, Map<String, String> variables)
            throws IOException, InterruptedException {
        List<String> plain = ChildJava.command(List.of(), List.of("-jar", jar.toString()));
        ChildJava.millisUntilEnd(with(plain, "create"), variables);
        double before = median(with(plain, "balance"), variables);
        report.line("java -jar " + JAR + " balance", before, "ms");
        if (launcher.isEmpty()) {
            report.note("the launcher isn't measured: no '" + LAUNCHER + "' that a shell can run lies beside the jar");
            return;
        }
        List<String> command = with(List.of(launcher.get().toString(), "wallet"), "balance");
        ChildJava.millisUntilEnd(command, variables);
        if (!awaitArchive(jar.resolveSibling(""))) {
            report.note("the launcher made no class archive; it is measured without");
        }
        double after = median(command, variables);
        report.line("./wonsi wallet balance", after, "ms");
        report.line("the second takes of the first", after / before, "");
    }

    private static List<String> with(List<String> program, String command) {
        List<String> all = new ArrayList<>(program);
        all.add(command);
        return all;
    }

    /** After one run that isn't counted. */
    private static double median(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        ChildJava.millisUntilEnd(command, variables);
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            millis[i] = ChildJava.millisUntilEnd(command, variables);
        }
        return BenchReport.median(millis);
    }

    /** The launcher's first start makes the archive in the background, or leaves a note that it can't. */
    private static boolean awaitArchive(Path directory) throws IOException {
        long deadline = System.nanoTime() + ARCHIVE_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (has(directory, ".jsa")) {
                return true;
            }
            if (has(directory, ".jsa.no")) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return false;
    }

    private static boolean has(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        }
    }
}
