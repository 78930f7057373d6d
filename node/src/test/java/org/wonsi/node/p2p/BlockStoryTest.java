package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.protocol.Message;
import org.wonsi.core.protocol.MessageCodec;
import org.wonsi.core.protocol.NodeEvent;
import org.wonsi.core.simulation.BlockStory;
import org.wonsi.core.simulation.StoryStep;

/** The same story that core tells to a chain in memory, told to a node over its sockets. */
class BlockStoryTest {
    private final MessageCodec codec = new MessageCodec(BlockStory.params().magic());

    @Test
    @DisplayName("told over TCP, every block gets the expected reason and tip, and who sends a bad one is dropped")
    void overSockets() throws IOException {
        List<StoryStep> steps = BlockStory.tell(Instant.now().getEpochSecond());
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        try (LiveNode node = new LiveNode("Seoul", BlockStory.params())) {
            RawPeer peer = connect(node);
            for (StoryStep step : steps) {
                int before = refusals(node).size();
                peer.send(new Message.BlockMessage(step.block()));
                if (isPunished(step)) {
                    peer.readToEnd();
                    peer.close();
                    peer = connect(node);
                } else {
                    peer.send(new Message.Ping(before));
                    peer.readUntil(new Message.Pong(before));
                }
                List<NodeEvent.BlockRefused> refused = refusals(node);
                List<String> reasons = refused.subList(before, refused.size()).stream()
                        .map(NodeEvent.BlockRefused::reason)
                        .toList();
                assertThat(reasons)
                        .as("%s", step)
                        .isEqualTo(
                                step.verdict() == StoryStep.Verdict.INVALID ? List.of(step.rejectString()) : List.of());
                assertThat(node.tip()).as("tip after %s", step).isEqualTo(hashes.get(step.tip()));
            }
            peer.close();
        }
    }

    private RawPeer connect(LiveNode node) throws IOException {
        RawPeer peer = new RawPeer(node.port, codec);
        peer.shakeHands();
        return peer;
    }

    /** A block from the future may only show a wrong clock. */
    private static boolean isPunished(StoryStep step) {
        return step.verdict() == StoryStep.Verdict.INVALID
                && step.reason().filter(RejectReason.TIME_TOO_NEW::equals).isEmpty();
    }

    private static List<NodeEvent.BlockRefused> refusals(LiveNode node) {
        return node.events.stream()
                .filter(NodeEvent.BlockRefused.class::isInstance)
                .map(NodeEvent.BlockRefused.class::cast)
                .toList();
    }
}
