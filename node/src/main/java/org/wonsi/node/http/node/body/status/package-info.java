/**
 * The bodies that tell how a node is doing: its status, and the parts of it.
 *
 * <p>Read {@link org.wonsi.node.http.node.body.status.NodeStatus} first. Rules for all bodies are those of the package above.
 */
@NullMarked
package org.wonsi.node.http.node.body.status;

import org.jspecify.annotations.NullMarked;
