package org.wonsi.node.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;

/**
 * The block that was connected last, as bytes for the peers that ask for it now: all of them do, within a moment, and none needs
 * the disk for it. For any thread.
 */
final class LatestBlock {
    private volatile @Nullable Kept kept;

    /** Encoded once, by whoever asks first. */
    private static final class Kept {
        private final BlockHash hash;
        private final Block block;
        private @Nullable ByteString bytes;

        Kept(BlockHash hash, Block block) {
            this.hash = hash;
            this.block = block;
        }

        synchronized ByteString bytes() {
            ByteString known = bytes;
            if (known == null) {
                known = block.encode();
                bytes = known;
            }
            return known;
        }
    }

    /** Takes the place of the block before. */
    void set(BlockHash hash, Block block) {
        kept = new Kept(hash, block);
    }

    /** The bytes, if it is this block. */
    Optional<ByteString> bytes(BlockHash hash) {
        Kept latest = kept;
        return latest != null && latest.hash.equals(hash) ? Optional.of(latest.bytes()) : Optional.empty();
    }
}
