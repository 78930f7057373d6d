/**
 * What a node counts for Prometheus while it runs.
 *
 * <p>Here are the counts that only the place knows where something happens: blocks, refusals, reorganisations. What can be looked
 * up at any time (height, mempool, peers) isn't kept here; {@code http.metrics} asks the node for it when it is asked itself. Read
 * {@link org.wonsi.node.metrics.ChainMetrics} first.
 */
@org.jspecify.annotations.NullMarked
package org.wonsi.node.metrics;
