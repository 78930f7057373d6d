package org.wonsi.node.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.store.db.DamagedBlockException;

/**
 * The handling of damaged blocks that somebody asked for: the operator is told, and they are fetched again. Any thread may use
 * it.
 */
final class DamagedBlocks {
    /** A block that stays damaged is spoken of no more often. */
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private static final int MAX_REMEMBERED = 1_000;

    private final InstantSource clock;
    private final Logger log;
    private final Consumer<BlockHash> repair;
    private final Map<BlockHash, Instant> told = new LinkedHashMap<>();

    /** Has a block that can be written again fetched by {@code repair}. */
    DamagedBlocks(InstantSource clock, Logger log, Consumer<BlockHash> repair) {
        this.clock = clock;
        this.log = log;
        this.repair = repair;
    }

    void found(DamagedBlockException damage) {
        if (isNews(damage.block())) {
            log.error(damage.getMessage());
            if (damage.isRewritable()) {
                repair.accept(damage.block());
            }
        }
    }

    private synchronized boolean isNews(BlockHash block) {
        Instant now = clock.instant();
        Instant last = told.get(block);
        if (last != null && now.isBefore(last.plus(LOG_INTERVAL))) {
            return false;
        }
        told.remove(block);
        told.put(block, now);
        if (told.size() > MAX_REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        return true;
    }
}
