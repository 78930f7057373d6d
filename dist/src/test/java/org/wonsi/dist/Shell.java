package org.wonsi.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short command of the operating system to its end. */
final class Shell {
    private Shell() {}

    /** What a command printed, errors among it, and how it ended; 127 if there is no such command. */
    record Result(int exitCode, String output) {}

    static Result run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether the program exists. */
    static boolean has(String program) {
        return run(List.of("sh", "-c", "command -v " + program), "").exitCode() == 0;
    }

    /** What a command printed; fails unless it ended well. */
    static String check(String... command) {
        Result result = run(List.of(command), "");
        if (result.exitCode() != 0) {
            throw new UncheckedIOException(new IOException(
                    String.join(" ", command) + " ended with " + result.exitCode() + ": " + result.output()));
        }
        return result.output();
    }
}
