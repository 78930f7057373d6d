package org.wonsi.core.protocol.message;

import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;

/**
 * An address as it is passed on from node to node; 30 bytes.
 *
 * @param time when the node was last seen, seconds since 1970 UTC; 0 to 2^32-1
 * @param services what the node offers, a bit each
 */
public record PeerAddress(long time, long services, NetworkAddress address) {
    static final int SIZE = 30;

    public PeerAddress {
        if (time < 0 || time > 0xffff_ffffL) {
            throw new IllegalArgumentException("time is no unsigned 32-bit number: " + time);
        }
    }

    static PeerAddress decode(ByteReader reader) {
        return new PeerAddress(reader.readUInt32(), reader.readInt64(), NetworkAddress.decode(reader));
    }

    void encode(ByteWriter writer) {
        writer.writeUInt32(time).writeInt64(services);
        address.encode(writer);
    }
}
