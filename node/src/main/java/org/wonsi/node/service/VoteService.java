package org.wonsi.node.service;

import java.util.List;
import java.util.Optional;

/**
 * The vote of a room on what an experiment will show: one question at a time, one answer a device. All of it may be called from
 * any thread.
 *
 * <p>It is no election. The choice of each device is kept in memory until the answer is shown, and only the counts after that.
 * A device is a random name that this process gave out; limits for each address bound what one laptop can stuff, and what it
 * costs.
 */
public interface VoteService {
    /** What is asked now; a vote that was left alone for an hour is over. */
    Poll poll();

    /** How often each answer was chosen until now, in the answers' order: for the operator. Empty if nothing is asked. */
    List<Integer> counts();

    /**
     * Asks a question. Where the same one is asked already, or was answered, it stays as it is unless {@code again} says to
     * begin again; another question takes the place of the one before.
     */
    Poll open(Question question, boolean again);

    /** Shows the answer of a vote and forgets who chose what; false if another vote, or none, is under way. */
    boolean reveal(long vote);

    /** Ends the vote and forgets all of it. */
    void close();

    /** A name for a device that has none: random, and signed, so that it is known again without being kept. */
    String newDevice();

    /** Whether this process gave out that name. */
    boolean isDevice(String name);

    /** A device asked what there is; it counts as here for the next ten seconds. */
    void markPresent(String device);

    /** What a device has chosen; empty once the answer was shown. */
    Optional<String> choice(String device);

    /** Counts a device's answer, or changes the one it gave. */
    Cast cast(long vote, String device, String address, String letter);

    /** The phases of a vote. */
    enum Phase {
        NONE,
        OPEN,
        REVEALED
    }

    /**
     * A question of a lesson, by its place; what it says is in the lesson's file.
     *
     * @param letters of the answers, in their order
     */
    record Question(int lesson, String ask, List<String> letters) {
        public Question {
            letters = List.copyOf(letters);
        }
    }

    /**
     * A vote as anybody may see it.
     *
     * @param id a random number, below 2^52 so that a script can hold it; 0 if nothing is asked
     * @param voted devices that have chosen
     * @param here devices that asked in the last ten seconds
     * @param counts of each answer, in the answers' order; empty until the answer is shown
     */
    record Poll(long id, Phase phase, Optional<Question> question, int voted, int here, List<Integer> counts) {
        public Poll {
            counts = List.copyOf(counts);
        }
    }

    /** The outcome of an answer. */
    enum Cast {
        /** It counts, and takes the place of the one before. */
        COUNTED,
        /** Nothing is asked now, or another question. */
        OTHER_VOTE,
        /** The answer was shown already. */
        TOO_LATE,
        /** The question has no such answer. */
        UNKNOWN_ANSWER,
        /** So many devices of this address have voted that no more are taken. */
        ADDRESS_FULL,
        /** So many devices have voted in all. */
        ROOM_FULL
    }
}
