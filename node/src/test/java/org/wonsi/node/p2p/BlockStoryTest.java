package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.lab.story.BlockCase;
import org.wonsi.lab.story.BlockStory;

/**
 * The same story that core tells to a chain in memory, told to a node over its sockets.
 *
 * <p>Each block is announced by its header first, as an honest node does, and delivered when the node asks for it. What a
 * node doesn't ask for, a block of a branch with less work or without a parent, it takes from nobody but its operator.
 */
class BlockStoryTest {
    private final MessageCodec codec = new MessageCodec(BlockStory.params().magic());
    /** So many of the story's blocks win, or could; the others are those of weak branches, and those refused by their header. */
    private static final int ASKED_AT_LEAST = 60;

    private final Map<BlockHash, Block> told = new HashMap<>();
    private long nonce;
    private boolean hungUp;

    @Test
    @DisplayName("told over TCP, every block gets the expected reason and tip, and who sends a bad one is dropped")
    void overSockets() throws IOException {
        List<BlockCase> steps = BlockStory.cases(Instant.now().getEpochSecond());
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        int asked = 0;
        try (LiveNode node = new LiveNode("Seoul", BlockStory.params())) {
            RawPeer peer = connect(node);
            for (BlockCase step : steps) {
                told.put(step.block().hash(), step.block());
                int before = refusals(node).size();
                boolean delivered = false;
                if (step.verdict() != BlockCase.Verdict.ORPHAN) {
                    peer.send(new Message.Headers(List.of(step.block().header())));
                    delivered = answer(peer).contains(step.block().hash());
                }
                boolean refused = refusals(node).size() > before;
                if (!delivered && !refused) {
                    node.submit(step.block());
                }
                asked += delivered ? 1 : 0;
                List<String> reasons = refusals(node).stream()
                        .skip(before)
                        // Of a branch that is checked only now, the blocks before it are told, too.
                        .filter(refusal -> refusal.hash().equals(step.block().hash()))
                        .map(NodeEvent.BlockRefused::reason)
                        .toList();
                assertThat(reasons)
                        .as("%s", step)
                        .isEqualTo(
                                step.verdict() == BlockCase.Verdict.INVALID ? List.of(step.rejectString()) : List.of());
                if (refused) {
                    assertThat(hungUp).as("hung up after %s", step).isEqualTo(isPunished(step));
                }
                if (hungUp) {
                    peer.close();
                    peer = connect(node);
                }
                answer(peer);
                assertThat(node.tip()).as("tip after %s", step).isEqualTo(hashes.get(step.tip()));
            }
            peer.close();
        }
        assertThat(asked).as("blocks that the node asked for").isGreaterThan(ASKED_AT_LEAST);
    }

    /** Gives the node what it asks for until it has nothing more to say; the blocks that it asked for. */
    private List<BlockHash> answer(RawPeer peer) throws IOException {
        List<BlockHash> asked = new ArrayList<>();
        hungUp = false;
        try {
            peer.send(new Message.Ping(++nonce));
            Message message = peer.read();
            while (!message.equals(new Message.Pong(nonce))) {
                if (message instanceof Message.GetData wanted) {
                    for (InventoryItem item : wanted.items()) {
                        BlockHash hash = new BlockHash(item.hash());
                        asked.add(hash);
                        peer.send(new Message.BlockMessage(Objects.requireNonNull(told.get(hash))));
                    }
                    peer.send(new Message.Ping(++nonce));
                }
                message = peer.read();
            }
        } catch (EOFException | SocketException e) {
            hungUp = true;
        }
        return asked;
    }

    private RawPeer connect(LiveNode node) throws IOException {
        RawPeer peer = new RawPeer(node.port, codec);
        peer.shakeHands();
        return peer;
    }

    /** A block from the future may only show a wrong clock, and who dials in may repeat what was refused before. */
    private static boolean isPunished(BlockCase step) {
        return step.verdict() == BlockCase.Verdict.INVALID
                && step.reason()
                        .filter(reason ->
                                reason == RejectReason.TIME_TOO_NEW || reason == RejectReason.DUPLICATE_INVALID)
                        .isEmpty();
    }

    private static List<NodeEvent.BlockRefused> refusals(LiveNode node) {
        return node.events.stream()
                .filter(NodeEvent.BlockRefused.class::isInstance)
                .map(NodeEvent.BlockRefused.class::cast)
                .toList();
    }
}
