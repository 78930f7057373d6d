package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment doublespend")
@InLabRoom
class DoubleSpendTest {
    private final LabRoom room;

    DoubleSpendTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each step makes by itself what it needs; where Busan mines, it is Alice who loses")
    void anyOrder() {
        room.lab().reset("doublespend").join();
        assertThat(room.run("doublespend", "block", "miner=Busan"))
                .contains("gone to=Alice node=Seoul")
                .last()
                .isEqualTo("refused by=Seoul to=Alice reason=bad-txns-inputs-missingorspent");
        assertThat(nodes().get(0).subList(3, 5)).isEqualTo(List.of("0.00", "0.00 → 5.00"));
        assertThat(room.run("doublespend", "compare"))
                .contains("refused by=Busan to=Alice reason=\"insufficient fee\"");
        assertThat(room.run("doublespend", "pay"))
                .containsExactly("waiting node=Seoul to=Alice amount=5.00", "waiting node=Busan to=Bob amount=5.00");
    }

    private List<List<String>> nodes() {
        return Shown.panel(room, "doublespend", "nodes", Panel.Table.class).rows();
    }

    @Test
    @DisplayName("before the block each node knows one of the two payments, and nobody has money")
    void panels() {
        room.lab().reset("doublespend").join();
        room.run("doublespend", "pay");
        assertThat(nodes())
                .containsExactly(
                        List.of("node.Seoul", "lab.waits", "lab.unknownHere", "0.00", "0.00"),
                        List.of("node.Busan", "lab.unknownHere", "lab.waits", "0.00", "0.00"),
                        List.of("node.Jeju", "lab.unknownHere", "lab.waits", "0.00", "0.00"));
        assertThat(room.lab().seen("doublespend").panels()).containsOnlyKeys("coin", "nodes");
        room.run("doublespend", "compare");
        assertThat(Shown.panel(room, "doublespend", "verdictSeoul", Panel.Verdict.class))
                .isEqualTo(new Panel.Verdict("Seoul", "lab.toBob", false, "insufficient fee"));
        assertThat(Shown.panel(room, "doublespend", "verdictBusan", Panel.Verdict.class))
                .isEqualTo(new Panel.Verdict("Busan", "lab.toAlice", false, "insufficient fee"));
    }

    @Test
    @DisplayName("a wrong miner is refused with those there are")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("doublespend", "block", Map.of("miner", "Paris"))
                        .join())
                .hasMessageContaining("miner is one of [Seoul, Busan, Jeju], not 'Paris'");
    }
}
