package org.wonsi.node.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A benchmark: one thing that {@code wonsi bench} measures. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What it measures, in a few words. */
    String about();

    /** Measures, and reports as it goes. */
    void run(BenchReport report) throws IOException, InterruptedException;

    /** bitcoinj and Wonsi at the same work; it takes two minutes, and is not among {@link #all}. */
    static Benchmark besideBitcoinj() {
        return KernelBench.besideBitcoinj();
    }

    /** All of those that need no asking for, the quick ones first; {@code program} is the class that a process of this program starts with. */
    static List<Benchmark> all(Class<?> program) {
        List<Benchmark> all = new ArrayList<>(KernelBench.all());
        all.add(new ImportBench());
        all.add(new SyncBench());
        all.add(new HttpBench());
        all.add(new NodeStartBench(program));
        all.add(new WalletStartBench(program));
        return List.copyOf(all);
    }
}
