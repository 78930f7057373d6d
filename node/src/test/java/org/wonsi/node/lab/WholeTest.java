package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment whole")
@InLabRoom
class WholeTest {
    private final LabRoom room;

    WholeTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs, and what was done begins with a new payment")
    void anyOrder() {
        room.lab().reset("whole").join();
        assertThat(room.run("whole", "prove")).anyMatch(fact -> fact.startsWith("proven hashes=1 root=same"));
        assertThat(room.run("whole", "confirm")).last().isEqualTo("balance who=Bob coins=1.20");
        assertThat(stations()).last().isEqualTo("lab.station.confirmed");
        assertThat(room.run("whole", "mine")).anyMatch(fact -> fact.startsWith("mined by=Jeju "));
        assertThat(stations())
                .containsExactly(
                        "lab.station.created",
                        "lab.station.signed",
                        "lab.station.relayed",
                        "lab.station.waiting",
                        "lab.station.mined");
        assertThat(room.run("whole", "relay")).last().isEqualTo("waiting nodes=3");
        assertThat(stations()).hasSize(4);
    }

    private List<String> stations() {
        Panel.Table way = Shown.panel(room, "whole", "way", Panel.Table.class);
        return way.rows().stream().map(row -> row.get(0)).toList();
    }

    @Test
    @DisplayName("each node is told of the payment, asks for it and gets it, from one and the same other")
    void messages() {
        room.lab().reset("whole").join();
        List<String> told = room.run("whole", "relay").stream()
                .filter(fact -> fact.startsWith("message"))
                .toList();
        for (String node : List.of("Busan", "Jeju")) {
            int sent = indexOf(told, "to=" + node + " name=tx");
            String from = told.get(sent).replaceAll(".*from=(\\w+).*", "$1");
            int asked = told.indexOf("message from=" + node + " to=" + from + " name=getdata");
            int announced = told.indexOf("message from=" + from + " to=" + node + " name=inv");
            assertThat(List.of(announced, asked, sent))
                    .as(told.toString())
                    .isSorted()
                    .doesNotContain(-1);
        }
    }

    private static int indexOf(List<String> told, String end) {
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).endsWith(end)) {
                return i;
            }
        }
        throw new AssertionError(end + " not among " + told);
    }

    @Test
    @DisplayName("what is left out has the names that the documentation has")
    void leftOut() throws IOException {
        String listed = Files.readString(Path.of("../docs/simplifications.md"));
        room.run("whole", "leftout");
        Panel.Table table = Shown.panel(room, "whole", "leftout", Panel.Table.class);
        assertThat(table.rows())
                .hasSize(10)
                .allSatisfy(row -> assertThat(listed).contains(row.get(1).replace("\"", "")));
    }

    @Test
    @DisplayName("an argument is refused: none is taken")
    void wrongArguments() {
        assertThatThrownBy(() ->
                        room.lab().run("whole", "pay", Map.of("to", "Busan")).join())
                .hasMessageContaining("there is no argument [to] here; this command takes none");
    }
}
