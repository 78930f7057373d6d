package org.wonsi.node.store.blockfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;

/**
 * A reader of blocks from a file as Bitcoin Core keeps them (blk00000.dat).
 *
 * <pre>
 *   magic    4   of the network
 *   length   4   of the block, little-endian
 *   block
 * </pre>
 *
 * <p>Between records anything may stand, such as the zeros that Core reserves space with: the next magic is searched, and
 * one that a possible length doesn't follow is passed over. What a record promises must be there, though: a block that
 * can't be decoded, or that the file's end cuts off, is an {@link ImportStoppedException}. Reads forward in pieces, whatever the
 * file's size.
 */
final class BlockFileReader implements Closeable {
    private static final int HEAD = 8;
    private static final int MIN_BLOCK = 80;

    /** The most a record may promise; Core's {@code MAX_BLOCK_SERIALIZED_SIZE}. */
    private static final int MAX_BLOCK = 4_000_000;

    private static final int PIECE = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final byte[] magic;
    private final FileObfuscation obfuscation;
    private byte[] buffer = new byte[PIECE];
    private long bufferStart;
    private int from;
    private int to;
    private int count;
    private long skipped;

    BlockFileReader(Path file, ByteString magic) throws IOException {
        this.file = file;
        this.magic = magic.toByteArray();
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            this.obfuscation = FileObfuscation.of(file, channel, this.magic);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The next block; empty at the end of the file. */
    Optional<FileBlock> next() throws IOException, ImportStoppedException {
        while (require(HEAD)) {
            if (startsWithMagic()) {
                long length = new ByteReader(buffer, from + 4, from + HEAD).readUInt32();
                if (length >= MIN_BLOCK && length <= MAX_BLOCK) {
                    return Optional.of(record((int) length));
                }
            }
            from++;
            skipped++;
        }
        skipped += to - from;
        from = to;
        return Optional.empty();
    }

    private boolean startsWithMagic() {
        return buffer[from] == magic[0]
                && buffer[from + 1] == magic[1]
                && buffer[from + 2] == magic[2]
                && buffer[from + 3] == magic[3];
    }

    private FileBlock record(int length) throws IOException, ImportStoppedException {
        long offset = position();
        if (!require(HEAD + length)) {
            throw new ImportStoppedException("the file " + file + " ends within block " + count + " (byte " + offset
                    + "): " + length + " bytes are promised, " + (to - from - HEAD) + " are there");
        }
        FileBlock block = decode(offset, from + HEAD, length);
        from += HEAD + length;
        count++;
        return block;
    }

    private FileBlock decode(long offset, int start, int length) throws ImportStoppedException {
        try {
            ByteReader reader = new ByteReader(buffer, start, start + length);
            if (hasWitness(new ByteReader(buffer, start, start + length))) {
                throw witness(offset, BlockHeader.decode(reader).hash());
            }
            Block block = Block.decode(reader);
            reader.expectEnd();
            return new FileBlock(count, offset, block.hash(), block);
        } catch (MalformedException e) {
            throw new ImportStoppedException("block " + count + " of the file " + file + " (byte " + offset
                    + ") is no block: " + e.getMessage());
        }
    }

    /**
     * Whether a block is in the form of BIP 144: its coinbase says, in place of the number of inputs, that a witness
     * follows. In the form without, that would be a coinbase without inputs, which no block has.
     */
    private static boolean hasWitness(ByteReader reader) {
        BlockHeader.decode(reader);
        reader.readCompactSize();
        reader.readInt32();
        return reader.remaining() >= 2 && reader.readUInt8() == 0 && reader.readUInt8() == 1;
    }

    private ImportStoppedException witness(long offset, BlockHash hash) {
        return new ImportStoppedException(
                "block " + count + " of the file " + file + " (byte " + offset + ", hash " + hash
                        + ") holds a witness (BIP 144), as Bitcoin Core writes every block since SegWit is active; this node reads"
                        + " blocks of the form before SegWit. What stands before it in the file is imported. The rest can come"
                        + " from that Bitcoin Core node itself, which leaves the witness out for this one: on regtest, start with"
                        + " --connect HOST:PORT in place of --import");
    }

    /** Reads the block of a record whose place is known. */
    FileBlock at(int number, long offset) throws IOException, ImportStoppedException {
        bufferStart = offset;
        from = 0;
        to = 0;
        count = number;
        if (!require(HEAD) || !startsWithMagic()) {
            throw new ImportStoppedException("the file " + file + " changed while it was read (byte " + offset + ")");
        }
        return record((int) new ByteReader(buffer, 4, HEAD).readUInt32());
    }

    /** Makes sure that so many bytes are in the buffer; false if the file has fewer. */
    private boolean require(int bytes) throws IOException {
        if (to - from >= bytes) {
            return true;
        }
        byte[] target = bytes > buffer.length ? new byte[bytes + PIECE] : buffer;
        System.arraycopy(buffer, from, target, 0, to - from);
        bufferStart += from;
        to -= from;
        from = 0;
        buffer = target;
        while (to < bytes) {
            int read = channel.read(ByteBuffer.wrap(buffer, to, buffer.length - to), bufferStart + to);
            if (read < 0) {
                return false;
            }
            obfuscation.apply(buffer, to, to + read, bufferStart + to);
            to += read;
        }
        return true;
    }

    /** Where the next byte stands in the file. */
    long position() {
        return bufferStart + from;
    }

    /** The file's length. */
    long size() throws IOException {
        return channel.size();
    }

    /** Blocks read so far. */
    int count() {
        return count;
    }

    /** Bytes that belonged to no record. */
    long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
