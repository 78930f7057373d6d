package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;

/**
 * A record of what happens while the chain takes in one block: how the tip moved, and which blocks turned out invalid.
 *
 * <p>One block can cause many: five that come back, six that are connected, one that fails. Mempool, wallets and
 * the board must hear of all, in order, or they would go on believing in payments that are undone.
 */
final class ActivationLog {
    private final List<TipChange> changes = new ArrayList<>();
    private final Map<HeaderNode, Violation> violations = new LinkedHashMap<>();

    void connected(HeaderNode node, Block block) {
        changes.add(new TipChange(TipChange.Kind.CONNECTED, node, block));
    }

    void disconnected(HeaderNode node, Block block) {
        changes.add(new TipChange(TipChange.Kind.DISCONNECTED, node, block));
    }

    void failed(HeaderNode node, Violation violation) {
        violations.put(node, violation);
    }

    List<TipChange> changes() {
        return changes;
    }

    /** The blocks that turned out to break a rule themselves, in the order in which that was found. */
    Map<BlockHash, Violation> refused() {
        Map<BlockHash, Violation> refused = new LinkedHashMap<>();
        violations.forEach((node, violation) -> refused.put(node.hash(), violation));
        return refused;
    }

    /**
     * What came of a block: its own violation, or that of a block before it which was only checked now.
     *
     * <p>A block can be refused for the fault of one before it that was stored unchecked on a branch that didn't
     * lead. Its sender couldn't know that.
     */
    BlockResult result(HeaderNode node) {
        if (node.status().isAcceptable()) {
            return BlockResult.accepted(changes, refused());
        }
        return BlockResult.invalid(
                Optional.ofNullable(violations.get(node)).orElseGet(this::ofAncestor), changes, refused());
    }

    private Violation ofAncestor() {
        String details = violations.entrySet().stream()
                .map(e -> "block " + e.getKey().hash() + " before it is invalid: " + e.getValue())
                .findFirst()
                .orElse("a block before it is invalid");
        return new Violation(RejectReason.BAD_PREV_BLOCK, details);
    }
}
