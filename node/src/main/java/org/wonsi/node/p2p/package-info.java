/**
 * The sockets: they carry the messages of {@code core.protocol} between nodes, as Bitcoin's TCP protocol has them.
 *
 * <p>Read {@link org.wonsi.node.p2p.P2pNetwork} first. Each connection has one thread that reads and one that writes, with
 * blocking calls: easy to follow in a debugger, and enough for the hundred or so peers a node has. What the bytes mean and
 * what to answer is decided by {@code FullNode} on the chain thread; here it only becomes events and effects.
 *
 * <p>Everything has a limit: connections in all and from one address, bytes waiting for a slow reader, bytes read and not
 * yet dealt with, time to connect.
 */
@NullMarked
package org.wonsi.node.p2p;

import org.jspecify.annotations.NullMarked;
