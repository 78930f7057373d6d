package org.wonsi.node.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The benchmark of a node's start, from the command to the line with its page's URL. */
final class NodeStartBench implements Benchmark {
    private static final int RUNS = 7;

    private final Class<?> main;

    NodeStartBench(Class<?> main) {
        this.main = main;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start of a node on an existing chain, until its page answers; median of " + RUNS;
    }

    @Override
    public void run(BenchReport report) throws IOException {
        measure(report, "with the compiler's defaults", List.of());
        measure(report, "with -XX:+UseSerialGC", List.of("-XX:+UseSerialGC"));
        measure(
                report,
                "with -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    private void measure(BenchReport report, String label, List<String> flags) throws IOException {
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            List<String> program =
                    new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            program.addAll(List.of("node", "--network=regtest", "--http=127.0.0.1:0", "--p2p=127.0.0.1:0"));
            program.add("--data-dir=" + directory.path().resolve("node"));
            List<String> command = ChildJava.command(flags, program);
            double[] millis = new double[RUNS];
            ChildJava.millisUntil(command, line -> line.contains("page "));
            for (int i = 0; i < RUNS; i++) {
                millis[i] = ChildJava.millisUntil(command, line -> line.contains("page "));
            }
            report.line(label, BenchReport.median(millis), "ms");
        }
    }
}
