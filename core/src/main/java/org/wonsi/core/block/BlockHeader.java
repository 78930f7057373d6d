package org.wonsi.core.block;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;

/**
 * The 80 bytes that are hashed: they name the previous block, cover the transactions and carry the work.
 *
 * <pre>
 *    0  version       4   signed
 *    4  prevBlock    32   hash of the header before
 *   36  merkleRoot   32   covers every transaction
 *   68  time          4   seconds since 1970 UTC
 *   72  bits          4   the target, in compact form
 *   76  nonce         4   free to vary
 * </pre>
 *
 * <p>Source: paper, sections 3 and 4.
 *
 * @param version signed 32 bits
 * @param time 0 to 2^32-1, seconds since 1970 UTC
 * @param bits 0 to 2^32-1, the compact target
 * @param nonce 0 to 2^32-1
 */
public record BlockHeader(int version, BlockHash prevBlock, Hash256 merkleRoot, long time, long bits, long nonce) {
    /** Bytes of a header. */
    public static final int SIZE = 80;

    public BlockHeader {
        checkUInt32("time", time);
        checkUInt32("bits", bits);
        checkUInt32("nonce", nonce);
    }

    private static void checkUInt32(String name, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(name + " is no unsigned 32-bit number: " + value);
        }
    }

    /** Reads 80 bytes. */
    public static BlockHeader decode(ByteReader reader) {
        return new BlockHeader(
                reader.readInt32(),
                new BlockHash(reader.readHash()),
                reader.readHash(),
                reader.readUInt32(),
                reader.readUInt32(),
                reader.readUInt32());
    }

    /** Writes 80 bytes. */
    public void encode(ByteWriter writer) {
        writer.writeInt32(version)
                .writeHash(prevBlock.hash())
                .writeHash(merkleRoot)
                .writeUInt32(time)
                .writeUInt32(bits)
                .writeUInt32(nonce);
    }

    /** The 80 bytes. */
    public ByteString encode() {
        ByteWriter writer = new ByteWriter(SIZE);
        encode(writer);
        return writer.toByteString();
    }

    /** The double SHA-256 of the 80 bytes; computed at each call. */
    public BlockHash hash() {
        ByteWriter writer = new ByteWriter(SIZE);
        encode(writer);
        return new BlockHash(Sha256d.hash(writer));
    }

    /** The same header with another nonce. */
    public BlockHeader withNonce(long newNonce) {
        return new BlockHeader(version, prevBlock, merkleRoot, time, bits, newNonce);
    }

    /** The same header on another block. */
    public BlockHeader withPrevBlock(BlockHash newPrevBlock) {
        return new BlockHeader(version, newPrevBlock, merkleRoot, time, bits, nonce);
    }
}
