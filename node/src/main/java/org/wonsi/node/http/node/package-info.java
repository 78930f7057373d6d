/**
 * This node's own paths under {@code /node}: what it is, whom it knows, its miner, its faucet, and what the board draws.
 *
 * <p>Nodes in one process are siblings: a path of any of them takes {@code ?node=NAME} and speaks of that sibling, so that
 * a page which talks only to the node that served it can show and steer all. Read {@link
 * org.wonsi.node.http.route.SiblingNodes} first, then {@link org.wonsi.node.http.node.BoardPicture}.
 *
 * <p>Bodies are the records of package {@code body}. Reading is open, the faucet and blocks too; the rest needs the operator.
 */
@NullMarked
package org.wonsi.node.http.node;

import org.jspecify.annotations.NullMarked;
