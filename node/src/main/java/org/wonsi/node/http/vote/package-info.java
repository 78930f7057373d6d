/**
 * The routes under {@code /vote}: what phones see and send, and what the operator may do with a vote.
 *
 * <p>{@link org.wonsi.node.http.vote.VoteRoutes} is what to read first. The right answer and its reason come from the lesson's
 * file, in the language asked for, and are put into an answer in one place, {@link org.wonsi.node.http.vote.VotePicture}.
 */
@NullMarked
package org.wonsi.node.http.vote;

import org.jspecify.annotations.NullMarked;
