package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportStoppedException;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.ImportProgress;

class BlockImportTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_478_400L));

    @TempDir
    Path directory;

    private final ChainState chain = new ChainState(PARAMS, new MemoryChainStore(), ScriptCheckRunner.inOrder());
    private final List<Block> blocks = new TinyChain(1).blocks(30);

    private static byte[] record(Block block) {
        return new ByteWriter()
                .writeBytes(PARAMS.magic())
                .writeInt32(block.size())
                .writeBytes(block.encode())
                .toByteArray();
    }

    private static byte[] records(List<Block> blocks) {
        ByteWriter writer = new ByteWriter();
        blocks.forEach(block -> writer.writeBytes(record(block)));
        return writer.toByteArray();
    }

    private ImportProgress importBytes(byte... bytes) throws IOException, ImportStoppedException {
        Path file = directory.resolve("blocks.dat");
        Files.write(file, bytes);
        return BlockImport.run(file, PARAMS.magic(), ImportTarget.of(chain, CLOCK), progress -> {}, () -> false);
    }

    @Test
    @DisplayName("a file of 30 blocks, with or without genesis before them, raises the chain to height 30")
    void inOrder() throws Exception {
        List<Block> withGenesis = new ArrayList<>(List.of(PARAMS.genesis()));
        withGenesis.addAll(blocks);
        ImportProgress done = importBytes(records(withGenesis));
        assertThat(chain.tip().height()).isEqualTo(30);
        assertThat(done.blocks()).isEqualTo(30);
        assertThat(done.duplicates()).isEqualTo(1);
        assertThat(done.percent()).isEqualTo(100);
        assertThat(importBytes(records(blocks)).duplicates()).isEqualTo(30);
    }

    @Test
    @DisplayName("blocks in any order find their parents")
    void anyOrder() throws Exception {
        List<Block> shuffled = new ArrayList<>(blocks);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(importBytes(records(shuffled)).blocks()).isEqualTo(30);
        assertThat(chain.tip().height()).isEqualTo(30);
    }

    @Test
    @DisplayName("bytes between records are passed over: zeros, text, a magic that no possible length follows")
    void garbageBetweenRecords() throws Exception {
        ByteWriter writer = new ByteWriter();
        writer.writeBytes(new byte[100]).writeBytes(record(blocks.get(0)));
        writer.writeBytes(new byte[] {(byte) 0xfa, (byte) 0xbf}).writeBytes(record(blocks.get(1)));
        writer.writeBytes(PARAMS.magic()).writeInt32(79).writeBytes(record(blocks.get(2)));
        writer.writeBytes(PARAMS.magic()).writeInt32(4_000_001).writeBytes(record(blocks.get(3)));
        writer.writeBytes(new byte[3]);
        ImportProgress done = importBytes(writer.toByteArray());
        assertThat(done.blocks()).isEqualTo(4);
        assertThat(done.skipped()).isEqualTo(100 + 2 + 8 + 8 + 3);
    }

    @Test
    @DisplayName("a changed byte anywhere stops the import, at that block or where its child finds no parent")
    void oneByteChanged() {
        byte[] good = records(blocks);
        int recordSize = record(blocks.get(0)).length;
        for (int offset = 0; offset < recordSize; offset++) {
            byte[] bad = good.clone();
            int changed = 5 * recordSize + offset;
            bad[changed] ^= 1;
            ChainState fresh = new ChainState(PARAMS, new MemoryChainStore(), ScriptCheckRunner.inOrder());
            Path file = directory.resolve("bad.dat");
            assertThatThrownBy(() -> {
                        Files.write(file, bad);
                        BlockImport.run(file, PARAMS.magic(), ImportTarget.of(fresh, CLOCK), p -> {}, () -> false);
                    })
                    .as("byte " + changed)
                    .isInstanceOf(ImportStoppedException.class)
                    .hasMessageMatching("(?s).*block [56] .*");
            assertThat(fresh.tip().height()).as("byte " + changed).isBetween(5, 6);
        }
    }

    @Test
    @DisplayName("a changed amount stops the import with bad-txnmrklroot, the block's number, place and hash")
    void changedAmount() {
        byte[] bytes = records(blocks);
        int recordSize = record(blocks.get(0)).length;
        int amount = 6 * recordSize - 4 - 1 - 1 - 8;
        bytes[amount] ^= 1;
        assertThatThrownBy(() -> importBytes(bytes))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessageContaining("block 5 of the file (byte " + 5 * recordSize + ", hash "
                        + blocks.get(5).hash() + ") is refused: bad-txnmrklroot")
                .hasMessageContaining("5 blocks were accepted before it");
        assertThat(chain.tip().height()).isEqualTo(5);
    }

    @Test
    @DisplayName("a missing block is named by the child that waits for it")
    void missingParent() {
        List<Block> gap = new ArrayList<>(blocks);
        gap.remove(10);
        assertThatThrownBy(() -> importBytes(records(gap)))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessageContaining("block 10 of the file")
                .hasMessageContaining(
                        "prev-blk-not-found, its parent " + blocks.get(10).hash())
                .hasMessageContaining("19 blocks wait");
        assertThat(chain.tip().height()).isEqualTo(10);
    }

    @Test
    @DisplayName("a file that ends within a block says so, after importing what is whole")
    void truncated() {
        byte[] bytes = records(blocks);
        assertThatThrownBy(() -> importBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessageContaining("ends within block 29");
        assertThat(chain.tip().height()).isEqualTo(29);
    }

    @Test
    @DisplayName("a record with the right magic and length that holds no block stops the import at its place")
    void notABlock() {
        byte[] junk = new ByteWriter()
                .writeBytes(PARAMS.magic())
                .writeInt32(100)
                .writeBytes(ByteString.copyOf(new byte[100]))
                .toByteArray();
        assertThatThrownBy(() -> importBytes(junk))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessageContaining("block 0 of the file")
                .hasMessageContaining("is no block: at offset 81");
    }

    @Test
    @DisplayName("a file of another network says that it holds no block of this one; an empty file holds nothing")
    void otherNetwork() throws Exception {
        byte[] bytes = records(blocks.subList(0, 16));
        for (int i = 0; i < 16; i++) {
            bytes[i * record(blocks.get(0)).length] ^= 1;
        }
        assertThatThrownBy(() -> importBytes(bytes)).hasMessageContaining("holds no block of this network");
        assertThat(importBytes().blocks()).isZero();
    }

    private byte[] obfuscated(byte[] plain, byte[] key) {
        byte[] bytes = plain.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= key[i % 8];
        }
        return bytes;
    }

    @Test
    @DisplayName(
            "a file obfuscated by Bitcoin Core 28 is read with the key beside it; a plain one beside a key is read, too")
    void obfuscated() throws Exception {
        byte[] key = {1, 2, 3, 4, 5, 6, 7, (byte) 0x88};
        Files.write(directory.resolve("xor.dat"), key);
        List<Block> shuffled = new ArrayList<>(blocks.subList(0, 20));
        Collections.shuffle(shuffled, new Random(7));
        assertThat(importBytes(obfuscated(records(shuffled), key)).blocks()).isEqualTo(20);
        assertThat(importBytes(records(blocks)).blocks()).isEqualTo(10);
        assertThat(chain.tip().height()).isEqualTo(30);
    }

    @Test
    @DisplayName("without its key, or with one of 7 bytes, an obfuscated file is refused with what is missing")
    void wrongKey() throws Exception {
        byte[] key = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] bytes = obfuscated(records(blocks), key);
        assertThatThrownBy(() -> importBytes(bytes))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessageContaining("holds no block of this network (its blocks begin with fabfb5da)")
                .hasMessageContaining("Then the file xor.dat of its directory must lie beside it");
        Files.write(directory.resolve("xor.dat"), new byte[7]);
        assertThatThrownBy(() -> importBytes(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("xor.dat") + ", the key of " + directory.resolve("blocks.dat")
                        + ", has 7 bytes, a key has 8; copy it from Bitcoin Core's blocks directory again");
        assertThat(chain.tip().height()).isZero();
    }

    @Test
    @DisplayName(
            "the first block with a witness ends the import, which says why and how to go on; those before it stay")
    void witness() {
        Block last = blocks.get(5);
        ByteWriter block = new ByteWriter();
        last.header().encode(block);
        ByteString coinbase = last.transactions().get(0).encode();
        block.writeUInt8(1)
                .writeBytes(coinbase.slice(0, 4))
                .writeUInt8(0)
                .writeUInt8(1)
                .writeBytes(coinbase.slice(4, coinbase.size() - 4))
                .writeUInt8(1)
                .writeUInt8(32)
                .writeBytes(new byte[32])
                .writeBytes(coinbase.slice(coinbase.size() - 4, coinbase.size()));
        byte[] before = records(blocks.subList(0, 5));
        byte[] bytes = new ByteWriter()
                .writeBytes(before)
                .writeBytes(PARAMS.magic())
                .writeInt32(block.toByteArray().length)
                .writeBytes(block.toByteArray())
                .toByteArray();
        assertThatThrownBy(() -> importBytes(bytes))
                .isInstanceOf(ImportStoppedException.class)
                .hasMessage(
                        "block 5 of the file " + directory.resolve("blocks.dat") + " (byte " + before.length + ", hash "
                                + last.hash()
                                + ") holds a witness (BIP 144), as Bitcoin Core writes every block since SegWit is"
                                + " active; this node reads blocks of the form before SegWit. What stands before it in the file is"
                                + " imported. The rest can come from that Bitcoin Core node itself, which leaves the witness out for"
                                + " this one: on regtest, start with --connect HOST:PORT in place of --import");
        assertThat(chain.tip().height()).isEqualTo(5);
    }
}
