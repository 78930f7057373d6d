package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;

/**
 * Every known header, each linked to the one before it; the root is the genesis block.
 *
 * <pre>
 *   genesis - 1 - 2 - 3a - 4a
 *                   \ 3b
 * </pre>
 *
 * <p>A tree and no list, because blocks found at nearly the same time have the same parent, and nobody can know yet
 * which of them lasts. Headers are kept for all branches: the work of a branch must be known before its blocks are
 * worth fetching. 80 bytes each are little enough for that.
 */
public final class HeaderTree {
    private final Map<BlockHash, HeaderNode> nodes = new LinkedHashMap<>();
    private final Set<HeaderNode> leaves = new LinkedHashSet<>();
    private final HeaderNode genesis;
    private final Set<HeaderNode> unsaved = new LinkedHashSet<>();
    private final Set<BlockHash> aside;
    private HeaderNode best;
    private long nextSequence;

    /** A tree of the genesis block alone; blocks put {@code aside} will never be linked. */
    HeaderTree(BlockHeader genesisHeader, BlockHash genesisHash, Set<BlockHash> aside) {
        this.aside = Set.copyOf(aside);
        this.genesis = new HeaderNode(genesisHeader, genesisHash, null, BlockStatus.VALID, 0);
        this.best = genesis;
        genesis.setLinked(true);
        nodes.put(genesisHash, genesis);
        leaves.add(genesis);
    }

    /** Adds a new header whose parent is in the tree. */
    HeaderNode add(BlockHeader header, BlockHash hash) {
        HeaderNode node = insert(parent(header, hash), header, hash, BlockStatus.HEADER, nextSequence++);
        unsaved.add(node);
        return node;
    }

    /**
     * Adds a header that the store kept, as it was.
     *
     * <p>What builds on an invalid block may be marked in the store with a delay, so it is marked here.
     */
    HeaderNode load(StoredHeader stored) {
        HeaderNode parent = parent(stored.header(), stored.hash());
        boolean onInvalid = !parent.status().isAcceptable() && stored.status().isAcceptable();
        BlockStatus status = onInvalid ? BlockStatus.INVALID_ANCESTOR : stored.status();
        HeaderNode node = insert(parent, stored.header(), stored.hash(), status, stored.sequence());
        node.setLinked(parent.isLinked() && node.status().hasBlock());
        nextSequence = Math.max(nextSequence, stored.sequence() + 1);
        return node;
    }

    private HeaderNode parent(BlockHeader header, BlockHash hash) {
        HeaderNode parent = nodes.get(header.prevBlock());
        if (parent == null) {
            throw new IllegalStateException("header " + hash + " has no parent in the tree");
        }
        return parent;
    }

    /**
     * Makes a node of a header and links it to its parent.
     *
     * <p>Whatever enters the tree enters here, so that ends, children and the best header always agree.
     */
    private HeaderNode insert(
            HeaderNode parent, BlockHeader header, BlockHash hash, BlockStatus status, long sequence) {
        // The parent's name is there once: for 100,000 headers that spares 6 MB.
        BlockHeader named = header.withPrevBlock(parent.hash());
        HeaderNode node = new HeaderNode(named, hash, parent, status, sequence);
        node.setAside(aside.contains(hash));
        nodes.put(hash, node);
        leaves.remove(parent);
        leaves.add(node);
        parent.addChild(node);
        noteBest(node);
        return node;
    }

    /**
     * Makes a header the best if it has more work than the best one.
     *
     * <p>Strictly more work: of equals, the first one stays.
     */
    private void noteBest(HeaderNode node) {
        if (node.status().isAcceptable() && node.chainWork().compareTo(best.chainWork()) > 0) {
            best = node;
        }
    }

    /** Notes what was learned of a block that may be valid. */
    void setStatus(HeaderNode node, BlockStatus status) {
        node.setStatus(status);
        unsaved.add(node);
        noteBest(node);
    }

