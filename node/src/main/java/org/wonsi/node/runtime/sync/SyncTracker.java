package org.wonsi.node.runtime.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wonsi.core.chain.ChainState;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.service.SyncProgress;

/**
 * A tracker of how far a node is behind the chain that it knows of: what is missing, how fast it comes, and who waits for it.
 * For the chain thread alone.
 */
public final class SyncTracker {
    /** With more blocks than this to fetch, they are stored in batches, once they do arrive one after the other. */
    private static final int FAR_BEHIND = 50;

    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final InitialDownload initialDownload;
    private final SyncMeter meter = new SyncMeter();
    private MissingBlocks missing = new MissingBlocks();
    private Instant progressSeen = Instant.MIN;
    private boolean farBehind;

    public SyncTracker(InitialDownload.Limits limits, InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.initialDownload = new InitialDownload(limits, nanoTime.getAsLong());
    }

    /** Begins again with a chain that was read again; the initial download, once over, stays over. */
    public void restart() {
        missing = new MissingBlocks();
        meter.reset();
        farBehind = false;
    }

    /** Looks at the chain; after each change, and at least once a second. */
    public void look(ChainState chain) {
        long nanos = nanoTime.getAsLong();
        initialDownload.look(chain.tip(), clock.instant(), nanos);
        missing.look(chain.tip(), chain.bestHeader(), nanos);
        farBehind = missing.areArriving() && (farBehind || missing.count() > FAR_BEHIND);
    }

    /** Keeps the rate of catching up; whether it is time to show it, as it falls while no block comes. */
    public boolean measure(ChainState chain) {
        if (missing.count() == 0) {
            meter.reset();
            return false;
        }
        Instant now = clock.instant();
        meter.note(chain.tip().height(), now);
        boolean due = !progressSeen.plus(BETWEEN_PROGRESS).isAfter(now);
        if (due) {
            progressSeen = now;
        }
        return due;
    }

    /**
     * Whether so many blocks come one after the other that they should share commits. It stays so until the last of them is here:
     * the last fifty may be the largest, and each would wait for the disk, and read its coins from there.
     */
    public boolean isFarBehind() {
        return farBehind;
    }

    /** Whether the chain is still fetched for the first time in this run. */
    public boolean isInitial() {
        return !initialDownload.isOver();
    }

    /** Whether the miner waits, and for what, in a sentence for people. */
    public Optional<String> mineLater() {
        return initialDownload.mineLater(missing.count());
    }

    /** Whether others have been shown something else. */
    public boolean differsFrom(NodeSnapshot shown) {
        return missing.count() != shown.sync().missing() || isInitial() != shown.initialDownload();
    }

    /** What others are shown. */
    public SyncProgress progress(ChainState chain) {
        int height = chain.tip().height();
        int count = missing.count();
        double rate = count == 0 ? 0 : meter.blocksPerSecond(height, clock.instant());
        int target = count == 0 ? height : chain.bestHeader().height();
        return new SyncProgress(height, target, count, missing.undelivered(), rate);
    }
}
