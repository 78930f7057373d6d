package org.wonsi.core.protocol.message;

import java.util.List;
import org.wonsi.core.bytes.Hash256;

/**
 * A short description of a message, for logs and pictures: its type, and what it is about.
 *
 * @param id the hash of the first thing it names, in display form; empty if it names nothing
 * @param count how many things it holds
 */
public record MessageSummary(String type, String id, int count) {

    /** Sums up a message. */
    public static MessageSummary of(Message message) {
        if (message instanceof Message.Inv inv) {
            return ofItems(message, inv.items());
        }
        if (message instanceof Message.GetData getData) {
            return ofItems(message, getData.items());
        }
        if (message instanceof Message.NotFound notFound) {
            return ofItems(message, notFound.items());
        }
        if (message instanceof Message.Headers headers) {
            int count = headers.headers().size();
            String id =
                    count == 0 ? "" : headers.headers().get(count - 1).hash().toDisplay();
            return new MessageSummary(message.command(), id, count);
        }
        if (message instanceof Message.BlockMessage block) {
            return of(message, block.block().hash().hash());
        }
        if (message instanceof Message.TxMessage tx) {
            return of(message, tx.tx().txid().hash());
        }
        if (message instanceof Message.Addr addr) {
            return new MessageSummary(message.command(), "", addr.addresses().size());
        }
        return new MessageSummary(message.command(), "", 1);
    }

    private static MessageSummary of(Message message, Hash256 hash) {
        return new MessageSummary(message.command(), hash.toDisplay(), 1);
    }

    private static MessageSummary ofItems(Message message, List<InventoryItem> items) {
        String id = items.isEmpty() ? "" : items.get(0).hash().toDisplay();
        return new MessageSummary(message.command(), id, items.size());
    }
}
