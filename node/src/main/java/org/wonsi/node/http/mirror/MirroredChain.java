package org.wonsi.node.http.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.node.http.rest.ReadableChain;
import org.wonsi.node.mirror.DatabaseAwayException;
import org.wonsi.node.mirror.MirrorException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.MirroredMempool;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.ChainReads;

/**
 * A mirror's chain and mempool as the public paths see them, and a thread that looks twice a second what has changed.
 *
 * <p>A database that is away, or can't be used, is asked again after half a second, later after five; the log has a line when that
 * begins, when the reason is another one, and when it ends.
 *
 * <p>What the thread knows (height, mempool, age) may be half a second behind the database; what is asked of {@link #queries} isn't.
 */
public final class MirroredChain implements ReadableChain, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MirroredChain.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** More new blocks than this aren't told one by one. */
    private static final int MOST_TOLD = 20;

    private final MirrorReader reader;
    private final MirroredMempool mempool;
    private final EventLog events;
    private final Duration bound;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Look> last = Optional.empty();
    private volatile Optional<Trouble> trouble = Optional.of(Trouble.NOT_ASKED);
    private Optional<BlockInfo> tip = Optional.empty();
    private Duration wait = BETWEEN_LOOKS;

    /** What a look saw, and when by {@link System#nanoTime}. */
    private record Look(MirrorReader.AsOf state, long nanos) {}

    /** Why nothing can be shown. */
    enum Trouble {
        NOT_ASKED("this server is starting; ask again in a few seconds"),
        AWAY("the database behind this server doesn't answer; ask again in a few seconds"),
        EMPTY("the database behind this server holds no mirror yet; ask again in a few seconds"),
        UNFIT("the database behind this server can't be used as it is; the server's log says why"),
        MISTAKE("this server failed to read its database; its log says why");

        /** For whoever asks. */
        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        static Trouble of(RuntimeException e) {
            if (e instanceof DatabaseAwayException) {
                return AWAY;
            }
            if (e instanceof MirrorException unfit) {
                return unfit.isYetToCome() ? EMPTY : UNFIT;
            }
            return MISTAKE;
        }
    }

    private MirroredChain(MirrorReader reader, EventLog events, Duration bound) {
        this.reader = reader;
        this.mempool = new MirroredMempool(reader);
        this.events = events;
        this.bound = bound;
        this.thread = new Thread(this::run, "mirror watch");
        thread.setDaemon(true);
    }

    /**
     * Begins to look; once at once if the database was there before.
     *
     * @param events hears of new blocks
     * @param bound how old what is shown may be
     */
    public static MirroredChain watch(MirrorReader reader, EventLog events, Duration bound) {
        MirroredChain chain = new MirroredChain(reader, events, bound);
        if (reader.isKnown()) {
            chain.look();
        }
        chain.thread.start();
        return chain;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but who ends it.
            closed.countDown();
        }
    }

    private void look() {
        try {
            if (trouble.isPresent()) {
                reader.check();
            }
            MirrorReader.AsOf state = reader.now();
            long nanos = System.nanoTime();
            mempool.refresh(state.mempoolVersion());
            last = Optional.of(new Look(state, nanos));
            tellBlocks(state.node());
            wait = BETWEEN_LOOKS;
            if (trouble.isPresent()) {
                LOG.info("the database answers; its chain is at block {}", state.height());
                trouble = Optional.empty();
            }
        } catch (RuntimeException e) {
            note(Trouble.of(e), e);
        }
    }

    private void note(Trouble found, RuntimeException e) {
        if (closed.getCount() == 0) {
            return;
        }
        wait = trouble.isEmpty() ? BETWEEN_LOOKS : wait.multipliedBy(2);
        wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        if (trouble.equals(Optional.of(found))) {
            return;
        }
        trouble = Optional.of(found);
        if (found == Trouble.MISTAKE) {
            LOG.error("reading the database failed by a mistake in this program; it is tried again", e);
        } else {
            LOG.warn(
                    "{}: {}; it is asked again until it can be used",
                    found == Trouble.AWAY ? "the database doesn't answer" : "the database can't be used",
                    e.getMessage());
        }
    }

    /** Tells the page's event stream of what is new; of a change of branches it says only that all is to be loaded anew. */
    private void tellBlocks(String node) {
        Optional<BlockInfo> now = reader.unbounded(q -> q.tip());
        if (now.equals(tip) || now.isEmpty()) {
            return;
        }
        int from = tip.map(BlockInfo::height).orElse(now.get().height());
        int count = now.get().height() - from;
        List<BlockInfo> fresh = count < 1 || count > MOST_TOLD
                ? List.of()
                : reader.unbounded(q -> q.blocksDownFrom(now.get().height(), count));
        boolean follows = !fresh.isEmpty()
                && tip.map(old -> old.hash()
                                .equals(fresh.get(fresh.size() - 1).header().prevBlock()))
                        .orElse(false);
        if (follows) {
            for (int i = fresh.size() - 1; i >= 0; i--) {
                BlockInfo block = fresh.get(i);
                events.publish(
                        node,
                        new LoggedEvent.BlockChange(
                                block.hash().toDisplay(),
                                block.header().prevBlock().toDisplay(),
                                block.height(),
                                "",
                                block.txCount(),
                                LoggedEvent.BlockMove.CONNECTED));
            }
        } else if (tip.isPresent()) {
            events.publish(
                    node,
                    new LoggedEvent.Reorg(
                            tip.get().hash().toDisplay(),
                            now.get().hash().toDisplay(),
                            Math.min(from, now.get().height()),
                            0,
                            0));
        }
        tip = now;
    }

    @Override
    public ChainParams params() {
        return reader.params();
    }

    @Override
    public ChainReads queries() {
        return reader;
    }

    @Override
    public int height() {
        return last.map(look -> Math.max(0, look.state().height())).orElse(0);
    }

    @Override
    public List<MempoolEntry> waiting() {
        return mempool.entries();
    }

    /** The last state that was seen; none before the database answered. */
    Optional<MirrorReader.AsOf> seen() {
        return last.map(Look::state);
    }

    /** The name of the node that is mirrored. */
    public String node() {
        return last.map(look -> look.state().node()).orElse("");
    }

    /** How old what is shown is; the longest there is before the database answered. */
    Duration age() {
        return last.map(look -> Duration.ofMillis(look.state().ageMillis()).plusNanos(System.nanoTime() - look.nanos()))
                .orElse(Duration.ofMillis(Long.MAX_VALUE));
    }

    /** Why nothing can be shown, in a sentence for whoever asks; nothing if all is well. */
    Optional<String> whyNot() {
        Optional<Trouble> now = trouble;
        if (now.isPresent()) {
            return Optional.of(now.get().words);
        }
        if (age().compareTo(bound) <= 0) {
            return Optional.empty();
        }
        long trueAt = last.map(look -> look.state().trueAt()).orElse(0L);
        return Optional.of(
                trueAt == 0
                        ? "the mirror behind this server is being filled for the first time; ask again later"
                        : "what this server could show is from " + Instant.ofEpochMilli(trueAt)
                                + ", which is more than " + bound.toSeconds() + " s ago; its database is behind");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
