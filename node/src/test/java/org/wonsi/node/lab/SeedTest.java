package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.lab.ExperimentService.Fact;

@DisplayName("with the same seed")
@InLabRoom
class SeedTest {
    /**
     * By fact and value, beside the hashes of blocks: what real nodes make of the time of day, of how fast they are, and of the order in
     * which messages come. A merkle root covers the coinbase, whose extra nonce begins with the second in which the node was started.
     */
    private static final Set<String> BY_THE_CLOCK = Set.of(
            "path hash",
            "path root",
            "redone tries",
            "redone seconds",
            "found seconds",
            "found tries",
            "found nonce",
            "found hash",
            "told millis",
            "chain seconds",
            "speed seconds",
            "speed each-second");

    private final LabRoom room;

    SeedTest(LabRoom room) {
        this.room = room;
    }

    static Stream<Arguments> experiments() {
        return ExperimentCatalogue.ENTRIES.stream().map(entry -> Arguments.of(entry.lesson(), entry.name()));
    }

    private List<Fact> facts(int number, String experiment) {
        room.lab().reset(experiment).join();
        List<Fact> facts = new ArrayList<>();
        for (Lesson.Step step :
                LessonLibrary.load().find("en", number).orElseThrow().steps()) {
            for (Action action : step.actions()) {
                // Which node tells which first, and so how many messages there are, is the nodes' own business.
                room.run(action).stream()
                        .filter(fact -> !fact.name().equals("message"))
                        .forEach(facts::add);
            }
        }
        return facts;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("experiments")
    @DisplayName("a lesson brings the same facts again, but for what depends on the time of day")
    void again(int number, String experiment) {
        assertThat(repeatable(facts(number, experiment))).isEqualTo(repeatable(facts(number, experiment)));
    }

    /** The facts with a star for what the clock makes; in an order of their own, for messages overtake each other. */
    private static List<String> repeatable(List<Fact> facts) {
        return facts.stream()
                .map(fact -> fact.name() + " "
                        + new TreeMap<>(fact.values())
                                .entrySet().stream()
                                        .map(value -> value.getKey() + "="
                                                + (isByTheClock(fact.name(), value) ? "*" : value.getValue()))
                                        .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    private static boolean isByTheClock(String fact, Map.Entry<String, String> value) {
        return BY_THE_CLOCK.contains(fact + " " + value.getKey())
                || (value.getKey().equals("block") && value.getValue().matches("[0-9a-f]{64}"));
    }
}
