package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.BlockHash;

@DisplayName("a lesson")
@InLabRoom
class LessonsTest {
    private final LabRoom room;

    LessonsTest(LabRoom room) {
        this.room = room;
    }

    static Stream<Arguments> experiments() {
        return ExperimentCatalogue.ENTRIES.stream().map(entry -> Arguments.of(entry.lesson(), entry.name()));
    }

    private List<BlockHash> tips() {
        return room.nodes().stream().map(node -> node.snapshot().tip().hash()).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("experiments")
    @DisplayName("shows all that it says is seen, twice, and the room's chain stays as it was")
    void lesson(int number, String experiment) {
        List<BlockHash> before = tips();
        assertThat(room.unseen(number)).isEmpty();
        assertThat(room.unseen(number)).isEmpty();
        assertThat(tips()).isEqualTo(before);
        assertThat(room.lab().seen(experiment).facts()).isEmpty();
    }
}
