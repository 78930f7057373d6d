package org.wonsi.node.seminar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonsi.node.store.db.DirectoryLock;

/**
 * The talk's files: {@code now/NAME} for each node of the present run, {@code kept-TIME} for runs set aside.
 *
 * <p>Locked as a whole, so that a second seminar can't set aside the run of the first while it goes on.
 */
public final class SeminarDirectory implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path directory;
    private final DirectoryLock lock;

    private SeminarDirectory(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes the directory, making it if need be. */
    public static SeminarDirectory open(Path directory) throws IOException {
        return new SeminarDirectory(directory, DirectoryLock.acquire(directory));
    }

    /** Where the present run lies. */
    public Path now() {
        return directory.resolve("now");
    }

    /** Where experiments put the files of their own networks; what a killed run left there is deleted. */
    public Path lab() throws IOException {
        Path lab = directory.resolve("lab");
        if (Files.exists(lab)) {
            try (Stream<Path> files = Files.walk(lab)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return lab;
    }

    /** Whether there is a run to resume. */
    public boolean hasRun() {
        return Files.isDirectory(now());
    }

    /** Makes room for a new run; returns where the last one, if any, went. */
    public Optional<Path> setAside(LocalDateTime time) throws IOException {
        if (!hasRun()) {
            return Optional.empty();
        }
        Path kept = directory.resolve("kept-" + time.format(TIME));
        Files.move(now(), kept);
        return Optional.of(kept);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
