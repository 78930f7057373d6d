package org.wonsi.core.protocol.message;

import java.nio.charset.StandardCharsets;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * The first message each side sends: who it is and what it can do.
 *
 * <pre>
 *   version        4   the newest protocol it speaks
 *   services       8   what it offers, a bit each
 *   time           8   its clock, seconds since 1970 UTC
 *   receiver      26   services, IP address and port it believes the other side has
 *   sender        26   the same of itself; zero where it doesn't know
 *   nonce          8   random: a node that sees its own has connected to itself
 *   user agent         length and text, at most 256 bytes
 *   start height   4   of its tip
 *   relay          1   whether to announce transactions to it (BIP 37)
 * </pre>
 *
 * <p>Early nodes end after the receiver; what is missing then counts as zero, and {@code relay} as true. Source: Bitcoin
 * Core, {@code net_processing.cpp}; the user agent is BIP 14's.
 */
public record VersionMessage(
        int version,
        long services,
        long time,
        PeerServices receiver,
        PeerServices sender,
        long nonce,
        String userAgent,
        int startHeight,
        boolean relay)
        implements Message {

    /** The protocol version this node speaks: BIP 339's, though its message isn't used here. */
    public static final int PROTOCOL_VERSION = 70_016;

    /** The oldest version spoken to, the first with headers; Bitcoin Core's {@code MIN_PEER_PROTO_VERSION}. */
    public static final int MINIMUM_PROTOCOL_VERSION = 31_800;

    /** Since this version a ping carries a number and is answered (BIP 31). */
    public static final int PONG_VERSION = 60_001;

    /** Since this version a peer may ask for new blocks' headers instead of their hashes (BIP 130). */
    public static final int SENDHEADERS_VERSION = 70_012;

    /** Since this version a peer may say what fee rate it wants at least (BIP 133). */
    public static final int FEEFILTER_VERSION = 70_013;

    /** The service bit of a node that serves all blocks. */
    public static final long NODE_NETWORK = 1;

    /** The service bit of a node that serves blocks with witnesses (BIP 144). */
    public static final long NODE_WITNESS = 8;

    /** The longest user agent in bytes. */
    public static final int MAXIMUM_USER_AGENT = 256;

    /** What counts for a peer that hasn't said who it is yet. */
    public static final VersionMessage NONE =
            new VersionMessage(0, 0, 0, PeerServices.NONE, PeerServices.NONE, 0, "", -1, false);

    /** An address with what its node offers, as only a version message holds it. */
    public record PeerServices(long services, NetworkAddress address) {
        /** An unknown node. */
        public static final PeerServices NONE = new PeerServices(0, NetworkAddress.NONE);

        static PeerServices decode(ByteReader reader) {
            return new PeerServices(reader.readInt64(), NetworkAddress.decode(reader));
        }

        void encode(ByteWriter writer) {
            writer.writeInt64(services);
            address.encode(writer);
        }
    }

    static VersionMessage decode(ByteReader reader) {
        int version = reader.readInt32();
        long services = reader.readInt64();
        long time = reader.readInt64();
        PeerServices receiver = PeerServices.decode(reader);
        PeerServices sender = PeerServices.NONE;
        long nonce = 0;
        if (reader.remaining() > 0) {
            sender = PeerServices.decode(reader);
            nonce = reader.readInt64();
        }
        String userAgent = reader.remaining() > 0 ? readUserAgent(reader) : "";
        int startHeight = reader.remaining() > 0 ? reader.readInt32() : 0;
        boolean relay = reader.remaining() == 0 || reader.readUInt8() != 0;
        return new VersionMessage(version, services, time, receiver, sender, nonce, userAgent, startHeight, relay);
    }

    private static String readUserAgent(ByteReader reader) {
        int offset = reader.position();
        int length = reader.readCompactSize();
        if (length > MAXIMUM_USER_AGENT) {
            throw new MalformedException(
                    offset, FormError.USER_AGENT.with(MAXIMUM_USER_AGENT), FormError.BYTES.with(length));
        }
        // One byte for whatever isn't UTF-8, so that what was read is never longer when it is written again.
        return new String(reader.readByteArray(length), StandardCharsets.UTF_8).replace('\ufffd', '?');
    }

    @Override
    public String command() {
        return "version";
    }

    @Override
    public void encode(ByteWriter writer) {
        writer.writeInt32(version).writeInt64(services).writeInt64(time);
        receiver.encode(writer);
        sender.encode(writer);
        writer.writeInt64(nonce)
                .writeVarBytes(ByteString.copyOf(userAgent.getBytes(StandardCharsets.UTF_8)))
                .writeInt32(startHeight)
                .writeUInt8(relay ? 1 : 0);
    }

    @Override
    public void deliver(MessageHandler handler) {
        handler.onVersion(this);
    }
}
