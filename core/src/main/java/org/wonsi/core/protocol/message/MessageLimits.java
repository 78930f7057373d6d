package org.wonsi.core.protocol.message;

import java.util.Optional;

/**
 * The limits on how much one message may hold; a peer that sends more is dropped. The numbers are Bitcoin Core's.
 *
 * <p>Each is the text a peer's misbehaviour is logged with, so that both sides of a limit can be seen.
 */
public final class MessageLimits {
    /** Items in inv, getdata and notfound; {@code MAX_INV_SZ}. */
    public static final int INVENTORY = 50_000;

    /** Headers in a message; {@code MAX_HEADERS_RESULTS}. */
    public static final int HEADERS = 2_000;

    /** Addresses in a message; {@code MAX_ADDR_TO_SEND}. */
    public static final int ADDRESSES = 1_000;

    /** Hashes in a locator; {@code MAX_LOCATOR_SZ}. */
    public static final int LOCATOR = 101;

    /** Blocks announced in answer to getblocks. */
    public static final int GETBLOCKS_INVENTORY = 500;

    private MessageLimits() {}

    /** What is too much about a message, if anything. */
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
