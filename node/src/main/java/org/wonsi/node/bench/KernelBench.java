package org.wonsi.node.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The benchmark of core's inner loops, measured by JMH: a program of its own, which a checkout builds beside the node.
 *
 * <p>It isn't in the node's jar nor in the release, so that neither carries JMH (docs/adr/0020).
 */
final class KernelBench implements Benchmark {
    private static final String JAR = "wonsi-kernels.jar";

    private static final String HASH = "hash";
    private static final String VECTORS = "jdk.incubator.vector";

    private final String group;
    private final String about;

    private KernelBench(String group, String about) {
        this.group = group;
        this.about = about;
    }

    /** Each group of kernels, by the name that the other program knows it by. */
    static List<Benchmark> all() {
        return List.of(
                new KernelBench(HASH, "tries per second of one core, for every mining kernel"),
                new KernelBench("signatures", "signatures made and verified per second of one core, compressed keys"),
                new KernelBench("scripts", "inputs judged per second of one core, by kind of script"),
                new KernelBench("blocks", "blocks of 2,000 payments read, written and hashed per second of one core"));
    }

    /** The comparison with bitcoinj: two minutes, so only for who asks for it. */
    static Benchmark besideBitcoinj() {
        return new KernelBench("bitcoinj", "blocks and inputs per second of one core, by bitcoinj and by Wonsi");
    }

    @Override
    public String name() {
        return group;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public void run(BenchReport report) throws IOException, InterruptedException {
        Optional<Path> jar = BuiltJar.find("kernels", JAR);
        if (jar.isEmpty()) {
            report.note("skipped: " + JAR + " isn't in the release; './wonsi bench' in a checkout builds it");
            return;
        }
        List<String> flags = new ArrayList<>();
        if (group.equals(HASH)) {
            if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
                flags.addAll(List.of("--add-modules", VECTORS));
            } else {
                report.note("the vector kernel isn't measured: this Java has no module " + VECTORS);
            }
        }
        run(ChildJava.command(flags, List.of("-jar", jar.get().toString(), group)), report);
    }

    /** Passes on what the process says, as it says it. */
    private static void run(List<String> command, BenchReport report) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                report.note(line);
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("a process ended with " + code + ": " + command);
            }
        } finally {
            // JMH times in processes of its own, which would go on.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
