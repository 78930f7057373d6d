package org.wonsi.node.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.pow.NonceSearchChoice;
import org.wonsi.node.miner.KernelChoice;
import org.wonsi.node.platform.LocalNetworks;

/**
 * The checks of whether this machine can carry a talk: Java, memory, disk, clock, speed, browser, fonts, network, terminal.
 */
public final class MachineCheck {
    private static final int OLDEST_JAVA = 17;
    private static final long MEGABYTE = 1_000_000L;
    private static final long ENOUGH_DISK = 500 * MEGABYTE;
    /** Three nodes and a lesson's sandbox of four take less; measured by {@code wonsi bench soak}. */
    private static final long ENOUGH_MEMORY = 400 * MEGABYTE;

    /** What the seminar's three nodes hash together by default. */
    private static final double USUAL_RATE = 900_000;

    private static final long TIMING_SECONDS = 30;
    private static final List<String> BROWSERS = List.of(
            "firefox",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "brave-browser",
            "microsoft-edge");

    private final Path home;
    private final String system;
    private final String path;
    private final List<Finding> findings = new ArrayList<>();

    private MachineCheck(Path home, String system, String path) {
        this.home = home;
        this.system = system.toLowerCase(Locale.ROOT);
        this.path = path;
    }

    /**
     * Looks at this machine. Takes some seconds, in which it hashes.
     *
     * @param home where chains are kept
     * @param system the operating system's name, as Java says it
     * @param path the directories of programs, as PATH has them
     */
    public static List<Finding> of(Path home, String system, String path) {
        MachineCheck check = new MachineCheck(home, system, path);
        check.java();
        check.memory(Runtime.getRuntime().maxMemory());
        check.libraries();
        check.speed();
        check.disk();
        check.clock();
        check.browser();
        check.fonts();
        check.findings.addAll(RoomNetworkCheck.here(check.system));
        check.multicast();
        check.terminal();
        return List.copyOf(check.findings);
    }

    private void java() {
        int version = Runtime.version().feature();
        findings.add(
                version >= OLDEST_JAVA
                        ? Finding.good("Java " + Runtime.version() + ", "
                                + Runtime.getRuntime().availableProcessors() + " processors")
                        : Finding.problem("Java " + version + " is too old", "install " + OLDEST_JAVA + " or newer"));
    }

    private void memory(long most) {
        findings.add(
                most >= ENOUGH_MEMORY
                        ? Finding.good("Java may use " + most / MEGABYTE + " MB of memory")
                        : Finding.problem(
                                "Java may use only " + most / MEGABYTE + " MB of memory",
                                "close other programs, or start with JAVA_TOOL_OPTIONS=-Xmx1g"));
    }

    private void libraries() {
        findings.add(Finding.good("signatures by " + Secp256k1.best().name()));
        findings.add(
                NonceSearchChoice.hasVectorModule()
                        ? Finding.good("mining with the vector unit can be tried")
                        : Finding.note(
                                "mining without the vector unit",
                                "WONSI_VECTOR=1 ./wonsi ... uses it: about twice the tries for the same processor"
                                        + " time"));
    }

    /** One core's speed against what the nodes hash together. */
    private void speed() {
        try {
            double rate = new KernelChoice()
                    .measure().get(TIMING_SECONDS, TimeUnit.SECONDS).stream()
                            .max(Comparator.comparingDouble(KernelChoice.Timing::triesPerSecond))
                            .map(KernelChoice.Timing::triesPerSecond)
                            .orElse(0.0);
            String found = String.format(Locale.ROOT, "one core tries %,.0f hashes a second", rate);
            int cores = Runtime.getRuntime().availableProcessors();
            findings.add(
                    rate * cores >= USUAL_RATE
                            ? Finding.good(found)
                            : Finding.problem(
                                    found + ", " + cores + " cores are too slow for three nodes at 300,000 each",
                                    "start with --nodes 2, or with a lower --max-hashrate"));
        } catch (ExecutionException | TimeoutException e) {
            findings.add(Finding.problem("hashing can't be timed (" + e + ")", "close what else uses the processor"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void disk() {
        try {
            Files.createDirectories(home);
            Path probe = Files.createTempFile(home, "doctor", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(home).getUsableSpace();
            findings.add(
                    free >= ENOUGH_DISK
                            ? Finding.good(home + " can be written, " + free / MEGABYTE + " MB are free")
                            : Finding.problem(
                                    home + " has only " + free / MEGABYTE + " MB free",
                                    "make room, or set WONSI_HOME to another disk"));
        } catch (IOException e) {
            findings.add(
                    Finding.problem(home + " can't be written (" + e + ")", "set WONSI_HOME to a directory that can"));
        }
    }

    private void clock() {
        Instant genesis =
                Instant.ofEpochSecond(ChainParams.seminar().genesis().header().time());
        findings.add(
                Instant.now().isAfter(genesis)
                        ? Finding.good("the clock says " + Instant.now())
                        : Finding.problem(
                                "the clock says " + Instant.now() + ", which is before the seminar network began ("
                                        + genesis + ")",
                                "set it right"));
    }

    /** On Windows and macOS there is one; elsewhere by the usual names. */
    private void browser() {
        if (system.contains("win") || system.contains("mac")) {
            return;
        }
        Optional<String> found = BROWSERS.stream().filter(this::isProgram).findFirst();
        findings.add(found.map(name -> Finding.good("a browser: " + name))
                .orElseGet(() -> Finding.note(
                        "no browser of the usual names",
                        "install one, or show the page from another machine with --lan")));
    }

    private boolean isProgram(String name) {
        return Pattern.compile(":")
                .splitAsStream(path)
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** Windows and macOS have Korean fonts; elsewhere fontconfig knows. */
    private void fonts() {
        if (!isProgram("fc-list")) {
            return;
        }
        try {
            Process list = new ProcessBuilder("fc-list", ":lang=ko", "family")
                    .redirectErrorStream(true)
                    .start();
            list.getOutputStream().close();
            byte[] some;
            try (InputStream in = list.getInputStream()) {
                some = in.readNBytes(1);
            }
            list.destroy();
            findings.add(
                    some.length > 0
                            ? Finding.good("there are fonts for Korean")
                            : Finding.problem(
                                    "there are no fonts for Korean",
                                    "install some, such as the package fonts-noto-cjk; without, Korean letters are"
                                            + " boxes"));
        } catch (IOException e) {
            findings.add(Finding.note(
                    "the fonts can't be listed (" + e.getMessage() + ")", "see whether the page's Korean is legible"));
        }
    }

    private void multicast() {
        try {
            List<String> addresses = LocalNetworks.multicasting();
            findings.add(
                    addresses.isEmpty()
                            ? Finding.note(
                                    "no network with multicast: --discover finds nobody", "use --join or --connect")
                            : Finding.good("with --discover nodes are looked for at " + String.join(", ", addresses)
                                    + " (if the Wi-Fi passes multicast on; where it doesn't, use --join)"));
        } catch (SocketException e) {
            findings.add(Finding.note(
                    "the network interfaces can't be listed (" + e.getMessage() + ")", "--discover may find nobody"));
        }
    }

    private void terminal() {
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        findings.add(
                charset.equals(StandardCharsets.UTF_8)
                        ? Finding.good("the terminal is written in UTF-8: 원시")
                        : Finding.note(
                                "the terminal is written in " + charset + ": Korean and QR codes may be garbled",
                                "start with ./wonsi"));
    }
}
