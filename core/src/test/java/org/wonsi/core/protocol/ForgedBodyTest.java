package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * A body under a header that doesn't cover it, and a branch whose fault shows only when it is the longest: who sends them pays, and
 * the reason that is told is that of the rule which was broken.
 */
class ForgedBodyTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private final Wire.Station busan = wire.station("Busan");

    /** The block with its coinbase paying so much more, under the header as it was. */
    private static Block greedy(Block block, long satoshis) {
        Transaction coinbase = block.transactions().get(0);
        TxOut reward = coinbase.outputs().get(0);
        Transaction changed = new Transaction(
                coinbase.version(),
                coinbase.inputs(),
                List.of(new TxOut(reward.value().plus(new Amount(satoshis)), reward.scriptPubKey())),
                coinbase.lockTime());
        return new Block(block.header(), List.of(changed));
    }

    private List<NodeEvent.BlockRefused> refused() {
        return seoul.events.stream()
                .filter(NodeEvent.BlockRefused.class::isInstance)
                .map(NodeEvent.BlockRefused.class::cast)
                .toList();
    }

    @Test
    @DisplayName(
            "a forged body of a block that is here already is refused by name and costs its sender; the true one stays")
    void known() {
        Block block = seoul.mine(2).get(0);
        Stranger forger = Stranger.at(seoul, 1);
        forger.say(new Message.BlockMessage(greedy(block, 1)));
        assertThat(refused())
                .extracting(NodeEvent.BlockRefused::hash, NodeEvent.BlockRefused::reason)
                .containsExactly(Tuple.tuple(block.hash(), "bad-txnmrklroot"));
        assertThat(forger.closed).hasValue("invalid block: bad-txnmrklroot");
        assertThat(seoul.statusOf(block)).isEqualTo(BlockStatus.VALID);
        Stranger honest = Stranger.at(seoul, 2);
        honest.say(new Message.BlockMessage(block));
        assertThat(honest.closed).isEmpty();
        assertThat(refused()).hasSize(1);
    }

    @Test
    @DisplayName("so is one of a block of which only the header is here; the true one is still taken")
    void headerOnly() {
        Block block = busan.mine(1).get(0);
        Stranger honest = Stranger.at(seoul, 2);
        honest.say(new Message.Headers(List.of(block.header())));
        Stranger forger = Stranger.at(seoul, 1);
        forger.say(new Message.BlockMessage(greedy(block, 1)));
        assertThat(refused()).extracting(NodeEvent.BlockRefused::reason).containsExactly("bad-txnmrklroot");
        assertThat(forger.closed).isPresent();
        honest.say(new Message.BlockMessage(block));
        assertThat(seoul.statusOf(block)).isEqualTo(BlockStatus.VALID);
        assertThat(seoul.height()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "of a branch that is checked when it has the most work, the block that broke the rule is told first, with its reason")
    void branch() {
        seoul.mine(2);
        List<Block> branch = busan.mine(3);
        Block greedy = Mining.sealed(greedy(branch.get(1), 1));
        BlockHeader h = branch.get(2).header();
        Block third = Mining.solve(new Block(
                new BlockHeader(h.version(), greedy.hash(), h.merkleRoot(), h.time(), h.bits(), 0),
                branch.get(2).transactions()));
        Stranger stranger = Stranger.at(seoul, 1);
        List<Block> sent = List.of(branch.get(0), greedy, third);
        stranger.say(new Message.Headers(sent.stream().map(Block::header).toList()));
        stranger.say(new Message.BlockMessage(sent.get(0)));
        stranger.say(new Message.BlockMessage(sent.get(1)));
        assertThat(refused()).isEmpty();
        stranger.say(new Message.BlockMessage(sent.get(2)));
        assertThat(refused())
                .extracting(NodeEvent.BlockRefused::hash, NodeEvent.BlockRefused::reason)
                .containsExactly(Tuple.tuple(greedy.hash(), "bad-cb-amount"), Tuple.tuple(third.hash(), "bad-prevblk"));
        assertThat(stranger.closed).isPresent();
        assertThat(seoul.height()).isEqualTo(2);
    }
}
