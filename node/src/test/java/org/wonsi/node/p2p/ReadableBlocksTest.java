package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.store.Ask;

/** What a peer has delivered can be read once its next ping is answered. */
class ReadableBlocksTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("Blocks beside the tip can be read at once, although 60 headers are ahead of it")
    void besideTheTip() throws Exception {
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            List<Block> blocks = new ArrayList<>();
            Node busan = network.start("Busan");
            for (var hash : RegtestNetwork.mine(busan, 60)) {
                blocks.add(busan.queries().read(q -> q.body(hash)).orElseThrow());
            }
            Node seoul = network.start("Seoul");
            int port = HostPort.parse(seoul.p2pAddress().orElseThrow()).port();
            try (RawPeer peer =
                    new RawPeer(port, new MessageCodec(ChainParams.regtest().magic()))) {
                peer.shakeHands();
                peer.send(new Message.Headers(blocks.stream().map(Block::header).toList()));
                for (Block block : blocks.subList(1, 60)) {
                    peer.send(new Message.BlockMessage(block));
                    peer.send(new Message.Ping(block.header().nonce() + 7));
                    peer.readUntil(new Message.Pong(block.header().nonce() + 7));
                    assertThat(Ask.one(seoul.queries(), q -> q.body(block.hash())))
                            .contains(block);
                }
                assertThat(seoul.snapshot().tip().height()).isZero();
                peer.send(new Message.BlockMessage(blocks.get(0)));
                peer.send(new Message.Ping(1));
                peer.readUntil(new Message.Pong(1));
                assertThat(seoul.snapshot().tip().height()).isEqualTo(60);
            }
        }
    }
}
