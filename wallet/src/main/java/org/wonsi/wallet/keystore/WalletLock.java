package org.wonsi.wallet.keystore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.wallet.problem.Notice;

/**
 * A lock that keeps other processes from saving a wallet while one does; to be held for as long as that takes, and not while a
 * person is asked or a node answers.
 *
 * <p>The lock file says who holds it, so that a command that waits can name it. The operating system lets go of the lock when
 * its process ends, however it ends.
 */
public final class WalletLock implements AutoCloseable {
    private static final Pattern HOLDER = Pattern.compile("([0-9]{1,18}) ([0-9]{1,12})\\s*");
    private static final int MOST_BYTES = 64;

    /** A byte far behind the text: where locks forbid reading (Windows), the text can still be read. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;
    private final FileLock lock;

    /**
     * A process that holds a lock.
     *
     * @param pid its number
     * @param since when it got the lock
     */
    public record Holder(long pid, Instant since) {}

    private WalletLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, waiting for it if another process holds it.
     *
     * @param waiting told once before the waiting begins: who holds it, if that can be read
     */
    static WalletLock take(Path file, Consumer<Optional<Holder>> waiting) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                AtomicFile.ownerOnly("rw-------"));
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                waiting.accept(holder(channel));
                lock = channel.lock(LOCKED_BYTE, 1, false);
            }
            writeHolder(
                    channel, ProcessHandle.current().pid() + " " + Instant.now().getEpochSecond() + "\n");
            return new WalletLock(channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The sentence for who waits. */
    public static Notice.Waiting waiting(String wallet, Optional<Holder> holder) {
        return new Notice.Waiting(
                wallet,
                holder.map(other -> Long.toString(other.pid())).orElse("?"),
                holder.map(other -> other.since().toString()).orElse("?"));
    }

    private static void writeHolder(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static Optional<Holder> holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        channel.read(bytes, 0);
        Matcher matcher = HOLDER.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII));
        return matcher.matches()
                ? Optional.of(new Holder(
                        Long.parseLong(matcher.group(1)), Instant.ofEpochSecond(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    /** Lets the next one in. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
