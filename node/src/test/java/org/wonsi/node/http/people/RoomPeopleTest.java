package org.wonsi.node.http.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.http.people.RoomPeople.Outcome;

@DisplayName("The names of a room")
class RoomPeopleTest {
    private static final Instant START = Instant.parse("2026-11-28T03:00:00Z");

    private static final String HOST = "192.168.0.7";

    private final RoomPeople people = new RoomPeople();

    @ParameterizedTest
    @ValueSource(strings = {"지우", "Kim", "Lee 2", "Anne-Marie", "민준_1", " 하은 ", "abcdefghijklmnop", "นี่", "क्षि"})
    @DisplayName("may have letters and digits, with single marks between them, and sixteen at most")
    void names(String name) {
        assertThat(people.name("a", name, HOST, "W", START)).isEqualTo(Outcome.TAKEN_UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abcdefghijklmnopq",
                "<b>x</b>",
                "a  b",
                "a\u202eb",
                "a\u0000",
                "Kim\ufe0f",
                "K\u034fim",
                "\u3164",
                "Kim\u115f",
                "a\udb40\udd00",
                "a\u0321\u0322\u0321\u0322",
                "\u0321a",
                "-a",
                "O.K.",
                "\ud83d\ude00",
                "a\nb"
            })
    @DisplayName(
            "are no tags, no control or direction signs, nothing unseen, no heaps of marks, no pictures, and no seventeen letters")
    void noNames(String name) {
        assertThat(people.name("a", name, HOST, "W", START)).isEqualTo(Outcome.NO_NAME);
        assertThat(people.name("a", "x".repeat(1_000_000), HOST, "W", START)).isEqualTo(Outcome.NO_NAME);
        assertThat(people.all(START)).isEmpty();
    }

    @Test
    @DisplayName("belong to one device each, whatever their case or width; who takes another gives back his own")
    void one() {
        assertThat(people.name("a", "Kim", HOST, "W1", START)).isEqualTo(Outcome.TAKEN_UP);
        assertThat(people.name("b", "kim", HOST, "W1", START)).isEqualTo(Outcome.TAKEN_BY_ANOTHER);
        assertThat(people.name("b", "\uff2bim", HOST, "W2", START)).isEqualTo(Outcome.TAKEN_BY_ANOTHER);
        assertThat(people.name("a", "KIM", HOST, "W3", START)).isEqualTo(Outcome.TAKEN_UP);
        assertThat(people.name("a", "Lee", HOST, "W3", START)).isEqualTo(Outcome.TAKEN_UP);
        assertThat(people.name("b", "kim", HOST, "W2", START)).isEqualTo(Outcome.TAKEN_UP);
        assertThat(people.all(START)).containsExactly(new Person("Lee", "W3"), new Person("kim", "W2"));
        assertThat(people.of("a")).contains(new Person("Lee", "W3"));
        assertThat(people.of("c")).isEmpty();
    }

    @Test
    @DisplayName("are forgotten half an hour after the device was last seen")
    void forgotten() {
        people.name("a", "Kim", HOST, "W1", START);
        assertThat(people.all(START.plusSeconds(1_800))).hasSize(1);
        people.seen("a", START.plusSeconds(1_800));
        assertThat(people.all(START.plusSeconds(3_600))).hasSize(1);
        assertThat(people.all(START.plusSeconds(3_601))).isEmpty();
        people.seen("a", START.plusSeconds(3_602));
        assertThat(people.all(START.plusSeconds(3_602))).isEmpty();
    }

    @Test
    @DisplayName("are found by every address that their device told first, until they are forgotten")
    void addresses() {
        people.name("a", "Kim", HOST, "W1", START);
        people.name("a", "Kim", HOST, "W2", START);
        people.name("b", "Lee", HOST, "W2", START);
        assertThat(people.nameOf("W1")).contains("Kim");
        assertThat(people.nameOf("W2")).contains("Kim");
        assertThat(people.nameOf("W3")).isEmpty();
        people.name("a", "Park", HOST, "W1", START.plusSeconds(60));
        assertThat(people.nameOf("W2")).contains("Park");
        people.all(START.plusSeconds(60 + 1_801));
        assertThat(people.nameOf("W2")).isEmpty();
        people.name("b", "Lee", HOST, "W2", START.plusSeconds(2_000));
        assertThat(people.nameOf("W2")).contains("Lee");
    }

    @Test
    @DisplayName(
            "are found by a device's newest hundred addresses; who tells more loses his own oldest, and nobody another's")
    void manyAddresses() {
        people.name("a", "Kim", HOST, "W1", START);
        for (int i = 0; i < 100; i++) {
            people.name("b", "Lee", HOST, "X" + i, START);
        }
        assertThat(people.nameOf("X0")).contains("Lee");
        people.name("b", "Lee", HOST, "X100", START);
        assertThat(people.nameOf("X0")).isEmpty();
        assertThat(people.nameOf("X1")).contains("Lee");
        for (int i = 101; i < 20_000; i++) {
            people.name("b", "Lee", HOST, "X" + i, START);
        }
        people.name("b", "Lee", HOST, "W1", START);
        assertThat(people.nameOf("W1")).contains("Kim");
    }

    @Test
    @DisplayName("are three hundred at most")
    void full() {
        for (int i = 0; i < 300; i++) {
            assertThat(people.name("d" + i, "n" + i, HOST, "W", START)).isEqualTo(Outcome.TAKEN_UP);
        }
        assertThat(people.name("late", "late", HOST, "W", START)).isEqualTo(Outcome.ROOM_FULL);
        assertThat(people.name("d7", "other", HOST, "W", START)).isEqualTo(Outcome.TAKEN_UP);
    }

    @Test
    @DisplayName(
            "of a full room are the ones of the address with most of them that go first, the longest unseen before the others")
    void fullByOne() {
        for (int i = 0; i < 300; i++) {
            assertThat(people.name("d" + i, "n" + i, HOST, "W" + i, START)).isEqualTo(Outcome.TAKEN_UP);
        }
        people.seen("d0", START.plusSeconds(1));
        assertThat(people.name("late", "late", "192.168.0.8", "V0", START)).isEqualTo(Outcome.TAKEN_UP);
        assertThat(people.of("d0")).isPresent();
        assertThat(people.of("d1")).isEmpty();
        assertThat(people.nameOf("W1")).isEmpty();
        assertThat(people.all(START)).hasSize(300);
        for (int i = 1; i < 100; i++) {
            assertThat(people.name("e" + i, "m" + i, "192.168.0.8", "V" + i, START))
                    .isEqualTo(Outcome.TAKEN_UP);
        }
        // The two addresses have 200 and 100 names now: to take one more from the first wouldn't be fairer.
        assertThat(people.name("e100", "m100", "192.168.0.8", "V100", START)).isEqualTo(Outcome.ROOM_FULL);
        assertThat(people.name("d300", "n300", HOST, "W300", START)).isEqualTo(Outcome.ROOM_FULL);
        assertThat(people.name("third", "third", "192.168.0.9", "U", START)).isEqualTo(Outcome.TAKEN_UP);
    }
}
