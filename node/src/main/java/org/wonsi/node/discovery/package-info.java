/**
 * The discovery of nodes on the local network: DNS service discovery over multicast DNS (RFC 6762, 6763).
 *
 * <p>Read {@link org.wonsi.node.discovery.LanDiscovery} first: it owns the sockets and the clock. {@link
 * org.wonsi.node.service.Announcement} is what a node says of itself, and refuses what others make up; {@link
 * org.wonsi.node.discovery.NeighbourTable} decides whom to dial, without any network, so that it can be tested.
 *
 * <p>Anybody in the room can announce anything. So a record is only a hint to dial an address of the same local network;
 * whether there really is a node of this chain shows in the handshake and in the headers.
 */
@NullMarked
package org.wonsi.node.discovery;

import org.jspecify.annotations.NullMarked;
