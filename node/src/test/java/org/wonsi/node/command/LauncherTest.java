package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher, in a checkout")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2009-01-03T18:15:05Z");

    @TempDir
    Path checkout;

    @BeforeEach
    void checkout() throws IOException {
        Files.copy(Path.of("..", "wonsi"), checkout.resolve("wonsi"));
        for (String source : List.of(
                "pom.xml",
                "core/pom.xml",
                "core/src/main/Core.java",
                "lab/pom.xml",
                "lab/src/main/Lab.java",
                "browser/pom.xml",
                "browser/src/main/Tab.java",
                "node/pom.xml",
                "node/src/main/Node.java",
                "kernels/pom.xml",
                "kernels/src/main/Loop.java")) {
            write(source, "");
            Files.setLastModifiedTime(checkout.resolve(source), FileTime.from(LONG_AGO));
        }
        // A build that fails at once, so that only what is said before it is seen.
        write("bin/mvn", "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(checkout.resolve("bin/mvn"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(checkout.resolve(file).getParent());
        Files.writeString(checkout.resolve(file), text, StandardCharsets.UTF_8);
    }

    /** What it says to a command. */
    private String said(String... command) throws IOException, InterruptedException {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", checkout.resolve("wonsi").toString());
        launcher.command().addAll(List.of(command));
        launcher.environment().merge("PATH", checkout.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = launcher.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    @DisplayName("says why it builds: a jar that isn't there, or a file that is newer than it")
    void why() throws IOException, InterruptedException {
        assertThat(said("doctor"))
                .startsWith("wonsi: building, because there is no node/target/wonsi.jar yet; the first time downloads");
        write("node/target/wonsi.jar", "no jar");
        assertThat(said("bench", "hash"))
                .startsWith("wonsi: building, because there is no kernels/target/wonsi-kernels.jar yet, which bench"
                        + " measures with; the");
        for (String[] needed : new String[][] {{"bench"}, {"bench", "http", "blocks"}, {"bench", "bitcoinj"}}) {
            assertThat(said(needed)).contains("there is no kernels/target/wonsi-kernels.jar yet");
        }
        assertThat(said("bench", "--against", "/nowhere")).doesNotContain("building");
        write("kernels/target/wonsi-kernels.jar", "no jar");
        assertThat(said("bench", "hash")).doesNotContain("building");
        write("kernels/src/main/Loop.java", "changed");
        Files.setLastModifiedTime(
                checkout.resolve("kernels/target/wonsi-kernels.jar"), FileTime.from(LONG_AGO.plusSeconds(1)));
        assertThat(said("bench", "hash"))
                .startsWith("wonsi: building, because kernels/src/main/Loop.java is newer than"
                        + " kernels/target/wonsi-kernels.jar; the");
        assertThat(said("doctor")).doesNotContain("building");
        Files.setLastModifiedTime(checkout.resolve("node/target/wonsi.jar"), FileTime.from(LONG_AGO.plusSeconds(1)));
        write("lab/src/main/Lab.java", "changed");
        assertThat(said("doctor"))
                .startsWith("wonsi: building, because lab/src/main/Lab.java is newer than node/target/wonsi.jar; the");
    }
}
