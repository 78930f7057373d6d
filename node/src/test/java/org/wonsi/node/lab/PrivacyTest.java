package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment privacy")
@InLabRoom
class PrivacyTest {
    private final LabRoom room;

    PrivacyTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs; whoever combined before has nothing left and lives again")
    void anyOrder() {
        room.lab().reset("privacy").join();
        for (int i = 0; i < 2; i++) {
            assertThat(room.run("privacy", "combine"))
                    .contains("seen who=Alice mode=combine addresses=5 clusters=1 links=4 payments=6");
        }
        room.run("privacy", "reuse");
        Panel.Table table = Shown.panel(room, "privacy", "clusters", Panel.Table.class);
        assertThat(table.rows()).hasSize(1);
        assertThat(table.rows().get(0).subList(2, 4)).containsExactly("5", "3.6999");
        assertThat(room.run("privacy", "combine").get(0)).contains("mode=combine addresses=1 clusters=1 links=0");
    }

    @Test
    @DisplayName("an argument is refused: none is taken")
    void wrongArguments() {
        assertThatThrownBy(() -> room.lab()
                        .run("privacy", "reuse", Map.of("to", "Busan"))
                        .join())
                .hasMessageContaining("there is no argument [to] here; this command takes none");
    }
}
