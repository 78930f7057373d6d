package org.wonsi.node.http.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This node's verdict on a block of which nothing was kept.
 *
 * @param hash of its header
 * @param prev the block it names as the one before
 * @param merkleRoot what the header says
 * @param computedRoot what the transactions give
 * @param standing new, known (the node has a block of this hash and would not look at another) or invalid (it has refused one)
 * @param height of its place; absent if the block before is unknown
 * @param reason Bitcoin Core's string for the rule at which the node would stop; absent if it found none
 * @param findings what each gate says, in the order in which the node asks; the later ones as if those before had passed
 * @param branch the way of the transaction that was asked for
 */
public record Trial(
        String hash,
        String prev,
        String merkleRoot,
        String computedRoot,
        String standing,
        @Nullable Integer height,
        @Nullable String reason,
        List<Finding> findings,
        @Nullable Branch branch) {
    public Trial {
        findings = List.copyOf(findings);
    }

    /**
     * One gate.
     *
     * @param gate work, root, content, header, place, coins or scripts
     * @param outcome passed, refused or not_judged: a gate before it must pass first, the coins at that place aren't known, or
     *     it would take too long
     * @param reason Bitcoin Core's string; absent if it isn't refused
     * @param detail what exactly is wrong; empty if it isn't refused
     */
    public record Finding(
            String gate, String outcome, @Nullable String reason, String detail) {}
}
