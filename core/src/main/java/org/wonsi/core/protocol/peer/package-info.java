/**
 * The peers, and the events and effects: what all of the protocol's state machines share.
 *
 * <p>Read {@link org.wonsi.core.protocol.peer.Event} and {@link org.wonsi.core.protocol.peer.Effect} first: all that can happen to a node, and all that it can want done. A machine
 * asks {@link org.wonsi.core.protocol.peer.PeerList} who is there, puts what it wants into the {@link org.wonsi.core.protocol.peer.Outbox}, and tells {@link
 * org.wonsi.core.protocol.peer.Misbehaviour} of who broke a rule.
 */
@NullMarked
package org.wonsi.core.protocol.peer;

import org.jspecify.annotations.NullMarked;
