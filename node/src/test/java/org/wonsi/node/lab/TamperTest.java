package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.ExperimentService.Seen;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment tamper")
@InLabRoom
class TamperTest {
    private final LabRoom room;

    TamperTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each step makes by itself what it needs, in whatever order they come")
    void anyOrder() {
        room.lab().reset("tamper").join();
        assertThat(room.run("tamper", "redo"))
                .last()
                .isEqualTo(
                        "refused by=Busan reason=\"mandatory-script-verify-flag-failed (Script evaluated without error"
                                + " but finished with a false/empty top stack element)\"");
        assertThat(room.run("tamper", "repair", "to=Jeju")).containsExactly("refused by=Jeju reason=high-hash");
        assertThat(room.run("tamper", "send")).containsExactly("refused by=Busan reason=bad-txnmrklroot");
        assertThat(room.run("tamper", "edit", "amount=0.5").get(0)).contains("new=0.50");
        assertThat(room.run("tamper", "send", "to=Seoul")).containsExactly("refused by=Seoul reason=bad-txnmrklroot");
    }

    @Test
    @DisplayName("the forged block's hash is on the card, and the next one's link is broken")
    void panels() {
        room.lab().reset("tamper").join();
        room.run("tamper", "follow");
        Seen seen = room.lab().seen("tamper");
        Panel.Chain chain = Shown.panel(room, "tamper", "chain", Panel.Chain.class);
        Panel.Card forged = chain.cards().get(1);
        Panel.Card next = chain.cards().get(2);
        assertThat(forged.mark()).isEqualTo("edited");
        assertThat(next.mark()).isEqualTo("broken");
        assertThat(next.prev()).isNotEqualTo(forged.hash());
        assertThat(chain.cards().get(3).prev()).isEqualTo(next.hash());
        assertThat(seen.panels()).containsKeys("header", "merkle", "payment", "link");
        room.run("tamper", "repair");
        assertThat(room.lab().seen("tamper").panels()).containsKeys("header", "merkle", "verdict", "cost");
    }

    @Test
    @DisplayName("a wrong argument is refused with its name and what would be right")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("tamper", "edit", Map.of("block", "tip-9999"))
                        .join())
                .hasMessageContaining("block is a height from 1 to ")
                .hasMessageContaining("not 'tip-9999'");
        assertThatThrownBy(() ->
                        room.lab().run("tamper", "send", Map.of("to", "Paris")).join())
                .hasMessageContaining("there is no node Paris here; there are [Seoul, Busan, Jeju]");
        assertThatThrownBy(() -> room.lab().run("tamper", "fly", Map.of()).join())
                .hasMessageContaining(
                        "the experiment tamper has no command fly; it has [edit, follow, send, repair, redo, phones]");
        assertThatThrownBy(() -> room.lab().run("nothing", "edit", Map.of()).join())
                .hasMessageContaining("there is no experiment nothing");
    }
}
