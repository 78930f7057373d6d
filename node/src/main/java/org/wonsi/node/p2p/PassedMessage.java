package org.wonsi.node.p2p;

import java.time.Instant;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * A message that passed over a connection, with the bytes as they travelled.
 *
 * @param number counts the messages of this node since its start, from 1
 * @param sent whether it left; else it came
 * @param command its name on the wire
 * @param bytes all of it, the 24 bytes in front included
 */
public record PassedMessage(
        long number, Instant at, PeerId peer, NetworkAddress address, boolean sent, String command, ByteString bytes) {}
