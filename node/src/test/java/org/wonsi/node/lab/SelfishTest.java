package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment selfish")
@InLabRoom
class SelfishTest {
    private final LabRoom room;

    SelfishTest(LabRoom room) {
        this.room = room;
    }

    @ParameterizedTest
    @CsvSource({
        "aah, published blocks=2 why=overtaken, stayed attacker=2 honest=0",
        "aha, published blocks=1 why=tie-won, stayed attacker=2 honest=0",
        "ahh, published blocks=1 why=tie, stayed attacker=0 honest=2",
        "aaah, published blocks=1 why=one, stayed attacker=3 honest=0",
        "a, published blocks=1 why=end, stayed attacker=1 honest=0",
        "hah, published blocks=1 why=tie, stayed attacker=0 honest=2",
    })
    @DisplayName("real nodes follow the branch with more work, whoever finds which block")
    void finds(String finds, String published, String stayed) {
        assertThat(room.run("selfish", "live", "finds=" + finds)).contains(published, stayed);
    }

    @Test
    @DisplayName("a block of the honest nodes is lost when two withheld ones come out, and marked as lost")
    void overtaken() {
        List<String> facts = room.run("selfish", "live", "finds=aah");
        assertThat(facts)
                .contains(
                        "reorg node=Seoul disconnected=1 connected=2",
                        "reorg node=Busan disconnected=1 connected=2",
                        "share blocks=3 found=0.67 stayed=1.00");
        Panel.Chain chain = Shown.panel(room, "selfish", "chain", Panel.Chain.class);
        assertThat(chain.cards())
                .extracting(Panel.Card::mark)
                .containsExactly("", "attackers", "attackers", "abandoned");
        assertThat(chain.cards().get(2).holders()).containsExactly("Seoul", "Busan");
    }

    @Test
    @DisplayName("as many blocks are found as asked for, and each stays or is lost")
    void drawn() {
        List<String> facts = room.run("selfish", "live", "alpha=0.49", "blocks=16");
        assertThat(facts.stream().filter(fact -> fact.startsWith("found by=")))
                .as("seed %d", LabRoom.SEED)
                .hasSize(16);
        assertThat(facts).last().asString().matches("share blocks=16 found=0\\.\\d\\d stayed=[01]\\.\\d\\d");
    }

    @Test
    @DisplayName("what is played out lies where the formula does, within twice the interval that is drawn")
    void measured() {
        assertThat(room.run("selfish", "many", "alpha=0.35", "gamma=0.50", "blocks=200000"))
                .singleElement()
                .asString()
                .startsWith("simulated alpha=0.35 gamma=0.50 blocks=200000 share=0.4");
        Panel.Revenue panel = Shown.panel(room, "selfish", "revenue", Panel.Revenue.class);
        assertThat(panel.curves())
                .extracting(Panel.Curve::key)
                .containsExactly("curve.honest", "curve.selfish", "curve.ranSelfish");
        Panel.Curve formula = panel.curves().get(1);
        Panel.Curve points = panel.curves().get(2);
        for (int at = 5; at <= 45; at += 5) {
            assertThat(Math.abs(points.values().get(at) - formula.values().get(at)))
                    .as("seed %d, alpha %.2f", LabRoom.SEED, at / 100.0)
                    .isLessThan(2 * points.errors().get(at));
        }
        assertThat(points.values().get(7)).as("not played").isZero();
    }

    @Test
    @DisplayName("the curve starts at nothing, and shares beyond it are refused by name")
    void limits() {
        assertThat(room.run("selfish", "curves", "alpha=0", "gamma=1"))
                .containsExactly("revenue alpha=0.00 gamma=1.00 formula=0.0000000 threshold=0.0000000 pays=false");
        assertThat(room.run("selfish", "curves", "alpha=0.49", "gamma=0"))
                .singleElement()
                .asString()
                .endsWith("pays=true");
        assertThatThrownBy(() -> room.lab()
                        .run("selfish", "curves", Map.of("alpha", "0.5"))
                        .join())
                .hasMessageContaining("alpha is a number from 0.0 to 0.49, not '0.5'");
        assertThatThrownBy(() -> room.lab()
                        .run("selfish", "live", Map.of("finds", "aax"))
                        .join())
                .hasMessageContaining("finds is at most 30 letters, a for the attacker and h for the honest");
    }
}
