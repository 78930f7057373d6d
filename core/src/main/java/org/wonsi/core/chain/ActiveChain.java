package org.wonsi.core.chain;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.BlockConnector;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCache;
import org.wonsi.core.consensus.Violation;

/**
 * The branch with the most work, and the moves between branches.
 *
 * <p>Blocks that come here passed all rules that need no coins. Source: Bitcoin Core, {@code ActivateBestChain}.
 *
 * <pre>
 *    tip 4a      genesis - 1 - 2 - 3a - 4a
 *                                \ 3b - 4b - 5b      more work: 4a and 3a are taken back, then 3b, 4b, 5b connected
 *
 *    if 4b breaks a rule         \ 3b - 4b!           4b and 5b are marked, 3b is taken back, 3a and 4a come again
 * </pre>
 *
 * <p>Most work wins, not most blocks: a long branch of easy blocks costs little to make. Nobody can tell beforehand
 * whether a branch obeys all rules, since those about coins can only be checked in place. So a node goes over to it
 * and, if it has to, comes back.
 */
final class ActiveChain {
    private final ChainParams params;
    private final ChainStore store;
    private final ScriptCache scriptCache;
    private final HeaderTree headers;
    private final Candidates candidates = new Candidates();
    private HeaderNode tip;

    /** The active chain as the store has it; an empty store gets the genesis block. */
    ActiveChain(ChainParams params, ChainStore store, ScriptCache scriptCache, HeaderTree headers) {
        this.params = params;
        this.store = store;
        this.scriptCache = scriptCache;
        this.headers = headers;
        if (store.tip().isEmpty()) {
            store.connect(StoredHeader.of(headers.genesis()), params.genesis(), BlockUndo.EMPTY);
        }
        this.tip = store.tip().flatMap(headers::get).orElseThrow();
        // What the store has as connected did get over the mistake for which it was put aside.
        takeBack(headers.aside().stream().filter(node -> node.isAncestorOf(tip)).toList());
        candidates.rebuild(headers, tip, HeaderNode::isLinked);
    }

    /**
     * The last connected block.
     *
     * <p>Never taken back to wait: at any moment it is the end of a chain that obeys all rules.
     */
    HeaderNode tip() {
        return tip;
    }

    /**
     * Saves a new block and moves the tip if its branch now has the most work.
     *
     * <p>A block on a branch that doesn't lead is stored and left alone. To check its coins would mean to take the
     * chain back for it, which whoever mines one block on an old one could make every node do.
     */
    void add(HeaderNode node, Block block, ActivationLog activation) {
        HeaderNode parent = node.parent().orElseThrow();
        headers.setStatus(node, BlockStatus.STORED);
        if (parent.isLinked()) {
            link(node);
        }
        headers.isSaved(node);
        headers.saveTo(store);
        if (parent == tip && node.isLinked()) {
            // Usual and quick: saved and connected in one write. An invalid one is kept as well, as on any other
            // branch.
            if (!connect(node, block, activation)) {
                store.saveBlock(StoredHeader.of(node), block);
            }
        } else {
            store.saveBlock(StoredHeader.of(node), block);
        }
        moveToBest(activation);
    }

    /**
     * Notes that a block is here with all before it, and so for the blocks on it that came earlier.
     *
     * <p>That moment counts as its arrival: a header alone doesn't keep a place.
     *
     * <p>Blocks are fetched from many peers at once and come in any order, so one that fills a gap may complete a
     * whole branch.
     *
     * <p>If the header's arrival counted, a miner could announce his header first and hold the block back: others
     * would prefer his branch to one that is really here.
     */
    private void link(HeaderNode first) {
        Deque<HeaderNode> queue = new ArrayDeque<>(List.of(first));
        while (!queue.isEmpty()) {
            HeaderNode node = queue.remove();
            node.setLinked(true);
            headers.arrived(node);
            if (!node.isLinked()) {
                continue; // It was put aside, and with it what builds on it.
            }
            candidates.add(node);
            headers.children(node).stream()
                    .filter(child -> child.status().hasBlock())
                    .forEach(queue::add);
        }
    }

    /**
     * Moves the tip, over whatever distance, until no branch is better.
     *
     * <p>All of a move is one change to the store: a crash in the middle of a reorganisation must leave the old
     * chain or the new one, and no mixture of their coins.
     */
    void moveToBest(ActivationLog activation) {
        if (candidates.best() != tip) {
            store.together(() -> move(activation));
        }
        headers.saveTo(store);
    }

