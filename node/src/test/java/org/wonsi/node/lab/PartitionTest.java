package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment partition")
@InLabRoom
class PartitionTest {
    private final LabRoom room;

    PartitionTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each step makes by itself what it needs, in whatever order they come")
    void anyOrder() {
        room.lab().reset("partition").join();
        assertThat(room.run("partition", "miss")).last().asString().startsWith("fetched node=Incheon block=");
        assertThat(room.run("partition", "settle")).last().asString().startsWith("confirmed to=Busan height=");
        assertThat(room.run("partition", "gossip")).last().asString().endsWith("nodes=4");
        assertThat(room.run("partition", "heal"))
                .contains("reorg node=Busan disconnected=2 connected=3")
                .last()
                .isEqualTo("lost to=Alice node=Seoul reason=bad-txns-inputs-missingorspent");
        assertThat(room.run("partition", "cut")).first().isEqualTo("cut link=Busan-Jeju");
    }

    @Test
    @DisplayName(
            "where the left half has more work, it is the right half that gives up its blocks, and Bob's payment is lost")
    void leftWins() {
        room.lab().reset("partition").join();
        room.run("partition", "mine", "left=2", "right=1");
        assertThat(room.run("partition", "heal"))
                .contains("reorg node=Jeju disconnected=1 connected=2", "reorg node=Incheon disconnected=1 connected=2")
                .last()
                .isEqualTo("lost to=Bob node=Incheon reason=bad-txns-inputs-missingorspent");
        Panel.Chain chain = Shown.panel(room, "partition", "chain", Panel.Chain.class);
        assertThat(chain.cards())
                .filteredOn(card -> card.mark().equals("abandoned"))
                .hasSize(1);
        assertThat(chain.cards())
                .filteredOn(card -> !card.holders().isEmpty())
                .singleElement()
                .satisfies(card -> assertThat(card.holders()).containsExactly("Seoul", "Busan", "Jeju", "Incheon"));
    }

    @Test
    @DisplayName("while it is cut, each half stands on its own branch and holds its own payment")
    void cutInTwo() {
        room.lab().reset("partition").join();
        room.run("partition", "mine");
        Panel.Table nodes = Shown.panel(room, "partition", "nodes", Panel.Table.class);
        assertThat(nodes.rows()).hasSize(4);
        assertThat(nodes.rows().get(0).subList(2, 4)).isEqualTo(List.of("5.00", "lab.unknownHere"));
        assertThat(nodes.rows().get(3).subList(2, 5)).isEqualTo(List.of("lab.unknownHere", "5.00", "lab.unknownHere"));
        Panel.Chain chain = Shown.panel(room, "partition", "chain", Panel.Chain.class);
        assertThat(chain.cards()).filteredOn(card -> card.row() == 0).hasSize(4);
        assertThat(chain.cards()).filteredOn(card -> card.row() == 1).hasSize(3);
    }

    @Test
    @DisplayName("equal halves are refused, as neither would give way")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("partition", "mine", Map.of("left", "2", "right", "2"))
                        .join())
                .hasMessageContaining("right is another number than left");
        assertThatThrownBy(() ->
                        room.lab().run("partition", "mine", Map.of("left", "0")).join())
                .hasMessageContaining("left is a whole number from 1 to 4, not '0'");
        assertThatThrownBy(() -> room.lab()
                        .run("partition", "gossip", Map.of("to", "Busan"))
                        .join())
                .hasMessageContaining("there is no argument [to] here; this command takes none");
    }
}
