package org.wonsi.core.protocol.message;

import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;

/** The form that getheaders and getblocks share: version, block hashes from the newest back, the last one wanted. */
final class LocatorCodec {
    private LocatorCodec() {}

    static List<BlockHash> decode(ByteReader reader) {
        return reader.readList(32, r -> new BlockHash(r.readHash()));
    }

    static void encode(ByteWriter writer, int version, List<BlockHash> locator, BlockHash stop) {
        writer.writeInt32(version)
                .writeList(locator, (w, hash) -> w.writeHash(hash.hash()))
                .writeHash(stop.hash());
    }
}
