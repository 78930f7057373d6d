package org.wonsi.node.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;

@DisplayName("the recordings that the program carries")
class RecordingLibraryTest {
    /** Of all of them, packed. */
    private static final int MOST_BYTES = 1_500_000;

    static Stream<Lesson> lessons() {
        return LessonLibrary.load().of("en").stream();
    }

    private static String howTo(Lesson lesson) {
        return "lesson " + lesson.number() + " has changed since it was recorded, or never was; record it again:"
                + " ./wonsi seminar --seed 11, and when it mines ./wonsi lab record " + lesson.number()
                + " --out node/src/main/resources/recordings";
    }

    @ParameterizedTest
    @MethodSource("lessons")
    @DisplayName(
            "are one for each lesson, with its steps in their order, its commands, and all that each step waits for")
    void fit(Lesson lesson) {
        assertThat(RecordingLibrary.find(lesson.number())).as(howTo(lesson)).isPresent();
        Recording recording = RecordingLibrary.find(lesson.number()).orElseThrow();
        assertThat(recording.mismatches(lesson)).as(howTo(lesson)).isEmpty();
        assertThat(recording.events()).as("events of the room").isPositive();
        assertThat(recording.answers()).as("answers about the lesson's objects").isPositive();
    }

    @Test
    @DisplayName("take at most 1.5 MB together, and are of these lessons only")
    void small() throws IOException {
        long bytes = 0;
        for (int number = 1; number <= 99; number++) {
            try (InputStream packed = RecordingLibrary.open(number).orElseGet(InputStream::nullInputStream)) {
                bytes += packed.readAllBytes().length;
            }
            int lesson = number;
            assertThat(RecordingLibrary.find(number).isPresent())
                    .as("lesson " + number)
                    .isEqualTo(lessons().anyMatch(one -> one.number() == lesson));
        }
        assertThat(bytes).isBetween(100_000L, (long) MOST_BYTES);
    }
}
