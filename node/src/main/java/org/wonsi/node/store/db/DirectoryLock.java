package org.wonsi.node.store.db;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a directory that only one program at a time may use: a node's data, a seminar's runs, an export's files.
 *
 * <p>Two nodes on one database would give the same row numbers to different blocks, and each would keep coins in memory
 * that the other has spent.
 *
 * <p>The operating system drops the lock when the process ends, however it ends, so that no stale lock can be left. The
 * file {@code .lock} holds the process id for people; its last possible byte is what is locked, because Windows forbids
 * others to read locked bytes.
 */
public final class DirectoryLock implements Closeable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Locks a directory, which is made if it isn't there. */
    public static DirectoryLock acquire(Path directory) throws StorageException {
        Path file = directory.resolve(".lock");
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE,
                    "the data directory " + directory + " can't be made: " + e.getMessage()
                            + " is a file; choose another with --data-dir");
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE,
                    "the data directory " + directory + " can't be written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); make it writable, or choose another with --data-dir");
        }
        try {
            if (lock(channel) == null) {
                StorageException inUse = inUse(directory, holder(channel));
                channel.close();
                throw inUse;
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
            return new DirectoryLock(channel);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            try {
                channel.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE, file + " can't be locked: " + e.getMessage());
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // Another node of this very process.
        }
    }

    private static StorageException inUse(Path directory, String holder) {
        return new StorageException(
                StorageException.Kind.IN_USE,
                "Cannot obtain a lock on directory " + directory
                        + ". Wonsi is probably already running: the directory is in"
                        + " use by another node (process " + holder
                        + "); stop that one, or choose another with --data-dir");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
