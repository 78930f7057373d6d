package org.wonsi.node.http.vote;

/**
 * Which vote's answer the operator shows.
 *
 * @param vote its number
 */
public record VoteReveal(long vote) {}
