package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Clients that aren't on this machine have their limits by address")
class ElsewhereTest {
    @TempDir
    Path directory;

    private static Process isolated(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "-r", "-n", "sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static boolean canIsolate() throws InterruptedException {
        try {
            Process probe = isolated("ip link set lo up && ip addr add 10.77.0.1/32 dev lo");
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program here.
        }
    }

    @Test
    @DisplayName(
            "a fifth connection takes the place of a silent one; so many requests a second; others unharmed, also behind"
                    + " the address of one that floods; experiments and the operator's controls aren't for other machines, but"
                    + " the vote is")
    void limits() throws Exception {
        assumeTrue(canIsolate(), "skipped: a network of its own needs Linux, unshare, ip and the right to use them");
        Process child = isolated(
                "ip link set lo up; for i in 1 2 3 4; do ip addr add 10.77.0.$i/32 dev lo; ip addr add fd77::$i/128 dev lo; done; exec \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Elsewhere.class.getName(),
                directory.toString());
        try {
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(
                            output.lines()
                                    .filter(
                                            line -> line.matches(
                                                    "(open|again|flood|other|lab|experiment|lessons|operator|rpc|metrics|user|phones|presenter|code|flooder|room) .*")))
                    .as(output)
                    .containsExactly(
                            "open 6",
                            "again 4",
                            "flood limited",
                            "other 200",
                            "lab 403 403 403 200 200",
                            "experiment 403",
                            "lessons 200",
                            "operator 403 403",
                            "rpc 403 403 403",
                            "metrics 403 403 200",
                            "user 200 401",
                            "phones 60",
                            "presenter 403 403 403 403",
                            "code 200",
                            "flooder lost",
                            "room 1000");
        } finally {
            child.toHandle().destroyForcibly();
        }
    }
}
