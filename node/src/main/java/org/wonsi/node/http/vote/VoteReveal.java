package org.wonsi.node.http.vote;

/**
 * A request of the operator to show a vote's answer.
 *
 * @param vote its number
 */
public record VoteReveal(long vote) {}
