/**
 * The network of the paper's section 5, as state machines without input or output: events in, effects out.
 *
 * <p>Read {@link org.wonsi.core.protocol.Message} first, the language nodes speak; then {@code
 * FullNode}, which hands every event to one small machine a concern (handshake, keep-alive,
 * header sync, block download, transaction relay, addresses, misbehaviour) and collects what they want done.
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
