package org.wonsi.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.problem.Notice;

@DisplayName("A wallet's files while several processes use them, and after one was killed")
class WalletFilesTest {
    @TempDir
    private Path home;

    private Path file(String name) {
        return home.resolve("regtest/wallets").resolve(name);
    }

    private WalletDirectory directory() {
        return new WalletDirectory(home, Network.REGTEST);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("regtest/wallets"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A process that holds kim's lock until it reads a line or is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (WalletLock lock = new WalletDirectory(Path.of(args[0]), Network.REGTEST).lock("kim")) {
                System.out.println("held " + (lock != null));
                System.in.read();
            }
        }
    }

    private Process holder() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("held true");
        return process;
    }

    @Test
    @DisplayName(
            "the directory is forced to the disk once the new file stands in it, and so is each new directory's own")
    void directoryForced() throws IOException {
        List<String> forced = new ArrayList<>();
        Path file = home.resolve("a/b/kim.wallet");
        AtomicFile files = new AtomicFile(directory -> forced.add(
                home.relativize(directory) + " " + (Files.exists(file) ? Files.readString(file) : "before")));
        files.write(file, "one");
        files.write(file, "two");
        assertThat(forced).containsExactly("a before", " before", "a/b one", "a/b two");
        AtomicFile.onDisk().write(file, "three");
        assertThat(file).hasContent("three");
    }

    @Test
    @DisplayName("what can't be forced fails the write, so that nobody is told it was saved")
    void notForced() {
        AtomicFile files = new AtomicFile(directory -> {
            throw new IOException("no space left on the device");
        });
        assertThatThrownBy(() -> files.write(home.resolve("kim.wallet"), "one"))
                .hasMessage("no space left on the device");
    }

    @Test
    @DisplayName("who waits for the lock is told which process holds it and since when, and gets it when that lets go")
    void waiting() throws IOException {
        long before = Instant.now().getEpochSecond();
        Process other = holder();
        try (OutputStream letGo = other.getOutputStream()) {
            List<Optional<WalletLock.Holder>> told = new ArrayList<>();
            try (WalletLock lock = directory().lock("kim", holder -> {
                told.add(holder);
                letGo(letGo);
            })) {
                assertThat(lock).isNotNull();
                assertThat(told).hasSize(1);
                assertThat(told.get(0).orElseThrow().pid()).isEqualTo(other.pid());
                assertThat(told.get(0).orElseThrow().since().getEpochSecond())
                        .isBetween(before, Instant.now().getEpochSecond());
                assertThat(file("kim.lock"))
                        .content()
                        .startsWith(ProcessHandle.current().pid() + " ");
            }
            assertThat(file("kim.lock")).isEmptyFile();
        } finally {
            other.destroyForcibly();
        }
    }

    private static void letGo(OutputStream stream) {
        try {
            stream.write('\n');
            stream.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName(
            "the lock of a process that is killed is free, whatever its file still says; another wallet's is free all along")
    void killed() throws Exception {
        Process other = holder();
        List<Object> told = new ArrayList<>();
        try (WalletLock lock = directory().lock("lee", told::add)) {
            assertThat(lock).isNotNull();
        }
        other.destroyForcibly().waitFor();
        try (WalletLock lock = directory().lock("kim", told::add)) {
            assertThat(lock).isNotNull();
        }
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("what a killed process left half written is removed, a living one's file and another wallet's stay")
    void leftovers() throws Exception {
        try (WalletLock lock = directory().lock("kim")) {
            assertThat(lock).isNotNull();
        }
        String again = ProcessHandle.current().pid() + "-1";
        List<String> stale = List.of(
                "kim.wallet." + again + "-5.tmp", "kim.state.999999999-1-6.tmp", "kim.wallet.bak.999999999-1-7.tmp");
        List<String> kept = List.of(
                "kim-2.wallet.999999999-1-8.tmp", "kim.wallet." + ownStart() + "-9.tmp", "kim.wallet.notes.tmp");
        for (String name : Stream.concat(stale.stream(), kept.stream()).toList()) {
            Files.writeString(file(name), "half");
        }
        try (WalletLock lock = directory().lock("kim")) {
            assertThat(lock).isNotNull();
        }
        assertThat(names()).containsAll(kept).doesNotContainAnyElementsOf(stale);
    }

    private static String ownStart() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + self.info().startInstant().orElseThrow().toEpochMilli();
    }

    @Test
    @DisplayName("who waits says for which process, and since when that saves")
    void sentence() {
        WalletLock.Holder holder = new WalletLock.Holder(77, Instant.ofEpochSecond(1_795_500_000));
        assertThat(WalletLock.waiting("kim", Optional.of(holder)))
                .isEqualTo(new Notice.Waiting("kim", "77", "2026-11-24T06:00:00Z"));
        assertThat(WalletLock.waiting("kim", Optional.empty())).isEqualTo(new Notice.Waiting("kim", "?", "?"));
    }
}
