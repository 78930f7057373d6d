package org.wonsi.node.bench.against;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wonsi.node.bench.TemporaryDirectory;

/**
 * The runner of the comparison: each row is done by both programs in turn, three times, so that other load on the machine
 * affects both. What counts are medians, and the ratio of two of them.
 */
public final class ComparisonRunner {
    private static final int TIMES = 3;

    private final BitcoinCore rival;
    private final List<Row> rows;

    private ComparisonRunner(BitcoinCore rival, List<Row> rows) {
        this.rival = rival;
        this.rows = rows;
    }

    /**
     * All rows but the longest, or those that are named, against this {@code bitcoind}.
     *
     * @throws IOException if that program isn't there or is another; says what is wrong
     * @throws IllegalArgumentException if there is no row of a name
     */
    public static ComparisonRunner bitcoind(Path program, List<String> names) throws IOException {
        List<Row> all = Row.all();
        List<String> known = all.stream().map(Row::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no measurement '" + name
                        + "' against another node; choose among " + String.join(", ", known));
            }
        }
        List<Row> chosen = all.stream()
                .filter(row -> names.contains(row.name()) || (names.isEmpty() && !row.isOnlyWhenNamed()))
                .toList();
        return new ComparisonRunner(BitcoinCore.at(program), chosen);
    }

    /**
     * Measures, says on {@code progress} what it does and each row's figures when they are there, and returns the result.
     *
     * @throws IOException if one of the programs doesn't do the work
     */
    public Comparison run(PrintWriter progress) throws IOException, InterruptedException {
        return run(ComparisonSetup.Sizes.full(), progress);
    }

    /** The same with less work. */
    Comparison run(ComparisonSetup.Sizes sizes, PrintWriter progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            ReleasedWonsi own = ReleasedWonsi.in(directory.path().resolve("release"));
            ComparisonSetup bench = new ComparisonSetup(sizes, directory.path(), line -> print(progress, "  " + line));
            List<Comparison.Measured> measured = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                print(
                        progress,
                        String.format(
                                Locale.ROOT,
                                "%d of %d, %.0f s: %s (%s)",
                                i + 1,
                                rows.size(),
                                (System.nanoTime() - start) / 1e9,
                                row.name(),
                                row.about()));
                Comparison.Measured result = measure(row, List.of(rival, own), bench);
                result.lines().forEach(line -> print(progress, line));
                measured.add(result);
            }
            return new Comparison(
                    MachineDescription.here(), rival.version(), measured, (System.nanoTime() - start) / 1e9);
        }
    }

    private static Comparison.Measured measure(Row row, List<ComparedNode> nodes, ComparisonSetup bench)
            throws IOException, InterruptedException {
        List<List<Measurement>> rivals = new ArrayList<>();
        List<List<Measurement>> owns = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            rivals.add(row.run(nodes.get(0), bench));
            owns.add(row.run(nodes.get(1), bench));
        }
        return Comparison.Measured.of(row, rivals, owns);
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
