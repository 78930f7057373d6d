package org.wonsi.dist;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.mining.Mining;

/** A jar running in a process of its own, as a user would run it. */
final class Program implements AutoCloseable {
    static final Path NODE_JAR =
            Path.of("../node/target/wonsi.jar").toAbsolutePath().normalize();
    static final Path WALLET_JAR =
            Path.of("../wallet/target/wonsi-wallet.jar").toAbsolutePath().normalize();

    static final Path COLUMNS_JAR =
            Path.of("../columns/target/wonsi-columns.jar").toAbsolutePath().normalize();

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Program(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of a program");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code java -jar JAR ARGS} with a home of its own. */
    static Program start(Path home, Path jar, String... args) {
        return start(Host.HERE, home, jar, args);
    }

    /** Starts {@code java -jar JAR ARGS} on a host, with a home of its own. */
    static Program start(Host host, Path home, Path jar, String... args) {
        List<String> java = new ArrayList<>(List.of("-jar", jar.toString()));
        java.addAll(List.of(args));
        return java(host, home, java);
    }

    /** Starts a class of these tests on a host; it may use what is in the node's jar. */
    static Program startMain(Host host, Path home, Class<?> main, String... args) {
        // The blocks that attackers mine are solved by core's test classes.
        List<String> classes = List.of(NODE_JAR.toString(), placeOf(main), placeOf(Mining.class));
        List<String> java = new ArrayList<>(List.of("-cp", String.join(File.pathSeparator, classes), main.getName()));
        java.addAll(List.of(args));
        return java(host, home, java);
    }

    private static String placeOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /** Starts any command in a directory of a host. */
    static Program startCommand(Host host, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(host.command(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Program java(Host host, Path home, List<String> args) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dstdout.encoding=UTF-8"));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(host.command(command)).redirectErrorStream(true);
        builder.environment().put("WONSI_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end and returns the output; fails unless the exit code is the expected one. */
    static String run(int exitCode, Path home, Path jar, String... args) {
        return run(exitCode, Host.HERE, home, jar, args);
    }

    /** Runs to the end on a host and returns the output; fails unless the exit code is the expected one. */
    static String run(int exitCode, Host host, Path home, Path jar, String... args) {
        try (Program program = start(host, home, jar, args)) {
            int code = program.awaitEnd();
            if (code != exitCode) {
                throw new AssertionError(
                        List.of(args) + " ended with " + code + " instead of " + exitCode + ":\n" + program.output());
            }
            return program.output();
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
            ended.complete(process.waitFor());
        } catch (IOException e) {
            ended.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lines) {
            lines.notifyAll();
        }
    }

    /** The first match in the output so far or yet to come. */
    Matcher await(Pattern pattern) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (lines) {
            for (int next = 0; ; next++) {
                while (next >= lines.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0 || ended.isDone()) {
                        throw new AssertionError("no line with " + pattern + " in:\n" + String.join("\n", lines));
                    }
                    try {
                        lines.wait(left);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new AssertionError(e);
                    }
                }
                Matcher matcher = pattern.matcher(lines.get(next));
                if (matcher.find()) {
                    return matcher;
                }
            }
        }
    }

    /** Types something into the program's standard input. */
    void write(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything printed so far. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Asks the program to stop, as Ctrl-C does, and returns its exit code. */
    int stop() {
        process.toHandle().destroy();
        return awaitEnd();
    }

    /** Kills the program, which gets no chance to clean up. */
    void kill() {
        // Through the handle: the process itself would close its output while it is being read.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Waits until the program ends by itself and returns its exit code. */
    int awaitEnd() {
        return ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
