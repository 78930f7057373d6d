package org.wonsi.node.store.blockfile;

import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;

/**
 * A block and where it was read.
 *
 * @param number its place among the blocks of the file, from 0
 * @param offset of its record's first byte (the magic) in the file
 */
public record FileBlock(int number, long offset, BlockHash hash, Block block) {
    /** For messages: "block 12 of the file (byte 4711, hash ...)". */
    String where() {
        return "block " + number + " of the file (byte " + offset + ", hash " + hash + ")";
    }
}
