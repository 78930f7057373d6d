package org.wonsi.node.vote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.node.service.VoteService.Cast;
import org.wonsi.node.service.VoteService.Question;

/**
 * One vote on one question: open, then revealed. For one thread at a time.
 *
 * <p>A device has one answer and may change it while the vote is open. Revealing keeps the counts and forgets the devices.
 */
final class Ballot {
    /** Devices of one address, which a whole room may share. */
    static final int MOST_OF_AN_ADDRESS = 300;

    /** Devices in all; with it the memory is bounded. */
    static final int MOST_IN_ALL = 3_000;

    private final long id;
    private final Question question;
    /** The place of the chosen answer, by device. */
    private final Map<String, Integer> chosen = new HashMap<>();

    private final Map<String, Integer> ofAddress = new HashMap<>();
    private final List<Integer> counts;
    private int voted;
    private boolean revealed;

    Ballot(long id, Question question) {
        this.id = id;
        this.question = question;
        this.counts = new ArrayList<>(Collections.nCopies(question.letters().size(), 0));
    }

    Cast cast(String device, String address, String letter) {
        int answer = question.letters().indexOf(letter);
        if (revealed) {
            return Cast.TOO_LATE;
        }
        if (answer < 0) {
            return Cast.UNKNOWN_ANSWER;
        }
        Integer before = chosen.get(device);
        if (before != null) {
            counts.set(before, counts.get(before) - 1);
        } else if (ofAddress.getOrDefault(address, 0) >= MOST_OF_AN_ADDRESS) {
            return Cast.ADDRESS_FULL;
        } else if (voted >= MOST_IN_ALL) {
            return Cast.ROOM_FULL;
        } else {
            ofAddress.merge(address, 1, Integer::sum);
            voted++;
        }
        chosen.put(device, answer);
        counts.set(answer, counts.get(answer) + 1);
        return Cast.COUNTED;
    }

    void reveal() {
        revealed = true;
        chosen.clear();
        ofAddress.clear();
    }

    Optional<String> choice(String device) {
        return Optional.ofNullable(chosen.get(device)).map(question.letters()::get);
    }

    long id() {
        return id;
    }

    Question question() {
        return question;
    }

    boolean isRevealed() {
        return revealed;
    }

    int voted() {
        return voted;
    }

    List<Integer> counts() {
        return List.copyOf(counts);
    }
}
