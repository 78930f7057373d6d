package org.wonsi.node.store.blockfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The key that Bitcoin Core's block files are written with since version 28.0.
 *
 * <p>Each byte is combined by exclusive or with a byte of a key of 8, chosen by its place in the file, so that no virus
 * scanner finds its patterns in what strangers put into blocks. The key is in {@code xor.dat} beside the files; files
 * that an older version began, and exported ones, are plain. Source: Bitcoin Core, {@code InitBlocksdirXorKey}.
 */
final class FileObfuscation {
    static final String KEY_FILE = "xor.dat";
    static final FileObfuscation NONE = new FileObfuscation(new byte[8]);

    private final byte[] key;

    private FileObfuscation(byte[] key) {
        this.key = key;
    }

    /** Finds out whether a file is plain, by its first four bytes; {@code magic} is what they should be. */
    static FileObfuscation of(Path file, FileChannel channel, byte[] magic) throws IOException {
        Path keyFile = file.toAbsolutePath().resolveSibling(KEY_FILE);
        byte[] start = new byte[magic.length];
        int read = channel.read(ByteBuffer.wrap(start), 0);
        if (read < magic.length || Arrays.equals(start, magic) || !Files.isRegularFile(keyFile)) {
            return NONE;
        }
        if (Files.size(keyFile) != NONE.key.length) {
            throw new IOException(keyFile + ", the key of " + file + ", has " + Files.size(keyFile)
                    + " bytes, a key has 8; copy it from Bitcoin Core's blocks directory again");
        }
        FileObfuscation keyed = new FileObfuscation(Files.readAllBytes(keyFile));
        keyed.apply(start, 0, start.length, 0);
        return Arrays.equals(start, magic) ? keyed : NONE;
    }

    /** Makes read bytes plain; the first of them stands at {@code position} of the file. */
    void apply(byte[] bytes, int from, int to, long position) {
        if (this == NONE) {
            return;
        }
        for (int i = from; i < to; i++) {
            bytes[i] ^= key[(int) ((position + i - from) & 7)];
        }
    }
}
