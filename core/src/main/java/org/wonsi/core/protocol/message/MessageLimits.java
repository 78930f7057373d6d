package org.wonsi.core.protocol.message;

import java.util.Optional;

/**
 * The limits on how many elements one message may hold. The numbers are Bitcoin Core's.
 *
 * <p>An element is cheap for the peer that sends it, and work for the node: each hash is looked up, each header
 * checked. So the work that one message can cause has a limit. To send more counts as misbehaviour, for which a
 * connection is closed. Most of the numbers bound what this node sends, too, because other nodes keep the same limits.
 */
public final class MessageLimits {
    /** Hashes of blocks and transactions in inv, getdata and notfound; {@code MAX_INV_SZ}. */
    public static final int INVENTORY = 50_000;

    /** Headers in a message; {@code MAX_HEADERS_RESULTS}. */
    public static final int HEADERS = 2_000;

    /** Addresses in a message; {@code MAX_ADDR_TO_SEND}. */
    public static final int ADDRESSES = 1_000;

    /** Hashes in a locator, which tells from where on a peer lacks blocks; {@code MAX_LOCATOR_SZ}. */
    public static final int LOCATOR = 101;

    /** Blocks that this node announces in answer to one getblocks; {@link #check} doesn't ask for it. */
    public static final int GETBLOCKS_INVENTORY = 500;

    private MessageLimits() {}

    /**
     * What is too much about a message, as the text that the peer's misbehaviour is logged with; empty if nothing is.
     */
    public static Optional<String> check(Message message) {
        if (message instanceof Message.Inv inv) {
            return atMost(INVENTORY, "inv", inv.items().size());
        }
        if (message instanceof Message.GetData getData) {
            return atMost(INVENTORY, "getdata", getData.items().size());
        }
        if (message instanceof Message.NotFound notFound) {
            return atMost(INVENTORY, "notfound", notFound.items().size());
        }
        if (message instanceof Message.Headers headers) {
            return atMost(HEADERS, "headers", headers.headers().size());
        }
        if (message instanceof Message.Addr addr) {
            return atMost(ADDRESSES, "addr", addr.addresses().size());
        }
        if (message instanceof Message.GetHeaders getHeaders) {
            return atMost(LOCATOR, "getheaders locator", getHeaders.locator().size());
        }
        if (message instanceof Message.GetBlocks getBlocks) {
            return atMost(LOCATOR, "getblocks locator", getBlocks.locator().size());
        }
        return Optional.empty();
    }

    private static Optional<String> atMost(int limit, String what, int size) {
        return size <= limit ? Optional.empty() : Optional.of(what + " message size = " + size);
    }
}
