package org.wonsi.node.lab.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

@DisplayName("a lab's network")
class SandboxTest {
    private static final List<String> NAMES = List.of("Seoul", "Busan", "Jeju", "Incheon");

    @TempDir
    private Path directory;

    /** Which block each node of a network has as its tip when it is opened. */
    private List<BlockHash> beginnings(RegtestNetwork room, List<Node> nodes, String name) throws IOException {
        try (Sandbox sandbox = Sandbox.open(
                room.nodeGroup(), nodes, NAMES, (node, usual) -> usual, new Random(1), directory.resolve(name))) {
            return sandbox.nodes().stream().map(RegtestNetwork::tip).toList();
        }
    }

    @Test
    @DisplayName(
            "begins with one chain where the room's nodes are apart: that with the most work, else the first node's")
    void oneChain() throws IOException {
        try (RegtestNetwork room = new RegtestNetwork(directory.resolve("room"))) {
            Node seoul = room.start("Seoul");
            Node busan = room.start("Busan");
            RegtestNetwork.mine(seoul, 3);
            RegtestNetwork.mine(busan, 3);
            List<Node> apart = List.of(seoul, busan);

            assertThat(beginnings(room, apart, "level")).hasSize(4).containsOnly(RegtestNetwork.tip(seoul));
            RegtestNetwork.mine(busan, 1);
            assertThat(beginnings(room, apart, "ahead")).hasSize(4).containsOnly(RegtestNetwork.tip(busan));
        }
    }
}
