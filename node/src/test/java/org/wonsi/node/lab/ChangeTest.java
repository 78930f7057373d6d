package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment change")
@InLabRoom
class ChangeTest {
    private final LabRoom room;

    ChangeTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs, and who has too little is given more")
    void anyOrder() {
        room.lab().reset("change").join();
        assertThat(room.run("change", "exact"))
                .containsExactly(
                        "paid to=Busan inputs=1 in=1.50 payment=1.49995 change=0.00 fee=0.00005",
                        "balance who=Alice before=11.50 after=10.00 coins=3");
        assertThat(room.run("change", "pay", "amount=10", "to=Seoul"))
                .containsExactly(
                        "paid to=Seoul inputs=3 in=13.00 payment=10.00 change=2.99995 fee=0.00005",
                        "balance who=Alice before=21.50 after=11.49995 coins=5");
        Panel.Flow flow = Shown.panel(room, "change", "payment", Panel.Flow.class);
        assertThat(flow.inputs()).extracting(Panel.Part::amount).containsExactly("5.00", "5.00", "3.00");
        assertThat(flow.outputs()).extracting(Panel.Part::key).containsExactly("lab.paidOut", "lab.change");
    }

    @Test
    @DisplayName("a wrong argument is refused with its name and what would be right")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("change", "pay", Map.of("amount", "0.00000999"))
                        .join())
                .hasMessageContaining("amount is 0.00001 coins at least, not 0.00000999");
        assertThatThrownBy(() -> room.lab()
                        .run("change", "pay", Map.of("amount", "1000000"))
                        .join())
                .hasMessageContaining("so amount can't be 1000000.00");
        assertThatThrownBy(() ->
                        room.lab().run("change", "pay", Map.of("to", "Paris")).join())
                .hasMessageContaining("there is no node Paris here");
    }
}
