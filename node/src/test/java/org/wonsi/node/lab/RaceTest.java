package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment race")
@InLabRoom
class RaceTest {
    private final LabRoom room;

    RaceTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName(
            "the attacker's coin is the merchant's or his own, never both; it is the winner of the race who has it")
    void oneCoin() {
        for (String share : new String[] {"q=0.01", "q=0.49", "q=0.49", "q=0.49"}) {
            assertThat(room.run("race", "live", share, "z=1").toString())
                    .as("seed %d", LabRoom.SEED)
                    .matches("(?s).*(race won=honest confirmations=1, coin merchant=true attacker=false"
                            + "|race won=attacker confirmations=1, coin merchant=false attacker=true).*");
        }
    }

    @Test
    @DisplayName("the measured points lie where the exact curves do, and beside the paper's")
    void measured() {
        room.run("race", "many", "q=0.30", "z=5", "races=20000");
        Panel.Curves curves = Shown.panel(room, "race", "curves", Panel.Curves.class);
        assertThat(curves.curves())
                .extracting(Panel.Curve::key)
                .containsExactly("curve.tie", "curve.paper", "curve.overtake", "curve.ranTie", "curve.ranOvertake");
        double tie = curves.curves().get(3).values().get(5);
        double ahead = curves.curves().get(4).values().get(5);
        assertThat(tie).as("seed %d", LabRoom.SEED).isBetween(0.1976173 - 0.012, 0.1976173 + 0.012);
        assertThat(ahead).as("seed %d", LabRoom.SEED).isBetween(0.1117497 - 0.01, 0.1117497 + 0.01);
    }

    @Test
    @DisplayName("shares and confirmations beyond what can be drawn are refused by name")
    void limits() {
        assertThatThrownBy(() ->
                        room.lab().run("race", "curves", Map.of("q", "0.5")).join())
                .hasMessageContaining("q is a number from 0.01 to 0.49, not '0.5'");
        assertThatThrownBy(() ->
                        room.lab().run("race", "curves", Map.of("z", "26")).join())
                .hasMessageContaining("z is a whole number from 0 to 25, not '26'");
        assertThat(room.run("race", "curves", "q=0.49", "z=25")).hasSize(1);
        assertThat(room.run("race", "curves", "q=0.01", "z=0")).hasSize(1);
    }
}
