package org.wonsi.node.http.vote;

import org.jspecify.annotations.Nullable;

/**
 * A request of the operator to open a vote on a question.
 *
 * @param lesson its number
 * @param ask the name of the question in it
 * @param again whether a vote on it that is there already begins again
 */
public record VoteOpening(int lesson, @Nullable String ask, boolean again) {}
