package org.wonsi.node.command.program;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.wonsi.node.service.SyncProgress;
import org.wonsi.node.store.db.ImportProgress;

/**
 * The lines on the console about an import, a rebuild or an export: how far it is, how fast it goes and how long it will take.
 */
public final class ImportLines {
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant began;

    /** Counts from now on. */
    public ImportLines(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** "  31 %, 118 blocks, 1519 transactions, 402 blocks/s, 9 s left"; without the last two before a second has passed. */
    public void show(ImportProgress progress) {
        long millis = Duration.between(began, clock.instant()).toMillis();
        String line = "  " + progress.percent() + " %, " + progress.blocks() + " blocks, " + progress.transactions()
                + " transactions";
        out.println(millis < 1_000 ? line : line + pace(progress, millis));
        out.flush();
    }

    private static String pace(ImportProgress progress, long millis) {
        String rate = ", " + progress.blocks() * 1_000L / millis + " blocks/s";
        if (progress.bytes() == 0 || progress.bytes() == progress.totalBytes()) {
            return rate;
        }
        double left = (double) millis / progress.bytes() * (progress.totalBytes() - progress.bytes());
        return rate + ", " + SyncProgress.inWords((long) Math.ceil(left / 1_000)) + " left";
    }
}
