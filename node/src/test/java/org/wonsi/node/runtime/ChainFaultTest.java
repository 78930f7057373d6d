package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.LoggedEvent;
import org.wonsi.node.service.Purse;
import org.wonsi.node.store.query.VerificationPlan;

/**
 * A mistake of this program while a block is connected: the node reads its chain anew and stays.
 *
 * <p>The mistake is thrown by Seoul's script checks, which a block with a payment needs.
 */
@Timeout(120)
class ChainFaultTest {
    @TempDir
    Path directory;

    /** How often Seoul still stumbles. */
    private final AtomicInteger faultsLeft = new AtomicInteger();

    /** Whether whoever starts a node, on a thread of another name, stumbles as well. */
    private volatile boolean atStart;

    private volatile Throwable fault = new IllegalStateException("a mistake of ours");

    /** The clock of durations, by which rests are measured: it stands still. */
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    private RegtestNetwork network;

    @BeforeEach
    void start() {
        network = new RegtestNetwork(directory, new Household(InstantSource.system(), nanos::get, this::stumbling));
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private ScriptChecks stumbling(ScriptChecks real) {
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
    private Node busan(Node seoul) throws IOException {
        mine(seoul, 102);
        Node busan = network.start("Busan", seoul);
        network.awaitTip(busan, tip(seoul));
        mine(busan, 101);
        network.awaitTip(seoul, tip(busan));
        return busan;
    }

    /** A block of Busan's with a payment that Seoul knows neither of. */
    private Block paidBlockOfBusan(Node seoul, Node busan) {
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

    private static Transaction pay(Node node) {
        return ((Purse.Paid) node.purse()
                        .pay(node.purse().scriptPubKey(), Amount.ofCoins(1))
                        .join())
                .transaction();
    }

    private static List<Txid> waiting(Node node) {
        return node.snapshot().mempool().stream().map(entry -> entry.txid()).toList();
    }

    private long readAnew() {
        return network.household().events().after(0).stream()
                .filter(event -> event.body().equals(new LoggedEvent.Status("chain_read_anew", "")))
                .filter(event -> event.node().equals("Seoul"))
                .count();
    }

    /** The node's chain is the disk's, it finds its neighbour again by itself, both agree, and it mines. */
    private void assertSound(Node seoul, Node busan) {
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
    private void awaitSameTip(Node one, Node other) {
        network.await("the same tip", () -> tip(one).equals(tip(other)));
    }

    private void rested() {
        nanos.addAndGet(60_000_000_000L);
    }

    private void mineWhenRested(Node node) {
        rested();
        mine(node, 1);
    }

    /** The search that a person switches on gets a new template by itself. It may find another block while it is stopped. */
    private void searchWhenRested(Node node) {
        rested();
        BlockHash before = tip(node);
        node.miner().start();
        network.await(node.name() + " mines", () -> !tip(node).equals(before));
        node.miner().stop();
    }

    private static void assertSameAsDisk(Node node) {
        BlockHash inMemory =
                node.readChain((chain, mempool) -> chain.tip().hash()).join();
        assertThat(node.queries().read(q -> q.tip()).orElseThrow().hash()).isEqualTo(inMemory);
        VerificationPlan plan = node.readChain((chain, mempool) -> new VerificationPlan(
                        4,
                        0,
                        chain.params(),
                        chain.headers()::get,
                        ScriptChecks.inOrder(),
                        progress -> {},
                        () -> false))
                .join();
        assertThat(node.queries().read(q -> q.verify(plan)).faults()).isEmpty();
    }

    @Test
    @DisplayName(
            "A block by submitblock that runs into a mistake once: its sender is told, the node stays and takes it then")
    void submitted() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        BlockHash before = tip(seoul);
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BlockFault.class)
                .hasRootCauseMessage("a mistake of ours");
        assertThat(tip(seoul)).isEqualTo(before);
        assertThat(readAnew()).isEqualTo(1);
        assertThat(seoul.submitBlock(block).join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        assertThat(tip(seoul)).isEqualTo(block.hash());
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A submitted block that runs into it each time: after the second it is put aside and asked of nobody again; after"
                    + " the mistake is gone, reconsiderblock connects it")
    void submittedEachTime() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        BlockHash before = tip(seoul);
        faultsLeft.set(Integer.MAX_VALUE);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(seoul.submitBlock(block).join().outcome())
                    .isEqualTo(i == 0 ? BlockResult.Outcome.ACCEPTED : BlockResult.Outcome.DUPLICATE);
        }
        assertThat(tip(seoul)).isEqualTo(before);
        assertThat(readAnew()).isEqualTo(2);
        assertSameAsDisk(seoul);
        faultsLeft.set(0);
        mineWhenRested(seoul);
        seoul.judge(tip(seoul), Judgement.INVALID).join();
        seoul.judge(block.hash(), Judgement.RECONSIDERED).join();
        assertThat(tip(seoul)).isEqualTo(block.hash());
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A block by a peer, once: all connections end, the peer is dialled again, and the block is fetched again")
    void fromPeer() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = network.start("Seoul", busan);
        network.awaitPeers(busan, 1);
        mine(busan, 102);
        network.awaitTip(seoul, tip(busan));
        paidBlockOfBusan(seoul, busan);
        faultsLeft.set(1);
        seoul.peers().setActive(true);
        network.awaitTip(seoul, tip(busan));
        assertThat(readAnew()).isEqualTo(1);
        assertThat(faultsLeft.get()).isZero();
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName(
            "A block by a peer, each time: the node is made anew twice and no more, goes on beside that block, keeps its peer,"
                    + " mines, and takes over the longer chain after a start without the mistake")
    void fromPeerEachTime() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = network.start("Seoul", busan);
        network.awaitPeers(busan, 1);
        mine(busan, 102);
        network.awaitTip(seoul, tip(busan));
        Block block = paidBlockOfBusan(seoul, busan);
        faultsLeft.set(Integer.MAX_VALUE);
        seoul.peers().setActive(true);
        network.await("the node rests", () -> readAnew() == 2);
        rested();
        network.await(
                "the block is here and put aside",
                () -> seoul.queries().read(q -> q.rawBlock(block.hash())).isPresent());
        rested();
        network.awaitPeers(seoul, 1);
        assertThat(readAnew()).isEqualTo(2);
        mine(busan, 1);
        network.await(
                "the block on it is here, too",
                () -> seoul.queries().read(q -> q.rawBlock(tip(busan))).isPresent());
        assertThat(seoul.snapshot().tip().height()).isEqualTo(102);
        mineWhenRested(seoul);
        assertThat(readAnew()).isEqualTo(2);
        assertSameAsDisk(seoul);
        seoul.close();
        faultsLeft.set(0);
        Node again = network.start("Seoul", busan);
        network.awaitTip(again, tip(busan));
        assertSound(again, busan);
    }

    @Test
    @DisplayName("With a stored block that runs into it each time the node starts all the same")
    void startsWithFault() throws IOException {
        Node busan = network.start("Busan");
        Node seoul = network.start("Seoul", busan);
        network.awaitPeers(busan, 1);
        mine(busan, 102);
        network.awaitTip(seoul, tip(busan));
        Block block = paidBlockOfBusan(seoul, busan);
        faultsLeft.set(Integer.MAX_VALUE);
        seoul.peers().setActive(true);
        network.await("the node rests", () -> readAnew() == 2);
        rested();
        network.await(
                "the block is here and put aside",
                () -> seoul.queries().read(q -> q.rawBlock(block.hash())).isPresent());
        seoul.close();
        atStart = true;
        Node again = network.start("Seoul", busan);
        assertThat(again.snapshot().tip().height()).isEqualTo(102);
        again.close();
        faultsLeft.set(1);
        Node lucky = network.start("Seoul", busan);
        assertThat(tip(lucky)).isEqualTo(block.hash());
        assertSound(lucky, busan);
    }

    @Test
    @DisplayName(
            "Over invalidateblock and reconsiderblock, once, twice and each time: the node stays, and ends where it was")
    void judged() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        seoul.submitBlock(block).join();
        BlockHash rival = block.hash();
        for (int times : new int[] {1, 2, 3, Integer.MAX_VALUE}) {
            seoul.judge(rival, Judgement.INVALID).join();
            // A new run has no verdicts on its scripts in memory.
            seoul.close();
            seoul = network.start("Seoul", busan);
            faultsLeft.set(times);
            assertThatThrownBy(seoul.judge(rival, Judgement.RECONSIDERED)::join).hasCauseInstanceOf(BlockFault.class);
            assertThat(seoul.stopped()).isNotDone();
            assertSameAsDisk(seoul);
            faultsLeft.set(0);
            if (times == 1) {
                // The disk has it as a block that may be valid, so it was connected when the chain was read anew.
                assertThat(tip(seoul)).isEqualTo(rival);
            }
            seoul.judge(rival, Judgement.RECONSIDERED).join();
            assertThat(tip(seoul)).isEqualTo(rival);
        }
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Over invalidateblock, when the other branch is connected: once and each time")
    void invalidated() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block paid = paidBlockOfBusan(seoul, busan);
        mine(seoul, 1);
        BlockHash own = tip(seoul);
        assertThat(seoul.submitBlock(paid).join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        assertThat(tip(seoul)).isEqualTo(own);
        faultsLeft.set(1);
        assertThatThrownBy(seoul.judge(own, Judgement.INVALID)::join).hasCauseInstanceOf(BlockFault.class);
        assertThat(tip(seoul)).isEqualTo(paid.hash());
        assertSameAsDisk(seoul);
        seoul.judge(own, Judgement.RECONSIDERED).join();
        seoul.judge(paid.hash(), Judgement.INVALID).join();
        assertThat(tip(seoul)).isEqualTo(own);
        seoul.judge(paid.hash(), Judgement.RECONSIDERED).join();
        seoul.close();
        seoul = network.start("Seoul", busan);
        assertThat(tip(seoul)).isEqualTo(own);
        faultsLeft.set(Integer.MAX_VALUE);
        assertThatThrownBy(seoul.judge(own, Judgement.INVALID)::join).hasCauseInstanceOf(BlockFault.class);
        assertThat(seoul.snapshot().tip().height()).isEqualTo(203);
        assertThat(seoul.stopped()).isNotDone();
        assertSameAsDisk(seoul);
        faultsLeft.set(0);
        seoul.judge(paid.hash(), Judgement.RECONSIDERED).join();
        assertThat(tip(seoul)).isEqualTo(paid.hash());
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Amid a long download in batches, once and twice in a row: nothing is lost, and it goes on to the end")
    void bulk() throws IOException {
        Node busan = network.start("Busan");
        mine(busan, 150);
        for (int i = 0; i < 5; i++) {
            pay(busan);
            mine(busan, 1);
        }
        mine(busan, 60);
        faultsLeft.set(1);
        Node seoul = network.start("Seoul", busan);
        network.awaitTip(seoul, tip(busan));
        assertThat(faultsLeft.get()).isZero();
        assertThat(readAnew()).isEqualTo(1);
        assertSameAsDisk(seoul);
        seoul.close();
        faultsLeft.set(2);
        Node daegu = network.start("Seoul2", busan);
        network.await("put aside", () -> faultsLeft.get() == 0);
        rested();
        network.awaitPeers(daegu, 1);
        assertSameAsDisk(daegu);
        assertThat(daegu.snapshot().tip().height()).isEqualTo(150);
        BlockHash first = busan.queries().read(q -> q.hashAt(151)).orElseThrow();
        network.await(
                "the rest is here",
                () -> daegu.queries().read(q -> q.rawBlock(tip(busan))).isPresent());
        daegu.judge(first, Judgement.RECONSIDERED).join();
        network.awaitTip(daegu, tip(busan));
        assertSound(daegu, busan);
    }

    @Test
    @DisplayName("A mined block that runs into it: whoever asked is told, and its payment is in the next one")
    void mined() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Txid paid = pay(seoul).txid();
        network.await("Busan has it", () -> waiting(busan).contains(paid));
        // A block found here is checked against verdicts on its transactions that are remembered, so no script runs in
        // it:
        // the mistake comes with Busan's block, on which the miner then builds.
        Block block = paidBlockOfBusan(seoul, busan);
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
        assertSound(seoul, busan);
        assertThat(waiting(seoul)).isEmpty();
    }

    private static void runIntoFault(Node node) {
        assertThatThrownBy(node.setClock(() -> {
                    throw new IllegalArgumentException("a mistake of ours");
                })::join)
                .hasRootCauseMessage("a mistake of ours");
    }

    @Test
    @DisplayName(
            "A fault that comes again rests the node for a second: it answers, but takes no connection and doesn't mine; then it"
                    + " does all of that again")
    void rests() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = network.start("Busan", seoul);
        network.awaitPeers(seoul, 1);
        runIntoFault(seoul);
        assertThat(mine(seoul, 1)).hasSize(1);
        network.awaitPeers(seoul, 1);
        network.awaitTip(busan, tip(seoul));
        runIntoFault(seoul);
        assertThat(readAnew()).isEqualTo(2);
        nanos.addAndGet(999_999_999L);
        assertThatThrownBy(() -> mine(seoul, 1))
                .hasRootCauseMessage(
                        "the chain was read anew after a mistake in this program; mining goes on in 1 s at most");
        try (Socket socket =
                new Socket(seoul.listening().getAddress(), seoul.listening().getPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(seoul.readChain((chain, mempool) -> chain.tip().height()).join())
                .isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(mine(seoul, 1)).hasSize(1);
        network.awaitPeers(seoul, 1);
        network.awaitTip(busan, tip(seoul));
        assertSound(seoul, busan);
        runIntoFault(seoul);
        searchWhenRested(seoul);
        awaitSameTip(seoul, busan);
    }

    @Test
    @DisplayName("What waited waits again, each after those it spends, and so does what the operator said of it")
    void waitingComesBack() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        Txid first = pay(seoul).txid();
        Txid second = pay(seoul).txid();
        seoul.prioritise(second, 5_000_000).join();
        network.await("both wait", () -> waiting(seoul).size() == 2);
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
        network.await("both wait again", () -> waiting(seoul).size() == 2);
        assertThat(waiting(seoul)).containsExactlyInAnyOrder(first, second);
        assertThat(seoul.readChain((chain, mempool) -> mempool.priorities().get(second))
                        .join())
                .isEqualTo(5_000_000L);
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Links cut by hand stay cut, bans stay, and an address added by hand is still dialled")
    void keepsWhatTheOperatorSaid() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        seoul.peers().cut("Busan");
        seoul.peers().setActive(true);
        seoul.peers().connect("127.0.0.1:1");
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCauseInstanceOf(BlockFault.class);
        assertThat(seoul.peers().cutFrom()).containsExactly("Busan");
        assertThat(seoul.peers().kept()).containsExactly("127.0.0.1:1");
        network.await(
                "Busan is refused",
                () -> network.household().events().after(0).stream()
                        .anyMatch(event -> event.node().equals("Seoul")
                                && event.body()
                                        .equals(new LoggedEvent.Peer("Busan", LoggedEvent.PeerMove.DISCONNECTED))));
        assertThat(seoul.peers().list().stream().filter(peer -> peer.name().isPresent()))
                .isEmpty();
        seoul.peers().heal("Busan");
        assertSound(seoul, busan);
    }

    @Test
    @DisplayName("An Error while a block is connected ends the node, and says why")
    void errorEnds() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        fault = new OutOfMemoryError("no memory");
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCause(fault);
        seoul.stopped().join();
        assertThat(seoul.failure().join())
                .isEqualTo("a mistake in this program: java.lang.OutOfMemoryError: no memory");
        assertThat(readAnew()).isZero();
    }

    @Test
    @DisplayName("A failed disk while a block is connected ends the node, and says why")
    void diskEnds() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = busan(seoul);
        Block block = paidBlockOfBusan(seoul, busan);
        fault = new UncheckedIOException(new IOException("the disk is full"));
        faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCause(fault);
        seoul.stopped().join();
        assertThat(seoul.failure().join()).isEqualTo("the disk is full");
        assertThat(readAnew()).isZero();
    }
}
