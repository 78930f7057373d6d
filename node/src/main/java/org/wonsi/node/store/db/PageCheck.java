package org.wonsi.node.store.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The check of a database's pages, one by one, on a thread and a connection of its own while the chain is read: each takes about
 * a tenth of a second for 10,000 blocks, and a machine has more than one processor.
 *
 * <p>Nothing that was read may be used, and nothing be written, before {@link #await} has returned.
 */
public final class PageCheck {
    /** Larger files aren't checked so: it would take seconds at every start. {@code wonsi verify} does. */
    private static final long LARGEST = 32_000_000;

    private final CompletableFuture<Void> done;

    private PageCheck(CompletableFuture<Void> done) {
        this.done = done;
    }

    /** Begins, if there is a file, and it isn't too large. */
    public static PageCheck begin(Path file) throws StorageException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!isChecked(file)) {
            done.complete(null);
            return new PageCheck(done);
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        check(file);
                        done.complete(null);
                    } catch (StorageException | RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                },
                "page check " + file);
        thread.setDaemon(true);
        thread.start();
        return new PageCheck(done);
    }

    private static boolean isChecked(Path file) throws StorageException {
        try {
            return Files.exists(file) && Files.size(file) <= LARGEST;
        } catch (IOException e) {
            throw new StorageException(StorageException.Kind.FAILED, file + " can't be read: " + e.getMessage());
        }
    }

    private static void check(Path file) throws StorageException {
        try (Connection connection = Database.openReader(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = row.next() ? row.getString(1) : "no answer";
            if (!answer.equals("ok")) {
                throw StorageException.damaged(file, answer.lines().findFirst().orElse(answer));
            }
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        }
    }

    /**
     * Waits for its end.
     *
     * @throws StorageException if a page is damaged, or can't be read
     */
    public void await() throws StorageException {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException damaged) {
                throw damaged;
            }
            throw e;
        }
    }

    /** Waits for its end, and is content with all but damage: whoever asks has failed already, and only damage says more than that. */
    public void awaitDamage() throws StorageException {
        try {
            await();
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.DAMAGED) {
                throw e;
            }
        }
    }
}
