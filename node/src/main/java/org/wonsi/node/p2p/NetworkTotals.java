package org.wonsi.node.p2p;

/** Bytes over all connections of a node since it started. */
public record NetworkTotals(long sent, long received) {}
