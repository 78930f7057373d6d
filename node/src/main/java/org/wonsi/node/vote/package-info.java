/**
 * The votes of a room: what is asked, who has chosen what, and when that is shown.
 *
 * <p>Pure: no sockets, files or threads; time and randomness are arguments. Read {@link org.wonsi.node.vote.VoteRoom} first; a {@link org.wonsi.node.vote.Ballot} is one vote with its limits, {@link org.wonsi.node.vote.DeviceNames} how a device
 * is known again. What a question says, and which answer is right, is in the lesson's file and not here.
 */
@NullMarked
package org.wonsi.node.vote;

import org.jspecify.annotations.NullMarked;
