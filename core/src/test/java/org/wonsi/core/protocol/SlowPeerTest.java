package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;

/** Peers that know of blocks and don't send them, while others do. */
class SlowPeerTest {
    private static final PeerId SLOW = new PeerId(1);
    private static final PeerId QUICK = new PeerId(2);
    private static final int BLOCKS = 200;

    private final Wire wire = new Wire(ChainParams.regtest());
    private final List<Block> blocks = new ArrayList<>();
    private final ChainState chain = new ChainState(wire.params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
    private final FullNode node = new FullNode(
            chain,
            new Mempool(chain, RelayPolicy.standard()),
            ProtocolConfig.of(wire.params, "Seoul", "0.1.0"),
            new SplittableRandom(1));
    private final Set<PeerId> connected = new HashSet<>();
    private final List<String> closed = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private void meet(PeerId peer) {
        connected.add(peer);
        int lastByte = (int) peer.number();
        perform(new Event.PeerConnected(peer, NetworkAddress.ofIpv4(10, 0, 0, lastByte, 18_444), false));
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        receive(peer, new VersionMessage(70_016, 1, 0, none, none, 99, "/peer:1/", BLOCKS, true));
        receive(peer, new Message.Verack());
    }

    private void receive(PeerId peer, Message message) {
        perform(new Event.Received(peer, message, 100));
    }

    private void perform(Event event) {
        for (Effect effect : node.handle(event, now)) {
            if (effect instanceof Effect.Send send && connected.contains(send.peer())) {
                answer(send.peer(), send.message());
            } else if (effect instanceof Effect.Close close && connected.remove(close.peer())) {
                closed.add(close.peer().number() + ": " + close.reason());
                perform(new Event.PeerClosed(close.peer(), close.reason()));
            }
        }
    }

    /** Both have all headers and answer pings; the slow one keeps its blocks to itself. */
    private void answer(PeerId peer, Message asked) {
        if (asked instanceof Message.Ping ping) {
            receive(peer, new Message.Pong(ping.nonce()));
        } else if (asked instanceof Message.GetHeaders) {
            List<BlockHeader> headers = blocks.stream().map(Block::header).toList();
            receive(peer, new Message.Headers(headers));
        } else if (asked instanceof Message.GetData data && peer.equals(QUICK)) {
            for (InventoryItem item : data.items()) {
                blocks.stream()
                        .filter(block -> block.hash().equals(new BlockHash(item.hash())))
                        .forEach(block -> receive(peer, new Message.BlockMessage(block)));
            }
        }
    }

    private void mine() {
        Wire.Station miner = wire.station("Busan");
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(miner.mine());
            wire.now = wire.now.plusSeconds(10);
        }
        now = wire.now;
    }

    private int secondsUntilComplete() {
        for (int second = 0; second < 120; second++) {
            if (chain.tip().height() == BLOCKS) {
                return second;
            }
            now = now.plusSeconds(1);
            perform(new Event.Tick());
        }
        throw new AssertionError("stuck at height " + chain.tip().height() + "; closed: " + closed);
    }

    @Test
    @DisplayName(
            "a peer that keeps its blocks to itself is asked for 16, replaced after 5 s a time, and dropped the third time")
    void replaced() {
        mine();
        meet(SLOW);
        meet(QUICK);
        // All but the sixteen that the slow one was asked for came at once.
        assertThat(chain.tip().height()).isZero();
        assertThat(node.blocksInFlight()).isEqualTo(16);
        // Past 5 s the first is asked of the other; the second, older than that too, at the next tick; so is the third.
        assertThat(secondsUntilComplete()).isEqualTo(8);
        assertThat(closed).containsExactly("1: stalls the download of blocks");
        assertThat(connected).containsExactly(QUICK);
    }

    @Test
    @DisplayName("if nobody else has the blocks, a silent peer is given a minute for them")
    void nobodyElse() {
        mine();
        meet(SLOW);
        for (int second = 0; second <= 60; second++) {
            perform(new Event.Tick());
            now = now.plusSeconds(1);
        }
        assertThat(closed).isEmpty();
        perform(new Event.Tick());
        assertThat(closed)
                .singleElement()
                .satisfies(reason -> assertThat(reason).startsWith("1: block ").endsWith("not delivered within 60 s"));
    }
}
