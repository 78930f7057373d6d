package org.wonsi.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.NonceSearchChoice;

/** Tries of nonces by every mining kernel: each call looks through 16,384, as the miner does, and none solves. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashKernels {
    private static final int RANGE = 1 << 14;

    /** The ways of hashing; the second is there only if Java was started with its vector module. */
    public enum Kernel {
        /** The JDK's {@code MessageDigest}, the state after the first 64 bytes kept. */
        DIGEST(0),
        /** The processor's vector unit, several nonces at once. */
        VECTOR(1);

        private final int place;

        Kernel(int place) {
            this.place = place;
        }
    }

    /** Which way is measured. */
    @Param
    public Kernel kernel = Kernel.DIGEST;

    private final BlockHeader header = new BlockHeader(1, BlockHash.ZERO, Hash256.ZERO, 0, 0, 0);
    private NonceSearch search = NonceSearchChoice.available().get(0);
    private long nonce;

    /** Takes the kernel, and compares one range of it with plain hashing. */
    @Setup
    public void prepare() {
        search = NonceSearchChoice.available().get(kernel.place);
        NonceSearch.Result found = search.search(header, Hash256.ZERO, 0, RANGE);
        Hash256 least = header.withNonce(0).hash().hash();
        for (int i = 1; i < RANGE; i++) {
            Hash256 hash = header.withNonce(i).hash().hash();
            least = hash.compareTo(least) < 0 ? hash : least;
        }
        if (found.tries() != RANGE || !found.hash().equals(least)) {
            throw new IllegalStateException(search.name() + " found " + found + ", not " + least);
        }
    }

    /** One range of nonces after the other. */
    @Benchmark
    @OperationsPerInvocation(RANGE)
    public NonceSearch.Result tries() {
        NonceSearch.Result result = search.search(header, Hash256.ZERO, nonce, RANGE);
        nonce = (nonce + RANGE) % (1L << 32);
        return result;
    }
}
