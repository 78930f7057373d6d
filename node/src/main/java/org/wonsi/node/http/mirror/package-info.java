/**
 * A server that answers the public paths from a mirror, without a node: {@code ./wonsi serve}.
 *
 * <p>The paths are the node's own classes ({@code http.rest}); here is what stands in for the node. Read {@link
 * org.wonsi.node.http.mirror.MirroredChain} first.
 */
@org.jspecify.annotations.NullMarked
package org.wonsi.node.http.mirror;
