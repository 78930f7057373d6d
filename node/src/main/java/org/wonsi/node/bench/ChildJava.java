package org.wonsi.node.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A starter of Java processes that are timed from outside. */
final class ChildJava {
    private ChildJava() {}

    /** The command for a program in this Java. */
    static List<String> command(List<String> flags, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(program);
        return command;
    }

    /** Milliseconds from the start until a line of output is found, or the end of the output; then the process is ended. */
    static double millisUntil(List<String> command, Predicate<String> wanted) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder all = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                if (wanted.test(line)) {
                    return (System.nanoTime() - start) / 1e6;
                }
            }
            throw new IOException("a process ended before it said what was awaited: " + command + "\n" + all);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /**
     * Milliseconds from the start until the process has ended, with these environment variables besides this process's.
     *
     * @throws IOException with all it said, if it didn't end with 0
     */
    static double millisUntilEnd(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String all = lines.lines().collect(Collectors.joining("\n"));
            int code = process.waitFor();
            double millis = (System.nanoTime() - start) / 1e6;
            if (code != 0) {
                throw new IOException("a process ended with " + code + ": " + command + "\n" + all);
            }
            return millis;
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
