package org.wonsi.node.talk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Talk} at one moment. Times are milliseconds since 1970 UTC by the node's clock.
 *
 * @param version grows with every change, over restarts too
 * @param lesson the lesson that is shown; 0 is the screen before the talk, 99 the one after it
 * @param step 0 for the lesson's idea
 * @param tab what the lesson shows: experiment, faces, terminal or code
 * @param shown questions whose answers are shown
 * @param before the place that one key leads back to; absent if there is none
 * @param plan minutes of the schedule
 * @param started when the clock began; absent while it stands
 * @param since when the present lesson was entered, or the clock began in it; absent while the clock stands
 * @param spent what earlier visits to lessons took since the clock began
 * @param recorded lessons that are shown from their recordings
 * @param now the time of this answer
 */
public record TalkState(
        long version,
        int lesson,
        int step,
        String tab,
        boolean black,
        boolean paused,
        boolean slow,
        List<Question> shown,
        @Nullable Place before,
        int plan,
        @Nullable Long started,
        @Nullable Long since,
        List<Spent> spent,
        List<Recorded> recorded,
        long now) {
    /** Copies the lists. */
    public TalkState {
        shown = List.copyOf(shown);
        spent = List.copyOf(spent);
        recorded = List.copyOf(recorded);
    }

    /** A step of a lesson. */
    public record Place(int lesson, int step) {}

    /** A question of a lesson by its id. */
    public record Question(int lesson, String id) {}

    /** The milliseconds that a lesson took. */
    public record Spent(int lesson, long millis) {}

    /**
     * A lesson that is shown from its recording.
     *
     * @param step up to which it has played
     * @param since when this step began to play; 0 if it is over
     */
    public record Recorded(int lesson, int step, long since) {}
}
