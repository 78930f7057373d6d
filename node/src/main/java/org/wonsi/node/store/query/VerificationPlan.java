package org.wonsi.node.store.query;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.ImportProgress;

/**
 * The plan of a verification: which blocks of a stored chain, and how thoroughly. The levels are Bitcoin Core's, for
 * {@code verifychain}; each holds those below.
 *
 * <pre>
 *   0   the blocks can be read and have their hashes
 *   1   they keep the rules that need no coins, and their headers' rows are right
 *   2   the outputs they spent are marked as spent by them, and are those of the blocks that made them
 *   3   the rows they made are what they say: taken back, the state before would be whole
 *   4   connected again, they keep all rules, scripts included
 * </pre>
 *
 * @param level 0 to 4
 * @param blocks how many, from the tip down; 0 for all
 * @param headers finds a header of the active chain; what it finds must keep the rules
 * @param listener told about once a second
 * @param cancelled asked between blocks; true ends it early
 */
public record VerificationPlan(
        int level,
        int blocks,
        ChainParams params,
        Function<BlockHash, Optional<HeaderNode>> headers,
        ScriptCheckRunner scripts,
        Consumer<ImportProgress> listener,
        BooleanSupplier cancelled) {
    public VerificationPlan {
        if (level < 0 || level > 4 || blocks < 0) {
            throw new IllegalArgumentException("levels are 0 to 4, not " + level + ", blocks 0 or more, not " + blocks);
        }
    }
}
