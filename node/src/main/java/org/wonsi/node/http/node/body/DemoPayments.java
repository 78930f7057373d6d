package org.wonsi.node.http.node.body;

/**
 * The switch of the demo payments: whether a seminar's nodes pay each other small amounts, for a room to see;
 * {@code /node/demo-payments}.
 */
public record DemoPayments(boolean enabled) {}
