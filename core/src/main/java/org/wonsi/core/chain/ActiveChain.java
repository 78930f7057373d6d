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

    HeaderNode tip() {
        return tip;
    }

    /** Saves a new block and moves the tip if its branch now has the most work. */
    void add(HeaderNode node, Block block, Activation activation) {
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

    /** Moves the tip, over whatever distance, until no branch is better. */
    void moveToBest(Activation activation) {
        if (candidates.best() != tip) {
            store.together(() -> move(activation));
        }
        headers.saveTo(store);
    }

    private void move(Activation activation) {
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

    /** Connects a block to the tip if the coins allow; else marks it. */
    private boolean connect(HeaderNode node, Block block, Activation activation) {
        try {
            return checkAndConnect(node, block, activation);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new BlockFault(node, e);
        }
    }

    private boolean checkAndConnect(HeaderNode node, Block block, Activation activation) {
        BlockConnector connector = new BlockConnector(block, node.hash(), tip, store, params);
        Optional<Violation> violation = connector.check(scriptCache);
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

    private void disconnectTip(Activation activation) {
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

    /** Remembers that a block breaks a rule. */
    void fail(HeaderNode node, Violation violation, Activation activation) {
        activation.failed(node, violation);
        headers.setInvalid(node).forEach(candidates::remove);
    }

    /** Leaves a block's branch and marks it as invalid. */
    void invalidate(HeaderNode node, Activation activation) {
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
     * @param nodes the invalid ones, each after the one it builds on
     */
    void reconsider(List<HeaderNode> nodes, List<HeaderNode> aside, Activation activation) {
        for (HeaderNode node : nodes) {
            headers.setStatus(node, store.hasBlock(node.hash()) ? BlockStatus.STORED : BlockStatus.HEADER);
        }
        nodes.forEach(ActiveChain::linkToParent);
        takeBack(aside);
        headers.saveTo(store);
        candidates.rebuild(headers, tip, HeaderNode::isLinked);
        moveToBest(activation);
    }

    /** These blocks aren't put aside any more. */
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
    void prefer(HeaderNode node, long sequence, Activation activation) {
        candidates.remove(node);
        headers.setSequence(node, sequence);
        if (node.isLinked()) {
            candidates.add(node);
        }
        headers.saveTo(store);
        moveToBest(activation);
    }
}
