package org.wonsi.lab.network;

import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.protocol.message.Message;

/**
 * The number of bytes that a message has after its header.
 *
 * <p>Of the messages that come by the million it is known without writing them, which would take most of a simulation's time.
 */
final class PayloadSize {
    /** A type and a hash. */
    private static final int ITEM = 36;

    private PayloadSize() {}

    static int of(Message message) {
        if (message instanceof Message.Ping || message instanceof Message.Pong) {
            return Long.BYTES;
        }
        if (message instanceof Message.Inv inv) {
            return list(inv.items().size(), ITEM);
        }
        if (message instanceof Message.GetData wanted) {
            return list(wanted.items().size(), ITEM);
        }
        if (message instanceof Message.Headers headers) {
            // Each followed by a number of transactions, 0.
            return list(headers.headers().size(), BlockHeader.SIZE + 1);
        }
        if (message instanceof Message.BlockMessage block) {
            return block.block().size();
        }
        if (message instanceof Message.TxMessage tx) {
            return tx.tx().size();
        }
        ByteWriter payload = new ByteWriter();
        message.encode(payload);
        return payload.size();
    }

    private static int list(int length, int each) {
        return CompactSize.size(length) + each * length;
    }
}
