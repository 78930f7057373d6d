package org.wonsi.node.store.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of text beside the database that says which chain is in it, written at each start.
 *
 * <p>Without it a database that was emptied or lost would look like a new node's, which begins at genesis and says nothing.
 */
public final class ChainNote {
    public static final String FILE_NAME = "chain.note";

    private static final Pattern HEIGHT = Pattern.compile("at height (\\d{1,9})");

    private static final int MAX_LENGTH = 300;

    private ChainNote() {}

    /** The line; empty if there is none. */
    public static Optional<String> read(Path directory) throws StorageException {
        Path file = directory.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            return Optional.of(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
        } catch (IOException e) {
            throw unusable(file, "read", e);
        }
    }

    /** The height in such a line; 0 if it names none. */
    public static int height(String line) {
        Matcher matcher = HEIGHT.matcher(line);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /**
     * Writes the note for a chain as it is now.
     *
     * @throws StorageException if the file can't be written
     */
    public static void write(Path directory, String network, int height, Instant now) throws StorageException {
        Path file = directory.resolve(FILE_NAME);
        try {
            Files.writeString(
                    file,
                    "the " + network + " chain, at height " + height + " when its node started at "
                            + now.truncatedTo(ChronoUnit.SECONDS) + "\n");
        } catch (IOException e) {
            throw unusable(file, "written", e);
        }
    }

    /** Lets a chain begin again here. */
    public static void forget(Path directory) throws StorageException {
        Path file = directory.resolve(FILE_NAME);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(file, "deleted", e);
        }
    }

    private static StorageException unusable(Path file, String verb, IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left on device")) {
            return StorageException.full(file.resolveSibling(Database.FILE_NAME), e);
        }
        return new StorageException(
                StorageException.Kind.NOT_WRITABLE,
                file + " can't be " + verb + " (" + StorageException.reason(e)
                        + "); it holds one line about the chain beside it: move it away, or choose another directory"
                        + " with --data-dir");
    }
}
