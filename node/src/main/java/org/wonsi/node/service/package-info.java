/**
 * What HTTP, the miner, discovery and the seminar may ask of a node, and what they get.
 *
 * <p>Read {@link org.wonsi.node.service.NodeService} first. The other interfaces are its parts by subject: {@link
 * org.wonsi.node.service.PeerControl}, {@link org.wonsi.node.service.MinerControl}, {@link org.wonsi.node.service.Purse}, {@link org.wonsi.node.service.PaymentStream} and
 * {@link org.wonsi.node.service.EventLog}; the records are values that don't change. Package {@code runtime} implements them; nothing here
 * starts, opens or decides anything.
 */
@NullMarked
package org.wonsi.node.service;

import org.jspecify.annotations.NullMarked;
