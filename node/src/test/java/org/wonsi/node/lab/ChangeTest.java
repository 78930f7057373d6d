package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.service.Panel;

@DisplayName("the experiment change")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ChangeTest {
    private LabRoom room;

    @BeforeAll
    void open(@TempDir Path directory) {
        room = new LabRoom(directory);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @Test
    @DisplayName("shows all that lesson 9 says is seen, twice, and the room's chain stays as it was")
    void lesson() {
        BlockHash tip = room.nodes().get(0).snapshot().tip().hash();
        assertThat(room.unseen(9)).isEmpty();
        room.lab().reset("change").join();
        assertThat(room.unseen(9)).isEmpty();
        assertThat(room.nodes().get(0).snapshot().tip().hash()).isEqualTo(tip);
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
        assertThat(flow.outputs()).extracting(Panel.Part::key).containsExactly("lab.payment", "lab.change");
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
