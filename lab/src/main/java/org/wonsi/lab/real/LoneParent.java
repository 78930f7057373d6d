package org.wonsi.lab.real;

import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.HeaderView;

/**
 * A stand-in for the block before a {@link LoneBlock}: only hash and height are known, and any other question is a mistake of
 * the caller.
 */
record LoneParent(BlockHash hash, int height) implements HeaderView {
    @Override
    public BlockHeader header() {
        throw unknown();
    }

    @Override
    public long medianTimePast() {
        throw unknown();
    }

    @Override
    public Optional<? extends HeaderView> previous() {
        throw unknown();
    }

    @Override
    public HeaderView ancestor(int ancestorHeight) {
        throw unknown();
    }

    private IllegalStateException unknown() {
        return new IllegalStateException("of block " + hash + " only the height is known");
    }
}
