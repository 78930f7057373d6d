package org.wonsi.node.store.db;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of an SQLite file, read without SQLite, which refuses a file whose first or inner pages are damaged.
 *
 * <p>Where the file has a log (WAL), a page is the newest that was committed there, unless the log is left out. Source:
 * sqlite.org/fileformat2.html.
 */
final class DatabasePages implements Closeable {
    private static final int USUAL_PAGE_SIZE = 4096;
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private final FileChannel file;
    private final Optional<FileChannel> log;
    private final int pageSize;
    private final int reserved;
    private final Map<Long, Long> inLog = new HashMap<>();

    private DatabasePages(FileChannel file, Optional<FileChannel> log) throws IOException {
        this.file = file;
        this.log = log;
        byte[] head = read(file, 0, 100);
        boolean known =
                head.length == 100 && new String(head, 0, 15, StandardCharsets.US_ASCII).equals("SQLite format 3");
        int written = known ? ((head[16] & 0xff) << 8) | (head[17] & 0xff) : 0;
        int size = written == 1 ? 65_536 : written;
        boolean possible = size >= 512 && Integer.bitCount(size) == 1;
        this.pageSize = possible ? size : USUAL_PAGE_SIZE;
        this.reserved = possible ? head[20] & 0xff : 0;
        if (log.isPresent()) {
            readLog(log.get());
        }
    }

    /** Opens a file, with its log if it has one and it is wanted. */
    static DatabasePages open(Path database, boolean withLog) throws IOException {
        Path real = database.toRealPath();
        Path log = real.resolveSibling(real.getFileName() + "-wal");
        FileChannel file = FileChannel.open(real, StandardOpenOption.READ);
        try {
            Optional<FileChannel> logFile = withLog && Files.isRegularFile(log)
                    ? Optional.of(FileChannel.open(log, StandardOpenOption.READ))
                    : Optional.empty();
            return new DatabasePages(file, logFile);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Notes where in the log the newest committed form of each page is. */
    private void readLog(FileChannel channel) throws IOException {
        byte[] head = read(channel, 0, LOG_HEADER);
        if (head.length < LOG_HEADER || number(head, 8) != pageSize) {
            return;
        }
        Map<Long, Long> transaction = new HashMap<>();
        long end = channel.size();
        for (long at = LOG_HEADER; at + FRAME_HEADER + pageSize <= end; at += FRAME_HEADER + pageSize) {
            byte[] frame = read(channel, at, FRAME_HEADER);
            // Frames with other salts are left from before the log was begun again.
            if (number(frame, 8) != number(head, 16) || number(frame, 12) != number(head, 20)) {
                return;
            }
            transaction.put(number(frame, 0), at + FRAME_HEADER);
            if (number(frame, 4) != 0) {
                inLog.putAll(transaction);
                transaction.clear();
            }
        }
    }

    /** Whether any page is newer in the log. */
    boolean hasLog() {
        return !inLog.isEmpty();
    }

    /** Bytes of a page that are used. */
    int usable() {
        return pageSize - reserved;
    }

    /** How many pages the file has; more may be in the log. */
    long count() throws IOException {
        long inFile = (file.size() + pageSize - 1) / pageSize;
        return Math.max(inFile, inLog.keySet().stream().mapToLong(n -> n).max().orElse(0));
    }

    /** A page, numbered from 1; shorter than a page, or empty, where the file ends. */
    byte[] page(long number) throws IOException {
        Long place = inLog.get(number);
        if (place != null && log.isPresent()) {
            return read(log.get(), place, pageSize);
        }
        return number < 1 ? new byte[0] : read(file, (number - 1) * pageSize, pageSize);
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** Four bytes, the most significant first. */
    static long number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at) & 0xffff_ffffL;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (log.isPresent()) {
                log.get().close();
            }
        }
    }
}
