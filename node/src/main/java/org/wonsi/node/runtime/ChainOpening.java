package org.wonsi.node.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockFault;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.SqliteChainStore;

/**
 * The opening of a node's chain from its store, at the start and after a mistake of this program.
 *
 * <p>A block on which the program fails twice is put aside for this run: it is kept, but neither it nor what builds on it is
 * connected until an operator says {@code reconsiderblock}. Without that a single block, once it is stored, would bring the
 * same mistake about each time the chain is read, and the node would never start again. For one thread at a time.
 */
final class ChainOpening {
    private static final int FAULTS_BEFORE_ASIDE = 2;

    /** With more blocks than this the mistake is no single block's. */
    private static final int MOST_ASIDE = 100;

    private final ChainParams params;
    private final SqliteChainStore store;
    private final ScriptCheckRunner scriptChecks;
    private final Logger log;
    private final Map<BlockHash, Integer> faults = new HashMap<>();
    private final Set<BlockHash> aside = new HashSet<>();

    ChainOpening(ChainParams params, SqliteChainStore store, ScriptCheckRunner scriptChecks, Logger log) {
        this.params = params;
        this.store = store;
        this.scriptChecks = scriptChecks;
        this.log = log;
    }

    /** Notes that a block led to a fault, if one did. */
    void note(Throwable fault) {
        if (fault instanceof BlockFault stumbled
                && faults.merge(stumbled.block(), 1, Integer::sum) >= FAULTS_BEFORE_ASIDE) {
            log.error(
                    "block {} is put aside until the next start, or until it is reconsidered (reconsiderblock): this"
                            + " program stumbled over it twice",
                    stumbled.block());
            aside.add(stumbled.block());
        }
        if (faults.size() > MOST_ASIDE) {
            // What is only counted may be forgotten; at worst it is counted again.
            faults.keySet().retainAll(aside);
        }
    }

    /** The blocks that are put aside. */
    Set<BlockHash> setAside() {
        return Set.copyOf(aside);
    }

    /**
     * The chain as the store has it, moved on to the best branch that doesn't lead to a fault.
     *
     * @throws BlockFault if more than a hundred blocks do
     * @throws java.io.UncheckedIOException if the store has failed
     */
    ChainState open() {
        while (true) {
            try {
                return new ChainState(params, store, scriptChecks, aside);
            } catch (BlockFault e) {
                log.error("reading the chain ran into a mistake in this program; please report it", e);
                note(e);
                if (aside.size() > MOST_ASIDE) {
                    throw e;
                }
                store.reopen();
            }
        }
    }
}
