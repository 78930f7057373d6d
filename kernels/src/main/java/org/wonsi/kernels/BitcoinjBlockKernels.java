package org.wonsi.kernels;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wonsi.core.bytes.ByteString;

/**
 * The block of {@link BlockKernels}, read, written and its root computed by bitcoinj and by Wonsi.
 *
 * <p>bitcoinj reads a block's transactions at once and its scripts when they are asked for, as Wonsi does; it keeps ids that it has
 * computed, as Wonsi does, and neither keeps bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BitcoinjBlockKernels {
    /** Who does the work. */
    public enum Program {
        BITCOINJ,
        WONSI
    }

    /** Who is measured. */
    @Param
    public Program program = Program.BITCOINJ;

    private final BlockKernels wonsi = new BlockKernels();
    private final byte[] bytes = wonsi.bytes().toByteArray();
    private final Block theirs = read();

    private Block read() {
        return Block.read(ByteBuffer.wrap(bytes));
    }

    /** bitcoinj computes the root of a block that was made without one, and else tells what the header says. */
    private static Sha256Hash root(List<Transaction> transactions) {
        @Nullable Sha256Hash unknown = null;
        return new Block(1, Sha256Hash.ZERO_HASH, unknown, Instant.EPOCH, 0, 0, transactions).getMerkleRoot();
    }

    /** Both must give the same bytes, the same ids and the same root. */
    @Setup
    public void prepare() {
        wonsi.prepare();
        List<String> ids = theirs.getTransactions().stream()
                .map(tx -> tx.getTxId().toString())
                .toList();
        boolean same = ByteString.wrap(theirs.serialize()).equals(wonsi.bytes())
                && ids.equals(wonsi.decode().transactions().stream()
                        .map(tx -> tx.txid().hash().toDisplay())
                        .toList())
                && root(theirs.getTransactions())
                        .toString()
                        .equals(wonsi.merkleRoot().toDisplay());
        if (!same) {
            throw new IllegalStateException("bitcoinj reads another block than Wonsi");
        }
    }

    private boolean isBitcoinj() {
        return program == Program.BITCOINJ;
    }

    /** Bytes to transactions. */
    @Benchmark
    public Object decode() {
        return isBitcoinj() ? read() : wonsi.decode();
    }

    /** Transactions to bytes. */
    @Benchmark
    public Object encode() {
        return isBitcoinj() ? theirs.serialize() : wonsi.encode();
    }

    /** Bytes to transactions, and the merkle root over their ids. */
    @Benchmark
    public Object decodeAndMerkleRoot() {
        return isBitcoinj() ? root(read().getTransactions()) : wonsi.decodeAndMerkleRoot();
    }

    /** The root over 2,000 known ids. */
    @Benchmark
    public Object merkleRoot() {
        return isBitcoinj() ? root(theirs.getTransactions()) : wonsi.merkleRoot();
    }
}
