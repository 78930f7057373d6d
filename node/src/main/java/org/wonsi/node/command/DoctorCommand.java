package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.pow.NonceSearches;
import org.wonsi.node.command.program.Place;
import org.wonsi.node.platform.Home;
import org.wonsi.node.platform.Lan;
import org.wonsi.node.platform.LocalNetworks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wonsi doctor}: looks for what would break the talk. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks what a talk needs of this machine: Java, ports, disk, clock, network. Exit code 1 if something"
                        + " must be mended.")
final class DoctorCommand implements Callable<Integer> {
    private static final int OLDEST_JAVA = 17;
    private static final long ENOUGH_BYTES = 500_000_000L;
    private static final long MEGABYTE = 1_000_000L;
    private static final int NODES = 3;

    @Spec
    private CommandSpec spec;

    private int failures;

    @Override
    public Integer call() {
        java();
        libraries();
        ports();
        disk();
        clock();
        network();
        multicast();
        terminal();
        out().println();
        out().println(failures == 0 ? "Ready." : failures + " thing" + (failures == 1 ? "" : "s") + " to mend.");
        return failures == 0 ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void good(String what) {
        out().println("  ok    " + what);
    }

    private void note(String what) {
        out().println("  note  " + what);
    }

    private void bad(String what) {
        failures++;
        out().println("  MEND  " + what);
    }

    private void java() {
        int version = Runtime.version().feature();
        if (version >= OLDEST_JAVA) {
            good("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                    + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB of memory");
        } else {
            bad("Java " + version + " is too old; install " + OLDEST_JAVA + " or newer");
        }
    }

    private void libraries() {
        good("signatures by " + Secp256k1.best().name());
        if (NonceSearches.hasVectorModule()) {
            good("mining with the vector unit can be tried");
        } else {
            note("mining without the vector unit; java --add-modules jdk.incubator.vector, or ./wonsi, would use it");
        }
    }

    private void ports() {
        for (int k = 1; k <= NODES; k++) {
            for (int port : List.of(8000 + k, 9000 + k)) {
                Place place = new Place("127.0.0.1", port);
                if (place.isFree()) {
                    good("port " + port + " is free");
                } else {
                    note("port " + port + " is taken; the seminar takes the next free one"
                            + (place.nextFreePort().isPresent()
                                    ? ", " + place.nextFreePort().getAsInt()
                                    : ""));
                }
            }
        }
    }

    private void disk() {
        Path home = Home.of(System.getenv());
        try {
            Files.createDirectories(home);
            Path probe = Files.createTempFile(home, "doctor", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(home).getUsableSpace();
            if (free >= ENOUGH_BYTES) {
                good(home + " can be written, " + free / MEGABYTE + " MB are free");
            } else {
                bad(home + " has only " + free / MEGABYTE + " MB free; make room, or set WONSI_HOME to another disk");
            }
        } catch (IOException e) {
            bad(home + " can't be written (" + e + "); set WONSI_HOME to a directory that can");
        }
    }

    private void clock() {
        Instant genesis =
                Instant.ofEpochSecond(ChainParams.seminar().genesis().header().time());
        if (Instant.now().isAfter(genesis)) {
            good("the clock says " + Instant.now());
        } else {
            bad("the clock says " + Instant.now() + ", which is before the seminar network began (" + genesis
                    + "); set it right");
        }
    }

    private void network() {
        List<String> addresses = Lan.addresses();
        if (addresses.isEmpty()) {
            note(
                    "no network: the seminar works on this machine, but nobody can join; connect to the room's Wi-Fi for --lan");
        } else {
            good("with --lan others reach this machine at " + String.join(", ", addresses)
                    + " (if the Wi-Fi lets its guests see each other)");
        }
    }

    private void multicast() {
        try {
            List<String> addresses = LocalNetworks.multicasting();
            if (addresses.isEmpty()) {
                note("no network with multicast: --discover finds nobody; use --join or --connect");
            } else {
                good("with --discover nodes are looked for at " + String.join(", ", addresses)
                        + " (if the Wi-Fi passes multicast on; where it doesn't, use --join)");
            }
        } catch (SocketException e) {
            note("the network interfaces can't be listed (" + e.getMessage() + "): --discover may find nobody");
        }
    }

    private void terminal() {
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        if (charset.equals(StandardCharsets.UTF_8)) {
            good("the terminal is written in UTF-8: 원시");
        } else {
            note("the terminal is written in " + charset + ": Korean and QR codes may be garbled; start with ./wonsi");
        }
    }
}
