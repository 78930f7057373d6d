package org.wonsi.core.chain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The removal of headers that are no longer wanted, so many at a time, since anybody can announce 20,000 and forgetting
 * all of them at once would hold up everything else.
 *
 * <pre>
 *   genesis - 1 - 2 - 3 - 4 - 5      4 and 5 go first, then 3; 2 stays, as its block is here
 *                 ^block
 * </pre>
 *
 * <p>It goes from the ends of the branches down, so that what is left is a tree after each step, in memory and in the store.
 * What a block that is here is built on stays. What isn't forgotten yet is known as before; what is told on top of it goes
 * with it, and a header that was forgotten is new when it comes again.
 *
 * <p>A header costs a sender little where work is easy, as on the seminar's network or at the start of Bitcoin's
 * chain, and this node memory and disk. So headers whose blocks never come must leave, or the tree would grow as
 * somebody else pleases.
 */
public final class HeaderPruning {
    /** Asking the store whether it has a block takes as long as so many other steps. */
    private static final int STEPS_OF_A_LOOK = 10;

    private final HeaderTree headers;
    private final ChainStore store;
    /** Those whose turn comes, the next one first; each is looked at before and after what builds on it. */
    private final Deque<HeaderNode> waiting = new ArrayDeque<>();
    /** Those whose turn is over and that are still there: a block's headers, and what those are built on. */
    private final Set<HeaderNode> staying = new HashSet<>();

    private int steps;
    private int count;

    HeaderPruning(HeaderTree headers, ChainStore store, Collection<HeaderNode> unwanted) {
        this.headers = headers;
        this.store = store;
        unwanted.forEach(waiting::push);
    }

    /** Whether these are headers of that tree. */
    public boolean isOf(HeaderTree tree) {
        return headers == tree;
    }

    /** Whether all that can be forgotten is. */
    public boolean isOver() {
        return waiting.isEmpty();
    }

    /** How many are gone by now. */
    public int count() {
        return count;
    }

    /**
     * Forgets up to so many headers, here and in the store, and looks at no more than twice as many.
     *
     * <p>The limits are on steps, not only on what is removed: a tree can be made in which many headers are looked
     * at and none can go.
     *
     * @return those that are gone
     */
    public Set<HeaderNode> next(int most) {
        Set<HeaderNode> gone = new LinkedHashSet<>();
        steps = 0;
        while (!waiting.isEmpty() && gone.size() < most && steps < 2 * most) {
            steps++;
            look(waiting.peek(), gone);
        }
        if (!gone.isEmpty()) {
            // First the tree, then the store: if the node stops in between, the headers come back at the next
            // start, and nothing is missing.
            headers.noteBestWithout(gone);
            store.forgetHeaders(gone.stream().map(HeaderNode::hash).toList());
        }
        count += gone.size();
        return gone;
    }

    private void look(HeaderNode node, Set<HeaderNode> gone) {
        if (!headers.contains(node)) {
            waiting.pop();
            return;
        }
        // Asked each time: something may have been told on top of it since it was looked at first.
        List<HeaderNode> onIt = node.children();
        onIt.removeIf(staying::contains);
        if (!onIt.isEmpty()) {
            onIt.forEach(waiting::push);
            return;
        }
        waiting.pop();
        if (!node.hasChildren() && isHeaderOnly(node)) {
            headers.take(node);
            gone.add(node);
        } else {
            staying.add(node);
        }
    }

    /** Whether a header's block was never here. An invalid block was, and must be remembered as such. */
    private boolean isHeaderOnly(HeaderNode node) {
        if (node.status() != BlockStatus.INVALID_ANCESTOR) {
            return node.status() == BlockStatus.HEADER;
        }
        steps += STEPS_OF_A_LOOK;
        return !store.hasBlock(node.hash());
    }
}
