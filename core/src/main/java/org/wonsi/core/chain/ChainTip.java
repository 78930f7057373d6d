package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The end of a branch.
 *
 * <p>For people who want to see forks: a branch of one block is an accident that happens when two miners find a
 * block at nearly the same time; a longer one deserves a look.
 *
 * @param node its last block
 * @param first the first block of the branch that isn't part of the active chain; of the active tip, itself
 * @param branchLength blocks since the branch left the active chain; 0 for the active tip
 * @param status what is known of it
 */
public record ChainTip(HeaderNode node, HeaderNode first, int branchLength, Status status) {
    /** The ends of all branches, the active one first, then by height. */
    static List<ChainTip> of(HeaderTree tree, HeaderNode tip) {
        List<ChainTip> tips = new ArrayList<>();
        for (HeaderNode leaf : tree.leaves()) {
            // A header may lie ahead of the tip, on the same branch; only a leaf that isn't before the tip is an
            // end of its own.
            if (!leaf.isAncestorOf(tip)) {
                int fork = leaf.commonAncestor(tip).height();
                tips.add(new ChainTip(leaf, leaf.ancestor(fork + 1), leaf.height() - fork, status(leaf)));
            }
        }
        tips.sort(Comparator.comparingInt((ChainTip t) -> t.node().height()).reversed());
        tips.add(0, new ChainTip(tip, tip, 0, Status.ACTIVE));
        return List.copyOf(tips);
    }

    /**
     * The word for a branch that isn't the active one.
     *
     * <p>A branch that was connected once is known to obey every rule; one that wasn't may break those about coins.
     */
    private static Status status(HeaderNode node) {
        if (!node.status().isAcceptable()) {
            return Status.INVALID;
        }
        if (!node.isLinked()) {
            return Status.HEADERS_ONLY;
        }
        return node.status() == BlockStatus.VALID ? Status.VALID_FORK : Status.VALID_HEADERS;
    }

    /**
     * Bitcoin Core's words for a branch, as {@code getchaintips} gives them.
     *
     * <p>Explorers and tests of other software read these words.
     */
    public enum Status {
        ACTIVE("active"),
        VALID_FORK("valid-fork"),
        VALID_HEADERS("valid-headers"),
        HEADERS_ONLY("headers-only"),
        INVALID("invalid");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        /** Bitcoin Core's word: "valid-fork". */
        public String code() {
            return code;
        }
    }
}
