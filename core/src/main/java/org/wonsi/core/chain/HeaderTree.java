package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;

/**
 * Every known header, each linked to the one before it; the root is the genesis block.
 *
 * <pre>
 *   genesis - 1 - 2 - 3a - 4a
 *                   \ 3b
 * </pre>
 */
public final class HeaderTree {
    private final Map<BlockHash, HeaderNode> nodes = new LinkedHashMap<>();
    private final Map<BlockHash, List<HeaderNode>> children = new LinkedHashMap<>();
    private final HeaderNode genesis;

    HeaderTree(BlockHeader genesisHeader, BlockHash genesisHash) {
        this.genesis = new HeaderNode(genesisHeader, genesisHash, null, BlockStatus.VALID, 0);
        nodes.put(genesisHash, genesis);
    }

    /** Adds a header whose parent is in the tree. */
    HeaderNode add(BlockHeader header, BlockHash hash, BlockStatus status, long sequence) {
        HeaderNode parent = nodes.get(header.prevBlock());
        if (parent == null) {
            throw new IllegalStateException("header " + hash + " has no parent in the tree");
        }
        HeaderNode node = new HeaderNode(header, hash, parent, status, sequence);
        nodes.put(hash, node);
        children.computeIfAbsent(parent.hash(), h -> new ArrayList<>(1)).add(node);
        return node;
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
        return Collections.unmodifiableList(children.getOrDefault(node.hash(), List.of()));
    }

    /** A header and all that build on it, each after the one it builds on. */
    public List<HeaderNode> branch(HeaderNode root) {
        List<HeaderNode> branch = new ArrayList<>();
        branch.add(root);
        for (int i = 0; i < branch.size(); i++) {
            branch.addAll(children(branch.get(i)));
        }
        return branch;
    }

    /** The headers nothing is built on. */
    public List<HeaderNode> leaves() {
        return nodes.values().stream()
                .filter(node -> !children.containsKey(node.hash()))
                .toList();
    }
}
