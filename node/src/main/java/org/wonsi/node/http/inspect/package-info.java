/**
 * The inspection of a node's data over HTTP: messages as they were sent, scripts as they ran, branches of merkle trees,
 * and what this node would say of a block that somebody has changed.
 *
 * <p>Nothing here changes the node. All of it is open to strangers, so each answer has its limits. {@link
 * org.wonsi.node.http.inspect.InspectRoutes} is what to read first.
 */
@NullMarked
package org.wonsi.node.http.inspect;

import org.jspecify.annotations.NullMarked;
