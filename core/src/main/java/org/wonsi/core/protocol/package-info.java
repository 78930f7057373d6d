/**
 * The network of the paper's section 5, as state machines without input or output: events in, effects out.
 *
 * <p>Read {@link org.wonsi.core.protocol.message.Message} first, the messages between nodes; then
 * {@link org.wonsi.core.protocol.FullNode}, which hands every event to one small state machine for each concern and
 * collects what they want done. The machines stand in rooms, each using only those before it: {@code message},
 * {@code peer} (peers, events, effects), {@code relay} (transactions), {@code sync} (headers and blocks); here are the
 * node itself and what concerns the connections: handshake, keep-alive, addresses, serving.
 *
 * <p>Nothing here opens a socket, reads a clock or starts a thread: the time is an argument, randomness is a seeded
 * generator, and a peer is a number. So the same code runs behind real sockets ({@code node.p2p}) and, thousands of
 * times faster than life, in the lab ({@code lab.network}). Equal events, times and seed give equal effects.
 *
 * <p>Whether a block or transaction is valid is decided in {@code chain} and {@code mempool}; this package only decides
 * whom to ask, whom to tell, and whom to stop talking to.
 */
@NullMarked
package org.wonsi.core.protocol;

import org.jspecify.annotations.NullMarked;
