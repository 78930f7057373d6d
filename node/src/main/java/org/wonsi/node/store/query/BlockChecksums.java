package org.wonsi.node.store.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;

/**
 * The checksums of stored blocks whose bytes were compared with their hash, all transactions included. Reading one again needs only
 * the checksum (CRC-32C) to show that the bytes are still those, a fiftieth of the work; damage slips through once in four billion
 * times. For any thread.
 *
 * <p>The checksum is never stored: what was written down beside the bytes could be damaged or changed together with them.
 */
final class BlockChecksums {
    private static final int MOST = 10_000;

    private final Map<BlockHash, Long> checksums = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockHash, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Whether these are the bytes that were compared with the hash before. */
    boolean isSame(BlockHash hash, byte[] raw) {
        @Nullable Long known;
        synchronized (checksums) {
            known = checksums.get(hash);
        }
        return known != null && known == checksum(raw);
    }

    /** Remembers that these bytes were compared with the hash, and are the block's. */
    void note(BlockHash hash, byte[] raw) {
        long checksum = checksum(raw);
        synchronized (checksums) {
            checksums.put(hash, checksum);
        }
    }

    private static long checksum(byte[] raw) {
        CRC32C checksum = new CRC32C();
        checksum.update(raw, 0, raw.length);
        return checksum.getValue();
    }
}
