package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment pruning")
@InLabRoom
class PruningTest {
    private final LabRoom room;

    PruningTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs; the stubs are those of the spent transactions 1 to 6")
    void anyOrder() {
        room.lab().reset("pruning").join();
        assertThat(room.run("pruning", "year", "spacing=10").get(0))
                .isEqualTo("headers spacing=10 blocks=3153600 bytes=252288000");
        String stubbed = room.run("pruning", "stub").get(1);
        assertThat(stubbed).startsWith("stubbed height=114 before=").endsWith("kept=2 stubs=4 root=unchanged");
        Panel.Merkle tree = Shown.panel(room, "pruning", "merkle", Panel.Merkle.class);
        assertThat(states(tree.levels().get(3))).containsExactly("", "given", "cut", "cut", "cut", "cut", "given", "");
        assertThat(states(tree.levels().get(2))).containsExactly("", "given", "given", "");
        assertThat(states(tree.levels().get(0))).containsExactly("");
        assertThat(room.run("pruning", "stub").get(0)).isEqualTo(stubbed);
    }

    private static List<String> states(List<Panel.Hash> row) {
        return row.stream().map(Panel.Hash::state).toList();
    }

    @Test
    @DisplayName("a block whose coinbase was never spent loses nothing")
    void unspent() {
        room.lab().reset("pruning").join();
        assertThat(room.run("pruning", "block", "block=tip").get(0))
                .contains("transactions=1")
                .endsWith("spent=0");
        assertThat(room.run("pruning", "stub").get(0)).contains("kept=1 stubs=0 root=unchanged");
    }

    @Test
    @DisplayName(
            "Bitcoin's block 413,567 keeps its root without its own 12 spent transactions, and with one payment only")
    void bitcoin() {
        assertThat(room.run("pruning", "bitcoin"))
                .containsExactly(
                        "real height=413567 transactions=1557 before=999884 left-out=12 stubs=11 after=995717 root=unchanged",
                        "one height=413567 transactions=1557 before=999884 left-out=1556 stubs=11 after=658 root=unchanged");
        assertThat(room.lab().seen("pruning").panels()).containsOnlyKeys("real", "one");
        assertThatThrownBy(() -> room.lab()
                        .run("pruning", "bitcoin", Map.of("keep", "1557"))
                        .join())
                .hasMessageContaining("keep is a whole number from 1 to 1556, not '1557'");
    }

    @Test
    @DisplayName("a wrong argument is refused with its name and what would be right")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("pruning", "year", Map.of("spacing", "0"))
                        .join())
                .hasMessageContaining("spacing is a whole number from 1 to 86400, not '0'");
        assertThatThrownBy(() -> room.lab()
                        .run("pruning", "block", Map.of("block", "tip-9999"))
                        .join())
                .hasMessageContaining("block is a height from 1 to ");
    }
}
