package org.wonsi.node.http.node.body;

/**
 * The outcome for a submitted block that isn't refused; {@code POST /node/blocks}.
 *
 * @param outcome {@code accepted}, {@code duplicate} or {@code orphan}
 * @param height of this node's tip afterwards
 */
public record BlockAcceptance(String hash, String outcome, int height, String tip) {}
