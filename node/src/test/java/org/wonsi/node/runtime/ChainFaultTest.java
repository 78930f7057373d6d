package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockFault;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.ChainControl.Judgement;

/** A mistake of this program while a block is connected: the node reads its chain anew and stays. */
@Timeout(120)
class ChainFaultTest {
    @TempDir
    Path directory;

    private StumblingNetwork stumbling;
    private RegtestNetwork network;

    @BeforeEach
    void start() {
        stumbling = new StumblingNetwork(directory);
        network = stumbling.network;
    }

    @AfterEach
    void stop() {
        stumbling.close();
    }

    @Test
    @DisplayName(
            "A block by submitblock that runs into a mistake once: its sender is told, the node stays and takes it then")
    void submitted() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        BlockHash before = tip(seoul);
        stumbling.faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BlockFault.class)
                .hasRootCauseMessage("a mistake of ours");
        assertThat(tip(seoul)).isEqualTo(before);
        assertThat(stumbling.readAnew()).isEqualTo(1);
        assertThat(seoul.submitBlock(block).join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        assertThat(tip(seoul)).isEqualTo(block.hash());
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A submitted block that runs into it each time: after the second it is put aside and asked of nobody again; after"
                    + " the mistake is gone, reconsiderblock connects it")
    void submittedEachTime() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        BlockHash before = tip(seoul);
        stumbling.faultsLeft.set(Integer.MAX_VALUE);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(seoul.submitBlock(block).join().outcome())
                    .isEqualTo(i == 0 ? BlockResult.Outcome.ACCEPTED : BlockResult.Outcome.DUPLICATE);
        }
        assertThat(tip(seoul)).isEqualTo(before);
        assertThat(stumbling.readAnew()).isEqualTo(2);
        StumblingNetwork.assertSameAsDisk(seoul);
        stumbling.faultsLeft.set(0);
        stumbling.mineWhenRested(seoul);
        seoul.judge(tip(seoul), Judgement.INVALID).join();
        seoul.judge(block.hash(), Judgement.RECONSIDERED).join();
        assertThat(tip(seoul)).isEqualTo(block.hash());
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A block by a peer, once: all connections end, the peer is dialled again, and the block is fetched again")
    void fromPeer() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = stumbling.seoulAfter(busan);
        stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.faultsLeft.set(1);
        seoul.peers().setActive(true);
        network.awaitTip(seoul, tip(busan));
        assertThat(stumbling.readAnew()).isEqualTo(1);
        assertThat(stumbling.faultsLeft.get()).isZero();
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A block by a peer, each time: the node is made anew twice and no more, goes on beside that block, keeps its peer,"
                    + " mines, and takes over the longer chain after a start without the mistake")
    void fromPeerEachTime() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = stumbling.seoulAfter(busan);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.putAside(seoul, block);
        stumbling.rested();
        network.awaitPeers(seoul, 1);
        assertThat(stumbling.readAnew()).isEqualTo(2);
        mine(busan, 1);
        network.await(
                "the block on it is here, too",
                () -> seoul.queries().read(q -> q.rawBlock(tip(busan))).isPresent());
        assertThat(seoul.snapshot().tip().height()).isEqualTo(102);
        stumbling.mineWhenRested(seoul);
        assertThat(stumbling.readAnew()).isEqualTo(2);
        StumblingNetwork.assertSameAsDisk(seoul);
        seoul.close();
        stumbling.faultsLeft.set(0);
        Node again = network.start("Seoul", busan);
        network.awaitTip(again, tip(busan));
        stumbling.assertSound(again, busan);
    }

    @Test
    @DisplayName("With a stored block that runs into it each time the node starts all the same")
    void startsWithFault() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = stumbling.seoulAfter(busan);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.putAside(seoul, block);
        seoul.close();
        stumbling.atStart = true;
        Node again = network.start("Seoul", busan);
        assertThat(again.snapshot().tip().height()).isEqualTo(102);
        again.close();
        stumbling.faultsLeft.set(1);
        Node lucky = network.start("Seoul", busan);
        assertThat(tip(lucky)).isEqualTo(block.hash());
        stumbling.assertSound(lucky, busan);
    }

    @Test
    @DisplayName(
            "Over invalidateblock and reconsiderblock, once, twice and each time: the node stays, and ends where it was")
    void judged() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        seoul.submitBlock(block).join();
        BlockHash rival = block.hash();
        for (int times : new int[] {1, 2, 3, Integer.MAX_VALUE}) {
            seoul.judge(rival, Judgement.INVALID).join();
            // A new run has no verdicts on its scripts in memory.
            seoul.close();
            seoul = network.start("Seoul", busan);
            stumbling.faultsLeft.set(times);
            assertThatThrownBy(seoul.judge(rival, Judgement.RECONSIDERED)::join).hasCauseInstanceOf(BlockFault.class);
            assertThat(seoul.stopped()).isNotDone();
            StumblingNetwork.assertSameAsDisk(seoul);
            stumbling.faultsLeft.set(0);
            if (times == 1) {
                // The disk has it as a block that may be valid, so it was connected when the chain was read anew.
                assertThat(tip(seoul)).isEqualTo(rival);
            }
            seoul.judge(rival, Judgement.RECONSIDERED).join();
            assertThat(tip(seoul)).isEqualTo(rival);
        }
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Over invalidateblock, when the other branch is connected: once and each time")
    void invalidated() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block paid = stumbling.paidBlockOfBusan(seoul, busan);
        mine(seoul, 1);
        BlockHash own = tip(seoul);
        assertThat(seoul.submitBlock(paid).join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        assertThat(tip(seoul)).isEqualTo(own);
        stumbling.faultsLeft.set(1);
        assertThatThrownBy(seoul.judge(own, Judgement.INVALID)::join).hasCauseInstanceOf(BlockFault.class);
        assertThat(tip(seoul)).isEqualTo(paid.hash());
        StumblingNetwork.assertSameAsDisk(seoul);
        seoul.judge(own, Judgement.RECONSIDERED).join();
        seoul.judge(paid.hash(), Judgement.INVALID).join();
        assertThat(tip(seoul)).isEqualTo(own);
        seoul.judge(paid.hash(), Judgement.RECONSIDERED).join();
        seoul.close();
        seoul = network.start("Seoul", busan);
        assertThat(tip(seoul)).isEqualTo(own);
        stumbling.faultsLeft.set(Integer.MAX_VALUE);
        assertThatThrownBy(seoul.judge(own, Judgement.INVALID)::join).hasCauseInstanceOf(BlockFault.class);
        assertThat(seoul.snapshot().tip().height()).isEqualTo(203);
        assertThat(seoul.stopped()).isNotDone();
        StumblingNetwork.assertSameAsDisk(seoul);
        stumbling.faultsLeft.set(0);
        seoul.judge(paid.hash(), Judgement.RECONSIDERED).join();
        assertThat(tip(seoul)).isEqualTo(paid.hash());
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Amid a long download in batches, once and twice in a row: nothing is lost, and it goes on to the end")
    void bulk() throws IOException {
        Node busan = network.start("Busan");
        mine(busan, 150);
        for (int i = 0; i < 5; i++) {
            StumblingNetwork.pay(busan);
            mine(busan, 1);
        }
        mine(busan, 60);
        stumbling.faultsLeft.set(1);
        Node seoul = network.start("Seoul", busan);
        network.awaitTip(seoul, tip(busan));
        assertThat(stumbling.faultsLeft.get()).isZero();
        assertThat(stumbling.readAnew()).isEqualTo(1);
        StumblingNetwork.assertSameAsDisk(seoul);
        seoul.close();
        stumbling.faultsLeft.set(2);
        Node daegu = network.start("Seoul2", busan);
        network.await("put aside", () -> stumbling.readAnew("Seoul2") == 2);
        assertThat(stumbling.faultsLeft.get()).isZero();
        stumbling.rested();
        network.awaitPeers(daegu, 1);
        StumblingNetwork.assertSameAsDisk(daegu);
        assertThat(daegu.snapshot().tip().height()).isEqualTo(150);
        BlockHash first = busan.queries().read(q -> q.hashAt(151)).orElseThrow();
        network.await(
                "the rest is here",
                () -> daegu.queries().read(q -> q.rawBlock(tip(busan))).isPresent());
        daegu.judge(first, Judgement.RECONSIDERED).join();
        network.awaitTip(daegu, tip(busan));
        stumbling.assertSound(daegu, busan);
    }

    @Test
    @DisplayName("A mined block that runs into it: whoever asked is told, and its payment is in the next one")
    void mined() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Txid paid = StumblingNetwork.pay(seoul).txid();
        network.await("Busan has it", () -> StumblingNetwork.waiting(busan).contains(paid));
        // A block found here is checked against verdicts on its transactions that are remembered, so no script runs in
        // it:
        // the mistake comes with Busan's block, on which the miner then builds.
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.stumbleOver(seoul, block);
        stumbling.assertSound(seoul, busan);
        assertThat(StumblingNetwork.waiting(seoul)).isEmpty();
    }
}
