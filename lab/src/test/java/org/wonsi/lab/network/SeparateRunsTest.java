package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeparateRunsTest {
    private static final long SEED = 6;

    @Test
    @DisplayName(
            "one seed gives the same events to the last message in two processes, whose hash tables have other keys")
    void twoProcesses() throws IOException, InterruptedException {
        Process first = start(SEED);
        Process second = start(SEED);
        List<String> one = lines(first);
        List<String> two = lines(second);
        assertThat(one).as("seed %d", SEED).hasSize(3);
        assertThat(Long.parseLong(one.get(0).substring("events ".length()))).isGreaterThan(1000);
        assertThat(two.subList(0, 2)).as("seed %d", SEED).isEqualTo(one.subList(0, 2));
        assertThat(two.get(2)).as("the key of the hash tables").isNotEqualTo(one.get(2));
    }

    private static Process start(long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "--add-modules",
                        "jdk.incubator.vector",
                        SeparateRun.class.getName(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> lines(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", text).isZero();
        return text.lines().toList();
    }
}
