package org.wonsi.node.miner;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;

/** A meter of a miner's tries: how fast lately, how many since the tip changed, and the least hash among those. */
final class HashMeter {
    /** The rate is that of the last ten seconds, in slots of one second. */
    private static final int SLOTS = 10;

    private static final long SLOT_NANOS = 1_000_000_000L;

    private final long[] slots = new long[SLOTS];
    private final LongSupplier nanoTime;
    private long slot;
    private long firstSlot;
    private long tries;
    private @Nullable Hash256 best;

    /** With a clock for durations, in nanoseconds. */
    HashMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.slot = nanoTime.getAsLong() / SLOT_NANOS;
        this.firstSlot = slot;
    }

    synchronized void add(long more, Hash256 hash) {
        advance();
        slots[Math.floorMod(slot, SLOTS)] += more;
        tries += more;
        if (best == null || hash.compareTo(best) < 0) {
            best = hash;
        }
    }

    private void advance() {
        long now = nanoTime.getAsLong() / SLOT_NANOS;
        if (now - slot >= SLOTS) {
            // Idle for long: an old rate says nothing.
            Arrays.fill(slots, 0);
            firstSlot = now;
        } else {
            for (long s = slot + 1; s <= now; s++) {
                slots[Math.floorMod(s, SLOTS)] = 0;
            }
        }
        slot = now;
    }

    /** The tip changed: a new search begins. */
    synchronized void restart() {
        tries = 0;
        best = null;
    }

    /** Tries per second over the last full seconds. */
    synchronized double rate() {
        advance();
        long full = Math.min(SLOTS - 1, slot - firstSlot);
        if (full == 0) {
            return slots[Math.floorMod(slot, SLOTS)];
        }
        long sum = 0;
        for (int i = 1; i <= full; i++) {
            sum += slots[Math.floorMod(slot - i, SLOTS)];
        }
        return (double) sum / full;
    }

    synchronized long tries() {
        return tries;
    }

    synchronized Optional<BlockHash> best() {
        return Optional.ofNullable(best).map(BlockHash::new);
    }
}
