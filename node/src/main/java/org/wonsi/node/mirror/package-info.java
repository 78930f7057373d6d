/**
 * A node's active chain and mempool in PostgreSQL: written by one node, read by any number of servers.
 *
 * <p>{@link org.wonsi.node.mirror.Mirror} is the writing side, a thread beside the node; {@link
 * org.wonsi.node.mirror.MirrorReader} the reading side. docs/mirror.md explains both. Read {@link
 * org.wonsi.node.mirror.MirrorWriter} first: it says what one transaction of the database is.
 */
@org.jspecify.annotations.NullMarked
package org.wonsi.node.mirror;