    /**
     * Notes that a block is invalid, and with it all that build on it; returns them all.
     *
     * <p>Marked at once in memory, so that no branch through it can win any more.
     */
    List<HeaderNode> setInvalid(HeaderNode first) {
        List<HeaderNode> branch = branch(first);
        for (HeaderNode node : branch) {
            if (node == first || node.status() != BlockStatus.HEADER) {
                // The others are marked when they are loaded: 20,000 may be on an invalid block, and nobody waits for
                // them.
                unsaved.add(node);
            }
            node.setStatus(node == first ? BlockStatus.INVALID : BlockStatus.INVALID_ANCESTOR);
            node.setLinked(false);
        }
        if (!best.status().isAcceptable()) {
            findBest();
        }
        return branch;
    }

    /** Finds the best header again if it was taken out. */
    void noteBestWithout(Set<HeaderNode> gone) {
        if (gone.contains(best)) {
            findBest();
        }
    }

    /**
     * Takes a header out that nothing is built on.
     *
     * <p>Only an end can go. A header whose children are known must stay, or they would hang in the air.
     */
    void take(HeaderNode leaf) {
        HeaderNode parent = leaf.parent().orElseThrow();
        nodes.remove(leaf.hash());
        leaves.remove(leaf);
        unsaved.remove(leaf);
        parent.removeChild(leaf);
        if (!parent.hasChildren()) {
            leaves.add(parent);
        }
    }

    private void findBest() {
        best = genesis;
        nodes.values().forEach(this::noteBest);
    }

    /**
     * The blocks put aside that are known and not yet taken back.
     *
     * <p>Not invalid, only left alone: if this program is at fault and not the block, the next version may connect
     * them.
     */
    List<HeaderNode> aside() {
        return aside.stream()
                .flatMap(hash -> get(hash).stream())
                .filter(HeaderNode::isAside)
                .toList();
    }

    /** Whether this very node is part of the tree; it isn't any more once it was forgotten. */
    public boolean contains(HeaderNode node) {
        return nodes.get(node.hash()) == node;
    }

    /** Gives a block its place in the order of arrival: now. */
    void arrived(HeaderNode node) {
        setSequence(node, nextSequence++);
    }

    /** Gives a block another place in the order of arrival. */
    void setSequence(HeaderNode node, long sequence) {
        node.setSequence(sequence);
        unsaved.add(node);
    }

    /** Its header goes into the store another way. */
    void isSaved(HeaderNode node) {
        unsaved.remove(node);
    }

    /**
     * Writes what changed since the last time; parents come first.
     *
     * <p>Parents first, since a store may refuse a header whose parent it doesn't have.
     */
    void saveTo(ChainStore store) {
        if (!unsaved.isEmpty()) {
            store.saveHeaders(unsaved.stream()
                    .sorted(Comparator.comparingInt(HeaderNode::height))
                    .map(StoredHeader::of)
                    .toList());
            unsaved.clear();
        }
    }

    /**
     * The header with the most work of all that may be valid; of equal ones the first.
     *
     * <p>Only what headers promise: the blocks may never come, or break a rule. The active chain's tip is the other
     * thing.
     */
    HeaderNode best() {
        return best;
    }

    /** The header of this hash. */
    public Optional<HeaderNode> get(BlockHash hash) {
        return Optional.ofNullable(nodes.get(hash));
    }

    /** The root. */
    public HeaderNode genesis() {
        return genesis;
    }

    /** How many headers there are, genesis included. */
    public int size() {
        return nodes.size();
    }

    /** All headers, parents first. */
    public Collection<HeaderNode> all() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The headers built directly on this one, in order of arrival. */
    public List<HeaderNode> children(HeaderNode node) {
        return Collections.unmodifiableList(node.children());
    }

    /** A header and all that build on it, each after the one it builds on. */
    public List<HeaderNode> branch(HeaderNode root) {
        List<HeaderNode> branch = new ArrayList<>();
        branch.add(root);
        for (int i = 0; i < branch.size(); i++) {
            branch.addAll(branch.get(i).children());
        }
        return branch;
    }

    /** The headers nothing is built on. */
    public List<HeaderNode> leaves() {
        return List.copyOf(leaves);
    }
}
