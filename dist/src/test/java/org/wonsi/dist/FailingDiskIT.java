package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk lets it down, as a user sees it; on real file systems, which takes root on Linux. */
class FailingDiskIT {
    private static final String NOBODY = "\"mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8\"";

    /** More blocks than the small disk can hold. */
    private static final int TOO_MANY = 2_000;

    @TempDir
    private Path home;

    @Test
    @DisplayName("a directory or database that belongs to another user gives one clear line, exit code 1 and no trace")
    void notWritable() throws IOException {
        Optional<String> missing = OtherUser.missing();
        assumeTrue(missing.isEmpty(), () -> "another user's files are not tried: " + missing.orElseThrow());
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.copy(Program.NODE_JAR, home.resolve("wonsi.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));

        Path closed = Files.createDirectory(home.resolve("closed"));
        assertThat(started(jar, closed))
                .isEqualTo("wonsi: the data directory " + closed + " can't be written (AccessDeniedException: "
                        + closed.resolve(".lock") + "); make it writable, or choose another with --data-dir");
        assertThat(closed).isEmptyDirectory();

        Path open = Files.createDirectory(home.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path database = Files.createFile(open.resolve("chain.db"));
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(started(jar, open))
                .isEqualTo("wonsi: " + database + " can't be written; make it writable for the user who runs the node,"
                        + " or choose another directory with --data-dir");
        assertThat(database).isEmptyFile();
    }

    private String started(Path jar, Path data) {
        return Program.run(1, new OtherUser(), home, jar, RunningNode.arguments(data, "Seoul", "127.0.0.1:0"));
    }

    @Test
    @DisplayName(
            "a full disk stops the node with one clear line and exit code 1; with more room it goes on at the last block"
                    + " it acknowledged")
    void full() {
        Optional<String> missing = SmallDisk.missing();
        assumeTrue(missing.isEmpty(), () -> "a full disk is not tried: " + missing.orElseThrow());
        Path data = home.resolve("regtest").resolve("Seoul");
        String full = "the disk is full, " + data.resolve("chain.db")
                + " can't grow. Nothing that was announced is lost; free some space and start again";
        try (SmallDisk disk = SmallDisk.on(home, 6)) {
            String last;
            try (RunningNode node = start(disk)) {
                last = mineUntil(full, node);
                assertThat(node.program().awaitEnd()).isEqualTo(1);
                List<String> lines = node.program().output().lines().toList();
                assertThat(lines).filteredOn(line -> line.contains(full)).hasSize(1);
                assertThat(lines).filteredOn(line -> line.contains(" ERROR ")).hasSize(1);
                assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
                assertThat(lines.get(lines.size() - 1)).endsWith(":" + last).contains("stopped cleanly at block ");
            }
            List<String> said = Program.run(
                            1, disk, home, Program.NODE_JAR, RunningNode.arguments(data, "Seoul", "127.0.0.1:0"))
                    .lines()
                    .toList();
            assertThat(said).as("still full").noneMatch(line -> line.startsWith("\tat "));
            assertThat(said.get(said.size() - 1))
                    .as("still full")
                    .matches(
                            "wonsi: (the disk is full, .*chain\\.db can't grow\\. N|can't write the operator's cookie file"
                                    + " .* \\(No space left on device\\); n)othing that was announced is lost; free some space and"
                                    + " start again");
            disk.enlarge(20);
            try (RunningNode again = start(disk)) {
                assertThat(again.tip()).isEqualTo(last);
                assertThat(again.height()).isGreaterThan(1);
                assertThat(again.rpc("generatetoaddress", "1", NOBODY)).hasSize(1);
            }
        }
    }

    private RunningNode start(SmallDisk disk) {
        return RunningNode.start(disk, "127.0.0.1:0", home, "Seoul");
    }

    /** Mines block by block until that error is answered; the hash of the last block that was acknowledged. */
    private static String mineUntil(String error, RunningNode node) {
        String last = "";
        for (int block = 1; block <= TOO_MANY; block++) {
            Host.Answer answer = node.rpcAnswer("generatetoaddress", "1", NOBODY);
            if (answer.status() != 200) {
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.body()).contains(error);
                return last;
            }
            last = RunningNode.parse(answer.body()).path("result").path(0).asText();
        }
        throw new AssertionError("the disk isn't full after " + TOO_MANY + " blocks");
    }
}
