package org.wonsi.node.bench;

import java.util.List;
import org.wonsi.core.pow.NonceSearches;
import org.wonsi.node.miner.Kernels;

/** Tries per second of every way of hashing. */
final class HashBench implements Benchmark {
    @Override
    public String name() {
        return "hash";
    }

    @Override
    public String about() {
        return "tries per second of one core's time, for every mining kernel";
    }

    @Override
    public void run(BenchReport report) {
        List<Kernels.Timing> timings = new Kernels().measure().join();
        for (Kernels.Timing timing : timings) {
            report.line(timing.kernel(), timing.triesPerSecond(), "tries/s");
        }
        double first = timings.get(0).triesPerSecond();
        for (Kernels.Timing timing : timings.subList(1, timings.size())) {
            report.line(timing.kernel() + " against the first", timing.triesPerSecond() / first, "x");
        }
        if (!NonceSearches.hasVectorModule()) {
            report.note("the vector kernel needs java --add-modules jdk.incubator.vector; ./wonsi gives it");
        }
    }
}
