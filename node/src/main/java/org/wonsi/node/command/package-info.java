/**
 * One running node, and the commands that start it.
 *
 * <p>Read {@link org.wonsi.node.service.NodeService} first: it is all that HTTP, the miner and the seminar see of a node.
 * {@code Node} implements it around one <em>chain thread</em>, which alone touches the chain, the mempool and the
 * protocol; everybody else sends it tasks, or reads the {@code NodeSnapshot} it published last.
 *
 * <p>{@link org.wonsi.node.command.Wonsi} is the main class; each command is a class of its own.
 *
 * <p>Not here: the rules ({@code org.wonsi.core}), sockets ({@code p2p}), the database ({@code store}), the web ({@code
 * http}), the search for a nonce ({@code miner}).
 */
@NullMarked
package org.wonsi.node.command;

import org.jspecify.annotations.NullMarked;
