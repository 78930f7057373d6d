package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;

@DisplayName("the board's blocks when two nodes of a process have parted long ago")
class DeepForkTest {
    @Test
    @DisplayName(
            "the board has the newest 60 heights, the fork, and of both branches what stands beside it and at the end")
    void forkPointIsThere(@TempDir Path directory) throws IOException {
        NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
        try (nodeGroup;
                Node seoul =
                        Node.start(NodeConfig.of("Seoul", ChainParams.regtest(), directory.resolve("s")), nodeGroup);
                Node busan =
                        Node.start(NodeConfig.of("Busan", ChainParams.regtest(), directory.resolve("b")), nodeGroup);
                HttpServer http = HttpServer.start(seoul, HttpConfig.loopback(0))) {
            seoul.miner().generate(300, seoul.faucetWallet().scriptPubKey()).join();
            busan.miner().generate(220, busan.faucetWallet().scriptPubKey()).join();
            JsonNode board = Json.MAPPER.readTree(
                    new Client(http.url()).get("/node/board").body());

            Map<String, JsonNode> blocks = new HashMap<>();
            List<Integer> below = new ArrayList<>();
            for (JsonNode block : board.get("blocks")) {
                blocks.put(block.get("hash").asText(), block);
                if (block.get("height").asInt() < 241) {
                    below.add(block.get("height").asInt());
                }
            }
            // Genesis, which both share; the first block of each; the two newest of Busan, whose tip is at 220.
            assertThat(below).containsExactly(0, 1, 1, 219, 220);
            assertThat(blocks).hasSize(65);
            for (JsonNode node : board.get("nodes")) {
                assertThat(back(blocks, node.get("tip").asText())).contains(0);
            }
        }
    }

    /** The heights from a block back, over {@code ancestor} where {@code prev} isn't listed. */
    private static Set<Integer> back(Map<String, JsonNode> blocks, String hash) {
        Set<Integer> heights = new HashSet<>();
        JsonNode block = blocks.get(hash);
        while (block != null) {
            heights.add(block.get("height").asInt());
            JsonNode before = blocks.get(block.path("prev").asText());
            assertThat(before != null && block.has("ancestor"))
                    .as("an ancestor beside a parent that is listed")
                    .isFalse();
            block = before != null ? before : blocks.get(block.path("ancestor").asText());
        }
        return heights;
    }
}
