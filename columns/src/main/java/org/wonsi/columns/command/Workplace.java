package org.wonsi.columns.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory for what one run needs on the disk; only this user can look into it. It is deleted at the end, also after
 * Ctrl-C.
 */
final class Workplace implements AutoCloseable {
    private final Path directory;
    private final Thread atExit;

    private Workplace(Path directory) {
        this.directory = directory;
        this.atExit = new Thread(() -> delete(directory), "delete " + directory);
    }

    static Workplace make() {
        try {
            Workplace made = new Workplace(Files.createTempDirectory("wonsi-sql-"));
            Runtime.getRuntime().addShutdownHook(made.atExit);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    System.getProperty("java.io.tmpdir") + " can't be written: " + e.getMessage(), e);
        }
    }

    Path directory() {
        return directory;
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("wonsi: " + directory + " can't be deleted (" + e.getMessage() + "); delete it by hand");
        }
    }

    @Override
    public void close() {
        delete(directory);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // The program is ending, and the hook finds nothing more to delete.
        }
    }
}
