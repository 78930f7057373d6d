package org.wonsi.core.protocol;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;

/** Headers with regtest's easy work, whose blocks don't exist; no two branches are the same. */
final class Branches {
    private int branches;

    /** So many, on any header. */
    List<BlockHeader> on(BlockHeader from, int length) {
        Hash256 root = Sha256d.hash(new ByteWriter().writeInt32(branches++).toByteArray());
        List<BlockHeader> headers = new ArrayList<>();
        BlockHash parent = from.hash();
        for (long time = from.time() + 1; headers.size() < length; time++) {
            BlockHeader header = Mining.solve(new BlockHeader(4, parent, root, time, 0x207f_ffffL, 0));
            headers.add(header);
            parent = header.hash();
        }
        return headers;
    }

    /** The same list in messages of at most 2,000. */
    static List<Message.Headers> messages(List<BlockHeader> headers) {
        List<Message.Headers> messages = new ArrayList<>();
        for (int from = 0; from < headers.size(); from += 2_000) {
            messages.add(new Message.Headers(headers.subList(from, Math.min(headers.size(), from + 2_000))));
        }
        return messages;
    }
}
