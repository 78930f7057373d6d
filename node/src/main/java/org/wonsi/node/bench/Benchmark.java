package org.wonsi.node.bench;

import java.io.IOException;
import java.util.List;

/** One thing to measure. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What it measures, in a few words. */
    String about();

    /** Measures, and reports as it goes. */
    void run(BenchReport report) throws IOException, InterruptedException;

    /** All of them, the quick ones first. */
    static List<Benchmark> all() {
        return List.of(
                new HashBench(),
                new SignatureBench(),
                new ImportBench(),
                new SyncBench(),
                new HttpBench(),
                new NodeStartBench(),
                new WalletStartBench());
    }
}
