package org.wonsi.node.p2p;

import java.time.Instant;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * A message that passed over a connection; {@link PassedMessageLog} keeps its bytes.
 *
 * @param number counts the messages of this node since its start, from 1
 * @param sent whether it left; else it came
 * @param command its name on the wire
 * @param size how many bytes, the 24 in front included
 */
public record PassedMessage(
        long number, Instant at, PeerId peer, NetworkAddress address, boolean sent, String command, int size) {}
