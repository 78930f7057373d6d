package org.wonsi.node.vote;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.VoteService.Cast;
import org.wonsi.node.service.VoteService.Phase;
import org.wonsi.node.service.VoteService.Poll;
import org.wonsi.node.service.VoteService.Question;

@DisplayName("the room's votes")
class VoteRoomTest {
    private static final Question WINNER = new Question(5, "winner", List.of("a", "b", "c"));
    private static final Question RETURNED = new Question(5, "returned", List.of("a", "b"));

    /** Near the end of its range, so that differences of times must be taken as such. */
    private long now = Long.MAX_VALUE - Duration.ofMinutes(59).toNanos();

    private final List<Poll> told = new ArrayList<>();
    private final VoteRoom room = new VoteRoom(new Random(5), () -> now, told::add);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    @DisplayName("go from nothing to open to revealed to nothing, and tell of each of these, but of no answer")
    void phases() {
        assertThat(room.poll()).extracting(Poll::id, Poll::phase).containsExactly(0L, Phase.NONE);
        Poll open = room.open(WINNER, false);
        assertThat(open.phase()).isEqualTo(Phase.OPEN);
        assertThat(open.id()).isBetween(1L, (1L << 52) - 1);
        assertThat(room.cast(open.id(), "phone", "home", "b")).isEqualTo(Cast.COUNTED);
        assertThat(room.poll())
                .extracting(Poll::voted, Poll::counts, Poll::question)
                .containsExactly(1, List.of(), java.util.Optional.of(WINNER));
        assertThat(room.counts()).containsExactly(0, 1, 0);
        assertThat(room.choice("phone")).contains("b");
        assertThat(room.reveal(open.id())).isTrue();
        assertThat(room.reveal(open.id())).isTrue();
        assertThat(room.poll())
                .extracting(Poll::phase, Poll::counts, Poll::id)
                .containsExactly(Phase.REVEALED, List.of(0, 1, 0), open.id());
        assertThat(room.choice("phone")).isEmpty();
        assertThat(room.cast(open.id(), "late", "home", "a")).isEqualTo(Cast.TOO_LATE);
        room.close();
        room.close();
        assertThat(room.poll()).extracting(Poll::phase, Poll::voted).containsExactly(Phase.NONE, 0);
        assertThat(room.counts()).isEmpty();
        assertThat(room.cast(open.id(), "late", "home", "a")).isEqualTo(Cast.OTHER_VOTE);
        assertThat(told).extracting(Poll::phase).containsExactly(Phase.OPEN, Phase.REVEALED, Phase.NONE);
    }

    @Test
    @DisplayName("the same question goes on, open or revealed, unless it is asked again; another one takes its place")
    void again() {
        long first = room.open(WINNER, false).id();
        room.cast(first, "phone", "home", "a");
        assertThat(room.open(WINNER, false)).extracting(Poll::id, Poll::voted).containsExactly(first, 1);
        room.reveal(first);
        assertThat(room.open(WINNER, false).phase()).isEqualTo(Phase.REVEALED);
        Poll second = room.open(WINNER, true);
        assertThat(second.id()).isNotEqualTo(first);
        assertThat(second).extracting(Poll::phase, Poll::voted).containsExactly(Phase.OPEN, 0);
        assertThat(room.cast(first, "phone", "home", "a")).isEqualTo(Cast.OTHER_VOTE);
        assertThat(room.reveal(first)).isFalse();
        Poll other = room.open(RETURNED, false);
        assertThat(room.cast(second.id(), "phone", "home", "a")).isEqualTo(Cast.OTHER_VOTE);
        assertThat(room.cast(other.id(), "phone", "home", "c")).isEqualTo(Cast.UNKNOWN_ANSWER);
        assertThat(room.cast(other.id(), "phone", "home", "b")).isEqualTo(Cast.COUNTED);
    }

    @Test
    @DisplayName("a vote left alone is over after an hour, not before; revealing begins the hour anew")
    void life() {
        long vote = room.open(WINNER, false).id();
        pass(Duration.ofHours(1).minusNanos(1));
        assertThat(room.cast(vote, "phone", "home", "a")).isEqualTo(Cast.COUNTED);
        room.reveal(vote);
        pass(Duration.ofHours(1).minusNanos(1));
        assertThat(room.poll().phase()).isEqualTo(Phase.REVEALED);
        pass(Duration.ofNanos(1));
        assertThat(room.poll().phase()).isEqualTo(Phase.NONE);
        assertThat(room.reveal(vote)).isFalse();
        assertThat(told).extracting(Poll::phase).containsExactly(Phase.OPEN, Phase.REVEALED, Phase.NONE);
    }

    @Test
    @DisplayName("a device is here until ten seconds after it last asked; 3,000 are remembered")
    void here() {
        room.markPresent("phone");
        pass(Duration.ofSeconds(6));
        room.markPresent("other");
        assertThat(room.poll().here()).isEqualTo(2);
        pass(Duration.ofSeconds(4).minusNanos(1));
        assertThat(room.poll().here()).isEqualTo(2);
        pass(Duration.ofNanos(1));
        assertThat(room.poll().here()).isEqualTo(1);
        room.markPresent("phone");
        room.markPresent("phone");
        assertThat(room.poll().here()).isEqualTo(2);
        for (int i = 0; i < 2_998; i++) {
            room.markPresent("crowd " + i);
        }
        assertThat(room.poll().here()).isEqualTo(3_000);
        room.markPresent("one more");
        assertThat(room.poll().here()).isEqualTo(3_000);
    }

    @Test
    @DisplayName(
            "a device's name is known for ours, and no other is: changed in any letter, of another room, or of another form")
    void names() {
        String name = room.newDevice();
        assertThat(name).matches("[A-Za-z0-9_-]{43}");
        assertThat(room.isDevice(name)).isTrue();
        for (int i = 0; i < 43; i++) {
            for (String letter : List.of("A", "B", "z", "_")) {
                String other = name.substring(0, i) + letter + name.substring(i + 1);
                assertThat(room.isDevice(other)).as(other).isEqualTo(other.equals(name));
            }
        }
        assertThat(List.of("", "x", name + "A", name.substring(1), name.substring(0, 42) + "=", "\u0000".repeat(43)))
                .noneMatch(room::isDevice);
        assertThat(new VoteRoom(new Random(6), () -> now, told::add).isDevice(name))
                .isFalse();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            names.add(room.newDevice());
        }
        assertThat(names).hasSize(1_000);
    }

    @Test
    @DisplayName("are pure: no sockets, files, threads or clock")
    void pure() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.util.concurrent..", "io.javalin..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.wonsi.node.vote"));
    }
}
