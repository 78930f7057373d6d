package org.wonsi.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Transaction;

/** A block of 2,000 payments of one input and two outputs, about 450 kB: read, written, its ids and merkle root computed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BlockKernels {
    private static final int PAYMENTS = 2000;

    private final Block block = block();
    private final ByteString bytes = block.encode();
    private final List<Hash256> leaves =
            block.transactions().stream().map(tx -> tx.txid().hash()).toList();

    private static Block block() {
        Random random = new Random(1);
        List<Transaction> payments = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            payments.add(Payment.ofKeyHash(random).tx());
        }
        Hash256 root = MerkleTree.of(
                        payments.stream().map(tx -> tx.txid().hash()).toList())
                .root();
        return new Block(new BlockHeader(1, BlockHash.ZERO, root, 0, 0, 0), payments);
    }

    /** The bytes that are read. */
    ByteString bytes() {
        return bytes;
    }

    /** What is read must be what was written, and fit the header's merkle root. */
    @Setup
    public void prepare() {
        if (!decode().equals(block) || !MerkleTree.of(decode()).root().equals(merkleRoot())) {
            throw new IllegalStateException("a block isn't the same after writing and reading");
        }
    }

    /** Bytes to transactions. */
    @Benchmark
    public Block decode() {
        return Block.decode(bytes);
    }

    /** Transactions to bytes. */
    @Benchmark
    public ByteString encode() {
        return block.encode();
    }

    /** Bytes to transactions, and the merkle root over their ids: what a node does with every block that it gets. */
    @Benchmark
    public Hash256 decodeAndMerkleRoot() {
        return MerkleTree.of(Block.decode(bytes)).root();
    }

    /** The root over 2,000 known ids: 2,000 hashes of 64 bytes. */
    @Benchmark
    public Hash256 merkleRoot() {
        return MerkleTree.of(leaves).root();
    }
}
