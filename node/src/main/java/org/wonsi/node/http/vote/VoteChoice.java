package org.wonsi.node.http.vote;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a phone sends.
 *
 * @param vote the number of the vote that it saw
 * @param answer the letter, {@code a} for the first
 */
public record VoteChoice(long vote, @Nullable String answer) {}
