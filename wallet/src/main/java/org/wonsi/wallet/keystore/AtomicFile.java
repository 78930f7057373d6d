package org.wonsi.wallet.keystore;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A writer of files in one step: under another name, forced to the disk, renamed, and the directory forced too.
 *
 * <p>The last is what makes the new name last: until a directory is on the disk, a power cut can bring the old file back, or
 * none. The other name says which process writes ({@code kim.wallet.PID-START-NUMBER.tmp}), so that what a killed one left
 * behind can be told from what a living one is writing.
 */
final class AtomicFile {
    private static final Pattern TEMPORARY = Pattern.compile("\\.([0-9]{1,19})-([0-9]{1,19})-[0-9]+\\.tmp");

    private final Force force;

    /** The operation that forces a directory's entries to the disk. */
    interface Force {
        /** Returns once they are on the disk. */
        void directory(Path directory) throws IOException;
    }

    /** With a way to force directories of one's own. */
    AtomicFile(Force force) {
        this.force = force;
    }

    /** As the operating system does it. Windows can't open a directory; it writes its entries through by itself. */
    static AtomicFile onDisk() {
        return new AtomicFile(directory -> {
            if (File.separatorChar == '/') {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        });
    }

    /** Writes a text, for its owner alone; the directory is made if it isn't there. */
    void write(Path file, String text) throws IOException {
        Path directory = parent(file);
        makeDirectories(directory);
        Path fresh = Files.createTempFile(
                directory, file.getFileName() + "." + self() + "-", ".tmp", ownerOnly("rw-------"));
        try {
            writeThrough(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        force.directory(directory);
    }

    /** Makes a directory and what is missing above it, each forced into the one that holds it. */
    void makeDirectories(Path directory) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = directory; path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        Files.createDirectories(directory, ownerOnly("rwx------"));
        for (Path made : missing) {
            force.directory(parent(made));
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException("only a root has no parent, and it always exists: " + file);
        }
        return parent;
    }

    private static String self() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + start(self);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void writeThrough(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Removes what writers of a file left behind when they were killed. The caller holds the lock that writers hold. */
    static void removeLeftovers(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            for (Path other : files.toList()) {
                String otherName = other.getFileName().toString();
                if (otherName.startsWith(name) && isLeftover(otherName.substring(name.length()))) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static boolean isLeftover(String ending) {
        Matcher matcher = TEMPORARY.matcher(ending);
        return matcher.matches()
                && ProcessHandle.of(Long.parseLong(matcher.group(1)))
                        .filter(ProcessHandle::isAlive)
                        // Numbers of processes are used again; the start tells them apart.
                        .filter(process -> start(process) == Long.parseLong(matcher.group(2)))
                        .isEmpty();
    }

    /** The mode of a new file or directory, where the file system has modes. */
    static FileAttribute<?>[] ownerOnly(String mode) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
