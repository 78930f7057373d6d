package org.wonsi.node.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.node.talk.TalkState.Place;
import org.wonsi.node.talk.TalkState.Question;
import org.wonsi.node.talk.TalkState.Recorded;
import org.wonsi.node.talk.TalkState.Spent;

@DisplayName("a talk")
class TalkTest {
    private static final TalkChange NOTHING =
            new TalkChange(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private long millis = 1_000_000;
    private final List<Long> told = new ArrayList<>();
    private final Talk talk = new Talk(() -> Instant.ofEpochMilli(millis), told::add);

    private TalkState enter(int lesson, int step) {
        return talk.change(
                new TalkChange(lesson, step, null, null, null, null, null, null, null, null, null, null, null, null));
    }

    private TalkState step(int step) {
        return talk.change(
                new TalkChange(null, step, null, null, null, null, null, null, null, null, null, null, null, null));
    }

    private TalkState back() {
        return talk.change(
                new TalkChange(null, null, null, null, null, null, null, null, true, null, null, null, null, null));
    }

    private TalkState timing(boolean on) {
        return talk.change(
                new TalkChange(null, null, null, null, null, null, null, null, null, null, on, null, null, null));
    }

    private TalkState show(String id) {
        return talk.change(
                new TalkChange(null, null, null, null, null, null, id, null, null, null, null, null, null, null));
    }

    @Test
    @DisplayName("begins nowhere, with a clock that stands, and each change has a higher number that is told")
    void begins() {
        assertThat(talk.now())
                .isEqualTo(new TalkState(
                        1_000_000,
                        0,
                        0,
                        "experiment",
                        false,
                        false,
                        false,
                        List.of(),
                        null,
                        50,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        1_000_000));
        enter(3, 0);
        talk.change(NOTHING);
        assertThat(told).containsExactly(1_000_001L, 1_000_002L);
    }

    @Test
    @DisplayName("starts its clock with the first step, not with the idea before it, and books each lesson's time")
    void clock() {
        assertThat(enter(3, 0).started()).isNull();
        millis += 5_000;
        assertThat(step(1).started()).isEqualTo(1_005_000);
        millis += 130_000;
        TalkState four = enter(4, 0);
        assertThat(four.spent()).containsExactly(new Spent(3, 130_000));
        assertThat(four.since()).isEqualTo(1_135_000);
        millis += 7_000;
        enter(3, 1);
        millis += 1_000;
        assertThat(enter(5, 0).spent()).containsExactly(new Spent(3, 131_000), new Spent(4, 7_000));
        assertThat(talk.now().started()).isEqualTo(1_005_000);
    }

    @Test
    @DisplayName("is not made younger by a clock that is set back, and starts anew or stops when told")
    void clockSetBack() {
        enter(1, 1);
        millis -= 600_000;
        assertThat(enter(2, 0).spent()).containsExactly(new Spent(1, 0));
        TalkState anew = timing(true);
        assertThat(anew.spent()).isEmpty();
        assertThat(anew.started()).isEqualTo(400_000);
        assertThat(timing(false).started()).isNull();
    }

    @Test
    @DisplayName("leads back from a wrong lesson to the step that was left, and forth again")
    void wrongLesson() {
        enter(3, 4);
        assertThat(talk.now().before()).isNull();
        assertThat(enter(11, 0).before()).isEqualTo(new Place(3, 4));
        TalkState returned = back();
        assertThat(new Place(returned.lesson(), returned.step())).isEqualTo(new Place(3, 4));
        assertThat(returned.before()).isEqualTo(new Place(11, 0));
        assertThat(step(5).before()).isEqualTo(new Place(11, 0));
    }

    @Test
    @DisplayName("with nowhere to go back to stays where it is")
    void nowhereBack() {
        enter(3, 4);
        assertThat(back().step()).isEqualTo(4);
    }

    @Test
    @DisplayName("another lesson begins at its idea and with its experiment")
    void anotherLesson() {
        enter(3, 4);
        talk.change(
                new TalkChange(null, null, "faces", true, true, true, null, null, null, 180, null, null, null, null));
        assertThat(talk.now())
                .extracting(TalkState::tab, TalkState::black, TalkState::paused, TalkState::slow, TalkState::plan)
                .containsExactly("faces", true, true, true, 180);
        TalkState four = talk.change(
                new TalkChange(4, null, null, null, null, null, null, null, null, null, null, null, null, null));
        assertThat(four.step()).isZero();
        assertThat(four.tab()).isEqualTo("experiment");
        assertThat(four.black()).isTrue();
    }

    @Test
    @DisplayName("remembers which answers are shown, 200 at most, and forgets a lesson's")
    void answers() {
        enter(3, 2);
        assertThat(show("where").shown()).containsExactly(new Question(3, "where"));
        enter(4, 1);
        show("luck");
        assertThat(talk.change(new TalkChange(
                                null, null, null, null, null, null, null, 3, null, null, null, null, null, null))
                        .shown())
                .containsExactly(new Question(4, "luck"));
        for (int i = 0; i < 200; i++) {
            show("q" + i);
        }
        assertThat(talk.now().shown()).hasSize(200).doesNotContain(new Question(4, "luck"));
    }

    private TalkState record(@Nullable Integer play, @Nullable Integer played, @Nullable Boolean live) {
        return talk.change(
                new TalkChange(null, null, null, null, null, null, null, null, null, null, null, play, played, live));
    }

    @Test
    @DisplayName("keeps for each lesson how far its recording has played and since when, until it is live again")
    void recorded() {
        enter(3, 4);
        assertThat(record(null, 3, null).recorded()).containsExactly(new Recorded(3, 3, 0));
        millis += 7_000;
        assertThat(record(4, null, null).recorded()).containsExactly(new Recorded(3, 4, 1_007_000));
        enter(5, 1);
        assertThat(record(null, 0, null).recorded())
                .containsExactly(new Recorded(3, 4, 1_007_000), new Recorded(5, 0, 0));
        assertThat(record(null, null, false).recorded()).hasSize(2);
        assertThat(record(null, null, true).recorded()).containsExactly(new Recorded(3, 4, 1_007_000));
        assertThat(back().recorded()).containsExactly(new Recorded(3, 4, 1_007_000));
    }

    @Test
    @DisplayName("refuses steps of a recording that no lesson has: 1 to 99 to play, 0 to 99 to stand at")
    void recordedLimits() {
        assertThatThrownBy(() -> record(0, null, null)).hasMessage("play is 1 to 99, not 0");
        assertThatThrownBy(() -> record(100, null, null)).hasMessage("play is 1 to 99, not 100");
        assertThatThrownBy(() -> record(null, -1, null)).hasMessage("played is 0 to 99, not -1");
        assertThatThrownBy(() -> record(null, 100, null)).hasMessage("played is 0 to 99, not 100");
        assertThat(talk.now().recorded()).isEmpty();
        enter(1, 0);
        assertThat(record(99, null, null).recorded()).hasSize(1);
        assertThat(record(null, 99, null).recorded()).containsExactly(new Recorded(1, 99, 0));
    }

    private TalkState enterAndPlay(int lesson, int step) {
        return talk.change(
                new TalkChange(lesson, step, null, null, null, null, null, null, null, null, null, step, null, null));
    }

    @Test
    @DisplayName("plays a recording in a lesson only, not on the screens before and after the talk, 0 and 99")
    void recordedNowhere() {
        String none = "play and played are steps of a lesson, and the talk is at none";
        assertThatThrownBy(() -> record(1, null, null))
                .isInstanceOf(RefusedException.class)
                .hasMessage(none);
        assertThatThrownBy(() -> record(null, 0, null)).hasMessage(none);
        assertThatThrownBy(() -> enterAndPlay(99, 1)).hasMessage(none);
        assertThat(told).isEmpty();
        assertThat(talk.now().lesson()).isZero();
        assertThat(enterAndPlay(98, 1).recorded()).containsExactly(new Recorded(98, 1, millis));
        assertThatThrownBy(() -> enterAndPlay(0, 1)).hasMessage(none);
        assertThat(talk.now().lesson()).isEqualTo(98);
        assertThat(enterAndPlay(1, 1).recorded()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-1  | 0   | lesson is 0 to 99, not -1",
                "100 | 0   | lesson is 0 to 99, not 100",
                "1   | -1  | step is 0 to 99, not -1",
                "1   | 100 | step is 0 to 99, not 100"
            })
    @DisplayName("refuses a place that no lesson has")
    void limits(int lesson, int step, String why) {
        assertThatThrownBy(() -> enter(lesson, step))
                .isInstanceOf(RefusedException.class)
                .hasMessage(why);
        assertThat(told).isEmpty();
        assertThat(enter(99, 99).lesson()).isEqualTo(99);
    }

    @Test
    @DisplayName("refuses tabs, schedules and questions that there are none of, and then changes nothing")
    void words() {
        assertThatThrownBy(() -> talk.change(new TalkChange(
                        2, null, "video", null, null, null, null, null, null, null, null, null, null, null)))
                .hasMessage("tab is one of experiment, faces, terminal and code, not 'video'");
        assertThatThrownBy(() -> talk.change(
                        new TalkChange(2, null, null, null, null, null, null, null, null, 60, null, null, null, null)))
                .hasMessage("plan is 50, 90 or 180 minutes, not 60");
        assertThatThrownBy(() -> show("<b>")).hasMessage("show is a question's id, such as 'where'");
        assertThatThrownBy(() -> show("a".repeat(41))).isInstanceOf(RefusedException.class);
        assertThat(show("a".repeat(40)).shown()).hasSize(1);
        assertThat(talk.now().lesson()).isZero();
    }
}
