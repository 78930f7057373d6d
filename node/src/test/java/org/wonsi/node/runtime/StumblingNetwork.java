package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockFault;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.store.query.VerificationPlan;

/** Nodes of which Seoul stumbles over a mistake of this program: its script checks throw, which a block with a payment needs. */
final class StumblingNetwork implements AutoCloseable {
    /** How often Seoul still stumbles. */
    final AtomicInteger faultsLeft = new AtomicInteger();

    /** Whether whoever starts a node, on a thread of another name, stumbles as well. */
    volatile boolean atStart;

    /** What is thrown. */
    volatile Throwable fault = new IllegalStateException("a mistake of ours");

    /** The clock of durations, by which rests are measured: it stands still. */
    final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    final RegtestNetwork network;

    StumblingNetwork(Path directory) {
        network = new RegtestNetwork(directory, new NodeGroup(InstantSource.system(), nanos::get, this::stumbling));
    }

    @Override
    public void close() {
        network.close();
    }

    private ScriptCheckRunner stumbling(ScriptCheckRunner real) {
        return checks -> {
            String thread = Thread.currentThread().getName();
            boolean concerned = !checks.isEmpty() && (thread.startsWith("Seoul") || atStart);
            if (concerned && faultsLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                if (fault instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) fault;
            }
            return real.firstFailure(checks);
        };
    }

    /** Another node with a chain of 102 blocks of its own, that Seoul has as well. */
    Node busan(Node seoul) throws IOException {
        mine(seoul, 102);
        Node busan = network.start("Busan", seoul);
        network.awaitTip(busan, tip(seoul));
        mine(busan, 101);
        network.awaitTip(seoul, tip(busan));
        return busan;
    }

    /** A new Seoul, once it has the 102 blocks that the other node mines. */
    Node seoulAfter(Node busan) throws IOException {
        Node seoul = network.start("Seoul", busan);
        network.awaitPeers(busan, 1);
        mine(busan, 102);
        network.awaitTip(seoul, tip(busan));
        return seoul;
    }

    /** A block of Busan's with a payment that Seoul knows neither of. */
    Block paidBlockOfBusan(Node seoul, Node busan) {
        separate(seoul, busan);
        pay(busan);
        mine(busan, 1);
        return Block.decode(busan.queries().read(q -> q.rawBlock(tip(busan))).orElseThrow());
    }

    private void separate(Node seoul, Node busan) {
        seoul.peers().setActive(false);
        network.awaitPeers(seoul, 0);
        network.awaitPeers(busan, 0);
    }

    static Transaction pay(Node node) {
        return ((FaucetWallet.Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), Amount.ofCoins(1))
                        .join())
                .transaction();
    }

    static List<Txid> waiting(Node node) {
        return node.snapshot().mempool().stream().map(entry -> entry.txid()).toList();
    }

    long readAnew() {
        return readAnew("Seoul");
    }

    /** How often a node has read its chain anew; after that it rests, and not before. */
    long readAnew(String node) {
        return network.nodeGroup().events().after(0).stream()
                .filter(event -> event.body().equals(new LoggedEvent.Status("chain_read_anew", "")))
                .filter(event -> event.node().equals(node))
                .count();
    }

    /** Seoul stumbles over a block of its peer's each time it connects it, until it has put it aside, and then has rested. */
    void putAside(Node seoul, Block block) {
        faultsLeft.set(Integer.MAX_VALUE);
        seoul.peers().setActive(true);
        network.await("the node rests", () -> readAnew() == 2);
        rested();
        network.await(
                "the block is here and put aside",
                () -> seoul.queries().read(q -> q.rawBlock(block.hash())).isPresent());
    }

    /** Seoul stumbles once over a block that it is handed; whoever handed it over is told. */
    void stumbleOver(Node seoul, Block block) {
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
    }

    /** The node's chain is the disk's, it finds its neighbour again by itself, both agree, and it mines. */
    void assertSound(Node seoul, Node busan) {
        rested();
        seoul.peers().setActive(true);
        network.awaitPeers(seoul, 1);
        network.awaitPeers(busan, 1);
        network.awaitTip(seoul, tip(busan));
        assertSameAsDisk(seoul);
        mineWhenRested(seoul);
        awaitSameTip(seoul, busan);
        mine(busan, 1);
        awaitSameTip(seoul, busan);
        assertSameAsDisk(seoul);
        assertThat(seoul.stopped()).isNotDone();
    }

    /** Whatever the tip is by then: a miner that was just stopped may have found another block. */
    void awaitSameTip(Node one, Node other) {
        network.await("the same tip", () -> tip(one).equals(tip(other)));
    }

    void rested() {
        nanos.addAndGet(60_000_000_000L);
    }

    void mineWhenRested(Node node) {
        rested();
        mine(node, 1);
    }

    /** The search that a person switches on gets a new template by itself. It may find another block while it is stopped. */
    void searchWhenRested(Node node) {
        rested();
        BlockHash before = tip(node);
        node.miner().start();
        network.await(node.name() + " mines", () -> !tip(node).equals(before));
        node.miner().stop();
    }

    static void assertSameAsDisk(Node node) {
        BlockHash inMemory =
                node.readChain((chain, mempool) -> chain.tip().hash()).join();
        assertThat(node.queries().read(q -> q.tip()).orElseThrow().hash()).isEqualTo(inMemory);
        VerificationPlan plan = node.readChain((chain, mempool) -> new VerificationPlan(
                        4,
                        0,
                        chain.params(),
                        chain.headers()::get,
                        ScriptCheckRunner.inOrder(),
                        progress -> {},
                        () -> false))
                .join();
        assertThat(node.queries().read(q -> q.verify(plan)).faults()).isEmpty();
    }
}
