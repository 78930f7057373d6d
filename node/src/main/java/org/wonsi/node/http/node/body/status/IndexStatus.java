package org.wonsi.node.http.node.body.status;

/**
 * The progress of an index that is built while the node runs.
 *
 * @param complete whether it can be asked
 * @param percent of what it is to hold, rounded down
 * @param height of the last block that is in it with all that came before
 */
public record IndexStatus(boolean complete, int percent, int height) {}
