package org.wonsi.node.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonsi.node.app.Wonsi;

/** The wallet's start: the whole process, for a command that does next to nothing. */
final class WalletStartBench implements Benchmark {
    private static final int RUNS = 9;

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public String about() {
        return "the wallet's whole process for --version; median of " + RUNS;
    }

    @Override
    public void run(BenchReport report) throws IOException {
        Optional<Path> jar = jar();
        if (jar.isEmpty()) {
            report.note("skipped: wonsi-wallet.jar lies neither beside wonsi.jar nor in wallet/target");
            return;
        }
        measure(report, "with the compiler's defaults", List.of(), jar.get());
        measure(
                report,
                "as ./wonsi wallet starts it",
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
                jar.get());
    }

    private static void measure(BenchReport report, String label, List<String> flags, Path jar) throws IOException {
        List<String> command = ChildJava.command(flags, List.of("-jar", jar.toString(), "--version"));
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            millis[i] = ChildJava.millisUntil(command, line -> line.contains("Wonsi"));
        }
        report.line(label, BenchReport.median(millis), "ms");
    }

    /** Beside this program's jar, as in the release, or where a build leaves it. */
    private static Optional<Path> jar() {
        Path here;
        try {
            here = Path.of(Wonsi.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program's own place is no URI", e);
        }
        Path name = Path.of("wonsi-wallet.jar");
        Path target = Path.of("wallet", "target").resolve(name);
        return Stream.of(here.resolveSibling(name), here.resolve("../../..").resolve(target), target)
                .map(Path::normalize)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
