package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;

/**
 * Blocks whose parent is unknown, kept for a while in case it arrives; the oldest go first.
 *
 * <p>Each has proof of work, but perhaps of an easy kind, so their number and bytes are limited.
 *
 * <p>Only their own work is known to be real, and even that may be for a target of long ago, when a laptop could do
 * it. So they are few, and only ever a help: what is thrown away is asked for again once its parent is here.
 */
final class OrphanBlocks {
    private static final int MAX_BLOCKS = 64;
    private static final long MAX_BYTES = 16_000_000;

    private final Map<BlockHash, Block> blocks = new LinkedHashMap<>();
    private long bytes;

    void add(BlockHash hash, Block block) {
        if (blocks.putIfAbsent(hash, block) == null) {
            bytes += block.size();
        }
        Iterator<Block> oldest = blocks.values().iterator();
        while (blocks.size() > MAX_BLOCKS || bytes > MAX_BYTES) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
    }

    boolean contains(BlockHash hash) {
        return blocks.containsKey(hash);
    }

    int count() {
        return blocks.size();
    }

    /**
     * Takes out the blocks that build on this one.
     *
     * <p>Several blocks may build on one: forks are as likely among orphans as elsewhere.
     */
    List<Block> takeChildren(BlockHash parent) {
        List<Block> children = new ArrayList<>();
        Iterator<Block> all = blocks.values().iterator();
        while (all.hasNext()) {
            Block block = all.next();
            if (block.header().prevBlock().equals(parent)) {
                children.add(block);
                bytes -= block.size();
                all.remove();
            }
        }
        return children;
    }
}
