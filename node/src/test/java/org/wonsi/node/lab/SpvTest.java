package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment spv")
@InLabRoom
class SpvTest {
    private final LabRoom room;

    SpvTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each step makes by itself what it needs, in whatever order they come")
    void anyOrder() {
        room.lab().reset("spv").join();
        assertThat(room.run("spv", "alert"))
                .contains("checked spends=5.00 pays=500.00 bytes=" + bytes())
                .last()
                .asString()
                .endsWith("false=0 true=3");
        assertThat(room.run("spv", "refuse", "to=Jeju"))
                .last()
                .isEqualTo("refused by=Jeju reason=bad-txns-in-belowout");
        assertThat(room.run("spv", "fool")).last().isEqualTo("fooled amount=500.00 confirmations=3");
        assertThat(room.run("spv", "prove")).containsExactly("proved amount=5.00 confirmations=5 branch=3 bytes=96");
        assertThat(room.run("spv", "headers")).containsExactly("headers count=116 bytes=9280 full=" + full());
    }

    private String bytes() {
        Panel.Values alert = Shown.panel(room, "spv", "alert", Panel.Values.class);
        return alert.rows().get(2).value();
    }

    private String full() {
        Panel.BigNumber size = Shown.panel(room, "spv", "size", Panel.BigNumber.class);
        return size.parts().get(size.parts().size() - 1).value();
    }

    @Test
    @DisplayName("the branch hands over one hash a level, and the wallet computes those on the way up")
    void panels() {
        room.lab().reset("spv").join();
        room.run("spv", "prove");
        Panel.Merkle tree = Shown.panel(room, "spv", "merkle", Panel.Merkle.class);
        assertThat(tree.levels().stream().map(List::size)).containsExactly(1, 2, 4, 8);
        for (List<Panel.Hash> level : tree.levels().subList(1, 4)) {
            assertThat(level).filteredOn(hash -> hash.state().equals("lit")).hasSize(1);
        }
        assertThat(tree.levels().get(1))
                .filteredOn(hash -> hash.state().equals("given"))
                .hasSize(1);
    }

    @Test
    @DisplayName("before the alert the wallet stands on the attacker's branch, after it on the nodes'")
    void chain() {
        room.lab().reset("spv").join();
        room.run("spv", "fool");
        assertThat(believed()).extracting(Panel.Card::row).containsExactly(1);
        room.run("spv", "alert");
        assertThat(believed()).extracting(Panel.Card::row).containsExactly(0);
        assertThat(believed().get(0).holders()).containsExactly("Seoul", "Busan", "Jeju");
    }

    private List<Panel.Card> believed() {
        Panel.Chain chain = Shown.panel(room, "spv", "chain", Panel.Chain.class);
        return chain.cards().stream()
                .filter(card -> card.mark().equals("wallet"))
                .toList();
    }

    @Test
    @DisplayName("a wrong node is refused with those there are")
    void wrongArguments() {
        assertThatThrownBy(() ->
                        room.lab().run("spv", "refuse", Map.of("to", "Paris")).join())
                .hasMessageContaining("there is no node Paris here; there are [Seoul, Busan, Jeju]");
    }
}
