/**
 * One node put together: its configuration, start and shutdown, and the thread that owns its chain.
 *
 * <p>Read {@link org.wonsi.node.runtime.Node} first. It implements {@link org.wonsi.node.service.NodeService} around one <em>chain thread</em> ({@link
 * org.wonsi.node.runtime.thread.ChainThread}), which alone touches the chain, the mempool and the protocol ({@link
 * org.wonsi.node.runtime.NodeCore}); everybody else sends it tasks, or reads the snapshot that it published last. What nodes of one process
 * share is a {@link org.wonsi.node.runtime.NodeGroup}. Rooms below: {@code thread} (whose turn it is), {@code sync} (how far
 * behind), {@code faucet}.
 *
 * <p>Not here: the rules ({@code org.wonsi.core}), sockets ({@code p2p}), the database ({@code store}), the web ({@code
 * http}), the search for a nonce ({@code miner}).
 */
@NullMarked
package org.wonsi.node.runtime;

import org.jspecify.annotations.NullMarked;
