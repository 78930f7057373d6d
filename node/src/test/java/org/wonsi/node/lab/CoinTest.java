package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment coin")
@InLabRoom
class CoinTest {
    private final LabRoom room;

    CoinTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("an untouched payment is accepted, by itself and inside a block; its steps come in any order")
    void untouched() {
        room.lab().reset("coin").join();
        assertThat(room.run("coin", "step", "to=2")).containsExactly("script step=2 operation=push result=\"so far\"");
        assertThat(room.run("coin", "block", "to=Jeju")).containsExactly("accepted by=Jeju");
        room.lab().reset("coin").join();
        assertThat(room.run("coin", "send")).containsExactly("accepted by=Busan");
        assertThat(room.run("coin", "flip")).hasSize(2);
        assertThat(room.run("coin", "verify"))
                .containsExactly("verified key=Bob valid=true", "verified key=Alice valid=false");
    }

    @Test
    @DisplayName("the stack before and after each step is the interpreter's own")
    void stacks() {
        room.lab().reset("coin").join();
        room.run("coin", "step", "to=4");
        Panel.Steps steps = Shown.panel(room, "coin", "script", Panel.Steps.class);
        assertThat(steps.operations())
                .extracting(Panel.Operation::name)
                .containsExactly(
                        "lab.signature",
                        "lab.publicKey",
                        "OP_DUP",
                        "OP_HASH160",
                        "lab.keyHash",
                        "OP_EQUALVERIFY",
                        "OP_CHECKSIG");
        assertThat(steps.before()).hasSize(3);
        assertThat(steps.before().get(1))
                .isEqualTo(steps.before().get(2))
                .isEqualTo(steps.operations().get(1).data());
        assertThat(steps.after()).hasSize(3);
        assertThat(steps.after().get(2)).isEqualTo(steps.operations().get(4).data());
        room.run("coin", "step");
        steps = Shown.panel(room, "coin", "script", Panel.Steps.class);
        assertThat(steps.after()).containsExactly("01");
        assertThat(steps.result()).isEqualTo("OK");
    }

    @Test
    @DisplayName("a step that the script doesn't have is refused by name")
    void wrongStep() {
        assertThatThrownBy(
                        () -> room.lab().run("coin", "step", Map.of("to", "8")).join())
                .hasMessageContaining("to is a whole number from 1 to 7, not '8'");
        assertThatThrownBy(() ->
                        room.lab().run("coin", "follow", Map.of("who", "Bob")).join())
                .hasMessageContaining("there is no argument [who] here; this command takes none");
    }
}
