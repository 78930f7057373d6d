/**
 * The path {@code /metrics}: a node's figures for Prometheus, and who may read them.
 *
 * <p>docs/operations.md lists every figure. Read {@link org.wonsi.node.http.metrics.MetricsRoutes} first.
 */
@org.jspecify.annotations.NullMarked
package org.wonsi.node.http.metrics;
