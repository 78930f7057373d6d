package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.pow.Work;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;

/** Genesis and each block of regtest is two hashes of work: three blocks are a chain of eight. */
class MinimumWorkTest {
    private static final PeerId PEER = new PeerId(1);

    private final Wire wire = new Wire(ChainParams.regtest());
    private final List<Block> blocks = new ArrayList<>();

    private FullNode node(long leastWork) {
        ChainParams params = ChainParams.regtest();
        ChainState chain = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        ProtocolConfig config =
                ProtocolConfig.of(params, "Seoul", "0.1.0").withMinimumWork(new Work(BigInteger.valueOf(leastWork)));
        FullNode node =
                new FullNode(chain, new Mempool(chain, RelayPolicy.standard()), config, new SplittableRandom(1));
        node.handle(new Event.PeerConnected(PEER, Stranger.address(1), true), wire.now);
        say(node, Stranger.version(70_016));
        say(node, new Message.Verack());
        return node;
    }

    private List<Message> say(FullNode node, Message message) {
        return node.handle(new Event.Received(PEER, message, 0), wire.now).stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message())
                .toList();
    }

    private void mineThree() {
        Wire.Station other = wire.station("Other");
        for (int i = 0; i < 3; i++) {
            blocks.add(other.mine());
            wire.now = wire.now.plusSeconds(10);
        }
    }

    @Test
    @DisplayName("blocks of a chain with the least work are asked for, those of a chain with one hash less aren't")
    void fetching() {
        mineThree();
        Message headers = new Message.Headers(blocks.stream().map(Block::header).toList());
        List<InventoryItem> all =
                blocks.stream().map(block -> InventoryItem.of(block.hash())).toList();
        assertThat(say(node(8), headers)).contains(new Message.GetData(all));
        assertThat(say(node(9), headers)).noneMatch(Message.GetData.class::isInstance);
    }

    @Test
    @DisplayName("a chain with the least work is served, one with a hash less is kept back by an empty answer")
    void serving() {
        mineThree();
        BlockHash genesis = ChainParams.regtest().genesisHash();
        Message question = new Message.GetHeaders(70_016, List.of(genesis), BlockHash.ZERO);
        for (long least : new long[] {8, 9}) {
            FullNode node = node(least);
            blocks.forEach(block -> node.submitBlock(block, wire.now));
            assertThat(node.chain().tip().height()).isEqualTo(3);
            assertThat(say(node, question))
                    .containsExactly(new Message.Headers(
                            least == 8 ? blocks.stream().map(Block::header).toList() : List.of()));
        }
    }
}
