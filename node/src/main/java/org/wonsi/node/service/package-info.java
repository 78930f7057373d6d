/**
 * The interfaces of a node: what HTTP, the miner, discovery and the seminar may ask of it, and what they get.
 *
 * <p>Read {@link org.wonsi.node.service.NodeService} first. The other interfaces are its parts by subject, of at most
 * twelve methods: {@link org.wonsi.node.service.ChainView} looks at chain and mempool, and most routes need nothing else;
 * {@link org.wonsi.node.service.ChainControl} and {@link org.wonsi.node.service.MempoolControl} change them, {@link
 * org.wonsi.node.service.PeerControl} and {@link org.wonsi.node.service.MinerControl} what they are named after. The records are values that don't
 * change. What happened is told in {@code service.event}, what lessons may do in {@code service.lab}. Package {@code runtime} implements them; nothing here
 * starts, opens or decides anything.
 */
@NullMarked
package org.wonsi.node.service;

import org.jspecify.annotations.NullMarked;
