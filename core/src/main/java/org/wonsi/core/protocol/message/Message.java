package org.wonsi.core.protocol.message;

import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.tx.Transaction;

/**
 * A message between nodes: the payload behind the 24 bytes that {@link MessageCodec} puts in front.
 *
 * <pre>
 *   version, verack                     who are you; understood
 *   ping, pong                          are you there
 *   getaddr, addr                       who else is there
 *   inv, getdata, notfound              I have these; give me these; I have not
 *   getheaders, headers, sendheaders    which headers follow; these; tell me of new blocks that way
 *   getblocks                           which blocks follow (the older way, answered with inv)
 *   block, tx                           a block, a transaction
 *   mempool, feefilter                  what waits with you; tell me of nothing cheaper
 * </pre>
 *
 * <p>Source: paper, section 5; Bitcoin Core, {@code protocol.h}.
 */
public sealed interface Message
        permits VersionMessage,
                Message.Verack,
                Message.Ping,
                Message.Pong,
                Message.GetAddr,
                Message.Addr,
                Message.Inv,
                Message.GetData,
                Message.NotFound,
                Message.GetHeaders,
                Message.Headers,
                Message.SendHeaders,
                Message.GetBlocks,
                Message.BlockMessage,
                Message.TxMessage,
                Message.MempoolRequest,
                Message.FeeFilter,
                Message.Unknown {

    /** The name on the wire: at most 12 printable ASCII characters. */
    String command();

    /** Writes the payload. */
    void encode(ByteWriter writer);

    /** Calls the handler's method for this kind of message. */
    void deliver(MessageHandler handler);

    /** The answer to a version that is acceptable; empty. */
    record Verack() implements Message {
        static Verack decode(ByteReader reader) {
            return new Verack();
        }

        @Override
        public String command() {
            return "verack";
        }

        @Override
        public void encode(ByteWriter writer) {}

        @Override
        public void deliver(MessageHandler handler) {
            handler.onVerack();
        }
    }

    /**
     * A request for a pong with the same number. Source: BIP 31.
     *
     * @param nonce any 64 bits
     */
    record Ping(long nonce) implements Message {
        /** Before BIP 31 a ping was empty, and nobody answered. */
        static Message decode(ByteReader reader) {
            return reader.remaining() == 0 ? new Unknown("ping", ByteString.EMPTY) : new Ping(reader.readInt64());
        }

        @Override
        public String command() {
            return "ping";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeInt64(nonce);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onPing(this);
        }
    }

    /**
     * The answer to a ping. Source: BIP 31.
     *
     * @param nonce the ping's
     */
    record Pong(long nonce) implements Message {
        /** One without a number answers no ping in particular. */
        static Message decode(ByteReader reader) {
            int length = reader.remaining();
            return length < Long.BYTES ? new Unknown("pong", reader.readBytes(length)) : new Pong(reader.readInt64());
        }

        @Override
        public String command() {
            return "pong";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeInt64(nonce);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onPong(this);
        }
    }

    /** A request for addresses of other nodes; empty. */
    record GetAddr() implements Message {
        static GetAddr decode(ByteReader reader) {
            return new GetAddr();
        }

        @Override
        public String command() {
            return "getaddr";
        }

        @Override
        public void encode(ByteWriter writer) {}

        @Override
        public void deliver(MessageHandler handler) {
            handler.onGetAddr();
        }
    }

    /** A list of addresses of other nodes; at most 1,000 are allowed. */
    record Addr(List<PeerAddress> addresses) implements Message {
        public Addr {
            addresses = List.copyOf(addresses);
        }

        static Addr decode(ByteReader reader) {
            return new Addr(reader.readList(PeerAddress.SIZE, PeerAddress::decode));
        }

        @Override
        public String command() {
            return "addr";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeList(addresses, (w, address) -> address.encode(w));
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onAddr(this);
        }
    }

    /** An announcement of blocks and transactions by hash (an inventory); at most 50,000 are allowed. */
    record Inv(List<InventoryItem> items) implements Message {
        public Inv {
            items = List.copyOf(items);
        }

        static Inv decode(ByteReader reader) {
            return new Inv(reader.readList(InventoryItem.SIZE, InventoryItem::decode));
        }

        @Override
        public String command() {
            return "inv";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeList(items, (w, item) -> item.encode(w));
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onInv(this);
        }
    }

    /** A request for blocks and transactions by hash; at most 50,000 are allowed. */
    record GetData(List<InventoryItem> items) implements Message {
        public GetData {
            items = List.copyOf(items);
        }

        static GetData decode(ByteReader reader) {
            return new GetData(reader.readList(InventoryItem.SIZE, InventoryItem::decode));
        }

        @Override
        public String command() {
            return "getdata";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeList(items, (w, item) -> item.encode(w));
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onGetData(this);
        }
    }

    /** The answer to the part of a getdata that isn't there. */
    record NotFound(List<InventoryItem> items) implements Message {
        public NotFound {
            items = List.copyOf(items);
        }

        static NotFound decode(ByteReader reader) {
            return new NotFound(reader.readList(InventoryItem.SIZE, InventoryItem::decode));
        }

        @Override
        public String command() {
            return "notfound";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeList(items, (w, item) -> item.encode(w));
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onNotFound(this);
        }
    }

    /**
     * A request for the headers after the first of the locator's blocks that the other side has on its active chain.
     *
     * @param stop the last one wanted; zero for as many as fit
     */
    record GetHeaders(int version, List<BlockHash> locator, BlockHash stop) implements Message {
        public GetHeaders {
            locator = List.copyOf(locator);
        }

        static GetHeaders decode(ByteReader reader) {
            return new GetHeaders(reader.readInt32(), LocatorCodec.decode(reader), new BlockHash(reader.readHash()));
        }

        @Override
        public String command() {
            return "getheaders";
        }

        @Override
        public void encode(ByteWriter writer) {
            LocatorCodec.encode(writer, version, locator, stop);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onGetHeaders(this);
        }
    }

    /**
     * A list of headers in order, each with a zero where a block has its number of transactions; at most 2,000 are allowed.
     */
    record Headers(List<BlockHeader> headers) implements Message {
        public Headers {
            headers = List.copyOf(headers);
        }

        static Headers decode(ByteReader reader) {
            return new Headers(reader.readList(BlockHeader.SIZE + 1, r -> {
                BlockHeader header = BlockHeader.decode(r);
                // Always zero from honest nodes; Bitcoin Core reads it and doesn't look.
                r.readCompactSize();
                return header;
            }));
        }

        @Override
        public String command() {
            return "headers";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeList(headers, (w, header) -> {
                header.encode(w);
                w.writeCompactSize(0);
            });
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onHeaders(this);
        }
    }

    /** A request to announce new blocks by their headers instead of by inv; empty. Source: BIP 130. */
    record SendHeaders() implements Message {
        static SendHeaders decode(ByteReader reader) {
            return new SendHeaders();
        }

        @Override
        public String command() {
            return "sendheaders";
        }

        @Override
        public void encode(ByteWriter writer) {}

        @Override
        public void deliver(MessageHandler handler) {
            handler.onSendHeaders();
        }
    }

    /**
     * A request for an inv of up to 500 blocks after the first of the locator's that the other side has.
     *
     * @param stop the last one wanted; zero for as many as fit
     */
    record GetBlocks(int version, List<BlockHash> locator, BlockHash stop) implements Message {
        public GetBlocks {
            locator = List.copyOf(locator);
        }

        static GetBlocks decode(ByteReader reader) {
            return new GetBlocks(reader.readInt32(), LocatorCodec.decode(reader), new BlockHash(reader.readHash()));
        }

        @Override
        public String command() {
            return "getblocks";
        }

        @Override
        public void encode(ByteWriter writer) {
            LocatorCodec.encode(writer, version, locator, stop);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onGetBlocks(this);
        }
    }

    /** A whole block. */
    record BlockMessage(Block block) implements Message {
        static BlockMessage decode(ByteReader reader) {
            return new BlockMessage(Block.decode(reader));
        }

        @Override
        public String command() {
            return "block";
        }

        @Override
        public void encode(ByteWriter writer) {
            block.encode(writer);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onBlock(this);
        }
    }

    /** A transaction. */
    record TxMessage(Transaction tx) implements Message {
        static TxMessage decode(ByteReader reader) {
            return new TxMessage(Transaction.decode(reader));
        }

        @Override
        public String command() {
            return "tx";
        }

        @Override
        public void encode(ByteWriter writer) {
            tx.encode(writer);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onTx(this);
        }
    }

    /** A request for an inv of what waits in the mempool; empty. Source: BIP 35. */
    record MempoolRequest() implements Message {
        static MempoolRequest decode(ByteReader reader) {
            return new MempoolRequest();
        }

        @Override
        public String command() {
            return "mempool";
        }

        @Override
        public void encode(ByteWriter writer) {}

        @Override
        public void deliver(MessageHandler handler) {
            handler.onMempool();
        }
    }

    /**
     * A request not to announce transactions that pay less. Source: BIP 133.
     *
     * @param feeRate satoshis per 1,000 bytes
     */
    record FeeFilter(long feeRate) implements Message {
        static FeeFilter decode(ByteReader reader) {
            return new FeeFilter(reader.readInt64());
        }

        @Override
        public String command() {
            return "feefilter";
        }

        @Override
        public void encode(ByteWriter writer) {
            writer.writeInt64(feeRate);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onFeeFilter(this);
        }
    }

    /** A message of a kind this node doesn't know; counted and otherwise ignored, so that the protocol can grow. */
    record Unknown(String command, ByteString payload) implements Message {
        @Override
        public void encode(ByteWriter writer) {
            writer.writeBytes(payload);
        }

        @Override
        public void deliver(MessageHandler handler) {
            handler.onUnknown(this);
        }
    }
}
