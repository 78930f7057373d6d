package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment incentive")
@InLabRoom
class IncentiveTest {
    private final LabRoom room;

    IncentiveTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("a block may pay its miner subsidy and fees, and not one satoshi more")
    void cheat() {
        room.lab().reset("incentive").join();
        assertThat(room.run("incentive", "cheat", "to=Jeju"))
                .containsExactly("claimed due=50.00 claimed=50.00000001", "refused by=Jeju reason=bad-cb-amount");
        assertThat(room.run("incentive", "reward").get(0))
                .matches("reward height=114 subsidy=50\\.00 fees=0\\.00011[45]\\d* total=50\\.00011[45]\\d*");
        assertThat(room.run("incentive", "cheat")).last().isEqualTo("refused by=Busan reason=bad-cb-amount");
    }

    @Test
    @DisplayName("a small block takes the best fee rates, and so earns more than by the largest fees")
    void auction() {
        room.lab().reset("incentive").join();
        room.run("incentive", "auction");
        Panel.Table waiting = Shown.panel(room, "incentive", "waiting", Panel.Table.class);
        assertThat(waiting.rows())
                .extracting(row -> row.get(2))
                .containsExactly("40", "25", "18", "14", "12", "8", "5", "3");
        assertThat(waiting.rows())
                .extracting(row -> row.get(3))
                .containsExactly("lab.yes", "lab.yes", "lab.yes", "lab.no", "lab.yes", "lab.no", "lab.no", "lab.no");
        List<Long> fees =
                waiting.rows().stream().map(row -> Long.valueOf(row.get(1))).toList();
        assertThat(fees).allSatisfy(fee -> assertThat(fee).isLessThanOrEqualTo(fees.get(3)));
        Panel.BigNumber block = Shown.panel(room, "incentive", "room", Panel.BigNumber.class);
        assertThat(Long.parseLong(block.parts().get(2).value()))
                .isGreaterThan(Long.parseLong(block.parts().get(3).value()));
        assertThat(room.run("incentive", "auction", "room=5000").get(0)).contains("waiting=8 taken=8");
    }

    @Test
    @DisplayName("on regtest the halving at block 150 is really mined")
    void halving() {
        room.lab().reset("incentive").join();
        assertThat(room.run("incentive", "halving"))
                .containsExactly(
                        "subsidy height=150 before=50.00 after=25.00 mined=true", "supply total=14999.9999835");
    }

    @Test
    @DisplayName("the thief's branch takes the shop's money; a fall of the price by 3.2 percent would take the gain")
    void greed() {
        room.lab().reset("incentive").join();
        assertThat(room.run("incentive", "greed"))
                .contains(
                        "stolen amount=5.00 shop=5.00->0.00 blocks=3",
                        "profit rewards=150.00 stolen=5.00 breakeven=3.2",
                        "minority share=0.1 chance=0.0002 net=-33.32");
        Panel.Chain chain = Shown.panel(room, "incentive", "chain", Panel.Chain.class);
        assertThat(chain.cards())
                .filteredOn(card -> card.mark().equals("abandoned"))
                .hasSize(2);
        assertThat(chain.cards())
                .filteredOn(card -> !card.holders().isEmpty())
                .singleElement()
                .satisfies(card -> assertThat(card.holders()).containsExactly("Seoul", "Busan", "Jeju"));
    }

    @Test
    @DisplayName("a wrong room is refused with what would be right")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("incentive", "auction", Map.of("room", "100"))
                        .join())
                .hasMessageContaining("room is a whole number from 200 to 5000, not '100'");
    }
}
