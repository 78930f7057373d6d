package org.wonsi.node.mirror;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolEntry;

/**
 * A thread that keeps a database of PostgreSQL as the node's chain is.
 *
 * <p>It reads the node's own database as any program might, and the mempool as HTTP does. The node doesn't know of it: nothing waits for
 * it, and whatever becomes of PostgreSQL (slow, gone, full, another program's) ends in a line of the log and another try, at first
 * after a second, later after half a minute.
 */
public final class Mirror implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** After which a statement counts as failed. A step has some megabytes, so an answer that takes longer doesn't come. */
    private static final int SECONDS_FOR_AN_ANSWER = 60;

    private static final Duration FOR_THE_END = Duration.ofSeconds(2);

    private final Source source;
    private final DatabaseAddress address;
    private final Logger log;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();
    private String told = "";
    private boolean failing;

    /**
     * The node that is mirrored.
     *
     * @param file its database
     * @param name for people
     * @param id the same after each start, and no other node's
     * @param waiting its mempool as it stands, the highest fee rate first
     */
    public record Source(Path file, ChainParams params, String name, String id, Supplier<List<MempoolEntry>> waiting) {}

    private Mirror(Source source, DatabaseAddress address, Logger log) {
        this.source = source;
        this.address = address;
        this.log = log;
        this.thread = new Thread(this::run, source.name() + " mirror");
        // A program that ends doesn't wait for a database that doesn't answer.
        thread.setDaemon(true);
    }

    /** Starts; whether the database is there shows in the log. */
    public static Mirror start(Source source, DatabaseAddress address, Logger log) {
        Mirror mirror = new Mirror(source, address, log);
        mirror.thread.start();
        return mirror;
    }

    private void run() {
        Duration wait = Duration.ofSeconds(1);
        while (!isClosed()) {
            boolean worked = false;
            try (Connection connection = address.source(
                                    "wonsi mirror of " + ascii(source.name()), SECONDS_FOR_AN_ANSWER)
                            .getConnection();
                    ChainRows node = new ChainRows(source.file())) {
                open.set(connection);
                worked = write(connection, node);
            } catch (SQLException | RuntimeException e) {
                tell(e);
            } finally {
                open.set(null);
            }
            wait = worked ? Duration.ofSeconds(1) : wait.multipliedBy(2);
            wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            pause(wait);
        }
    }

    /** Writes until it fails or is to end; whether anything was written before. */
    private boolean write(Connection connection, ChainRows node) throws SQLException {
        connection.setAutoCommit(false);
        MirrorSchema.migrate(connection, source.params());
        MirrorWriter writer = new MirrorWriter(connection, node, source.id());
        writer.takeOver(source.name());
        boolean worked = false;
        long signOfLife = 0;
        MirrorWriter.Step last = new MirrorWriter.Step(-1, 0, 0, false);
        List<MempoolEntry> written = List.of();
        try {
            while (!isClosed()) {
                List<MempoolEntry> waiting = source.waiting().get();
                boolean due = System.nanoTime() - signOfLife >= BETWEEN_SIGNS_OF_LIFE.toNanos();
                if (due || !last.caughtUp() || !waiting.equals(written) || node.height() != last.height()) {
                    MirrorWriter.Step step = writer.step(waiting);
                    report(step, last, worked);
                    worked = true;
                    signOfLife = System.nanoTime();
                    written = waiting;
                    last = step;
                }
                if (last.caughtUp()) {
                    pause(BETWEEN_LOOKS);
                }
            }
        } catch (SQLException | RuntimeException e) {
            if (worked) {
                tell(e);
                return true;
            }
            throw e;
        }
        return worked;
    }

    private void report(MirrorWriter.Step step, MirrorWriter.Step last, boolean worked) {
        if (!worked || failing) {
            log.info("mirror: writes to {}, which is at block {}", address, step.height());
            failing = false;
            told = "";
        }
        if (step.disconnected() > 0) {
            log.info(
                    "mirror: {} blocks off and {} on, as the node's chain changed its branch; it is at block {}",
                    step.disconnected(),
                    step.connected(),
                    step.height());
        } else if (step.caughtUp() && !last.caughtUp()) {
            log.info("mirror: has caught up at block {}", step.height());
        }
    }

    /** The same trouble is told once, until it is over or another. */
    private void tell(Exception e) {
        if (isClosed()) {
            return;
        }
        failing = true;
        String what = e instanceof MirrorException || e instanceof SQLException
                ? DatabaseTrouble.words(e)
                : "ran into a mistake in this program, or a damaged block: " + DatabaseTrouble.words(e);
        if (what.equals(told)) {
            return;
        }
        told = what;
        log.warn("mirror: {}: {}; the node goes on without it, and it is tried again", address, what);
        if (!(e instanceof MirrorException || e instanceof SQLException)) {
            log.debug("mirror: where it was", e);
        }
    }

    private static String ascii(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but who ends it.
            closed.countDown();
        }
    }

    /** Ends within two seconds, whatever the database does; what wasn't committed is done again at the next start. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(FOR_THE_END.toMillis() / 2);
            Connection connection = open.get();
            if (thread.isAlive() && connection != null) {
                connection.abort(Runnable::run);
            }
            thread.join(FOR_THE_END.toMillis() / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.debug("mirror: the connection couldn't be broken off", e);
        }
    }
}