    /**
     * Moves the tip to the best branch.
     *
     * <p>Each time round, either the tip reaches the best branch or a block of it turns out invalid, and then
     * another is best. A block is found invalid once only, so this ends.
     */
    private void move(ActivationLog activation) {
        while (candidates.best() != tip) {
            HeaderNode best = candidates.best();
            HeaderNode fork = best.commonAncestor(tip);
            while (tip != fork) {
                disconnectTip(activation);
            }
            boolean valid = true;
            while (valid && tip != best) {
                HeaderNode next = best.ancestor(tip.height() + 1);
                valid = connect(next, load(next), activation);
            }
        }
    }

    /**
     * Connects a block to the tip if the coins allow; else marks it.
     *
     * <p>A full disk must stop the node, for the chain can't be kept any more. A mistake in this program must not:
     * it is put together with the block that brought it out, so that whoever runs the node can go on without that
     * one.
     */
    private boolean connect(HeaderNode node, Block block, ActivationLog activation) {
        try {
            return checkAndConnect(node, block, activation);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new BlockFault(node, e);
        }
    }

    /**
     * Checks a block against the coins and connects it; false if it breaks a rule.
     *
     * <p>The coins at the tip are the store's, so a block can only be checked when the block before it is the tip.
     */
    private boolean checkAndConnect(HeaderNode node, Block block, ActivationLog activation) {
        BlockConnector connector = new BlockConnector(block, node.hash(), tip, store, params);
        Optional<Violation> violation = connector.check(scriptCache);
        // The block's own fault: it is remembered, so that neither it nor what builds on it is tried again.
        if (violation.isPresent()) {
            fail(node, violation.get(), activation);
            return false;
        }
        headers.setStatus(node, BlockStatus.VALID);
        headers.isSaved(node);
        store.connect(StoredHeader.of(node), block, new BlockUndo(connector.spentCoins()));
        tip = node;
        candidates.add(tip);
        candidates.prune(tip);
        activation.connected(node, block);
        return true;
    }

    private void disconnectTip(ActivationLog activation) {
        HeaderNode old = tip;
        Block block = load(old);
        BlockUndo undo = store.undo(old.hash())
                .orElseThrow(() -> new IllegalStateException("the store has no undo data of block " + old));
        store.disconnect(StoredHeader.of(old), block, undo);
        tip = old.parent().orElseThrow();
        activation.disconnected(old, block);
    }

    private Block load(HeaderNode node) {
        return store.block(node.hash()).orElseThrow(() -> new IllegalStateException("the store has no block " + node));
    }

    /**
     * Remembers that a block breaks a rule.
     *
     * <p>What builds on an invalid block is invalid too, and there may be thousands of headers of it: none of them
     * may be a candidate again.
     */
    void fail(HeaderNode node, Violation violation, ActivationLog activation) {
        activation.failed(node, violation);
        headers.setInvalid(node).forEach(candidates::remove);
    }

    /**
     * Leaves a block's branch and marks it as invalid.
     *
     * <p>For emergencies, such as the overflow of August 2010, and for tests. It binds this node alone: others go
     * on, and if they are right this one has left the network.
     */
    void invalidate(HeaderNode node, ActivationLog activation) {
        store.together(() -> {
            while (node.isAncestorOf(tip)) {
                disconnectTip(activation);
            }
        });
        headers.setInvalid(node);
        headers.saveTo(store);
        candidates.rebuild(headers, tip, HeaderNode::isLinked);
        moveToBest(activation);
    }

    /**
     * Forgets that blocks are invalid or were put aside.
     *
     * <p>They are checked again as if they had just come, since the program that found them invalid may have been
     * wrong.
     *
     * @param nodes the invalid ones, each after the one it builds on
     */
    void reconsider(List<HeaderNode> nodes, List<HeaderNode> aside, ActivationLog activation) {
        for (HeaderNode node : nodes) {
            headers.setStatus(node, store.hasBlock(node.hash()) ? BlockStatus.STORED : BlockStatus.HEADER);
        }
        nodes.forEach(ActiveChain::linkToParent);
        takeBack(aside);
        headers.saveTo(store);
        candidates.rebuild(headers, tip, HeaderNode::isLinked);
        moveToBest(activation);
    }

    /**
     * These blocks aren't put aside any more.
     *
     * <p>Whether a block is linked depends on the one before it, so the branch is gone through in order.
     */
    private void takeBack(List<HeaderNode> aside) {
        aside.forEach(node -> node.setAside(false));
        for (HeaderNode first : aside) {
            headers.branch(first).forEach(ActiveChain::linkToParent);
        }
    }

    private static void linkToParent(HeaderNode node) {
        node.setLinked(node.status().hasBlock() && node.parent().orElseThrow().isLinked());
    }

    /** Gives a block another place in the order of arrival. */
    void prefer(HeaderNode node, long sequence, ActivationLog activation) {
        candidates.remove(node);
        headers.setSequence(node, sequence);
        if (node.isLinked()) {
            candidates.add(node);
        }
        headers.saveTo(store);
        moveToBest(activation);
    }
}
