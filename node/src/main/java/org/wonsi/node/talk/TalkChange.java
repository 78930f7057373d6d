package org.wonsi.node.talk;

import org.jspecify.annotations.Nullable;

/**
 * A change of a {@link Talk}; what is absent stays as it is.
 *
 * @param lesson another lesson, or 0 for the screen before the talk, 99 for the one after it; its step is then 0 unless it is given
 * @param step another step, 0 (the idea) to 99
 * @param tab what the lesson shows: experiment, faces, terminal or code
 * @param black whether the projector is black
 * @param paused whether the picture is held
 * @param slow whether things move slowly
 * @param show the id of a question of this lesson whose answer is shown from now on
 * @param forget a lesson whose answers are hidden again
 * @param back if true, to where the talk was before another lesson was opened
 * @param plan minutes of the schedule: 50, 90 or 180
 * @param timing true starts the clock anew, false stops and clears it
 * @param play a step, 1 to 99, whose recording begins to play now: this lesson is shown from its recording from then on
 * @param played a step, 0 to 99, at whose end this lesson's recording stands; 0 is its beginning
 * @param live if true, this lesson is shown from its live experiments again
 */
public record TalkChange(
        @Nullable Integer lesson,
        @Nullable Integer step,
        @Nullable String tab,
        @Nullable Boolean black,
        @Nullable Boolean paused,
        @Nullable Boolean slow,
        @Nullable String show,
        @Nullable Integer forget,
        @Nullable Boolean back,
        @Nullable Integer plan,
        @Nullable Boolean timing,
        @Nullable Integer play,
        @Nullable Integer played,
        @Nullable Boolean live) {}
