package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.ChainBusyException;
import org.wonsi.node.service.FaucetWallet;

/** What a request does wrong, or too often, is that request's alone. */
class RequestFaultTest {
    @TempDir
    Path directory;

    private RegtestNetwork network;

    @BeforeEach
    void start() {
        network = new RegtestNetwork(directory);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    @DisplayName("A reading request that runs into a mistake fails alone; the node goes on, mines and answers")
    void readingFault() throws IOException {
        try (Node node = network.start("Seoul")) {
            CompletableFuture<Integer> wrong = node.readChain((chain, mempool) -> {
                throw new NoSuchElementException("no such transaction");
            });
            assertThatThrownBy(wrong::join).hasRootCauseInstanceOf(NoSuchElementException.class);
            mine(node, 1);
            assertThat(node.readChain((chain, mempool) -> chain.tip().height()).join())
                    .isEqualTo(1);
            assertThat(node.stopped()).isNotDone();
        }
    }

    @Test
    @DisplayName(
            "A transaction that runs into a mistake fails alone, from a user and from a peer; what waited is let go, and the"
                    + " node goes on, takes the next one and mines it")
    void transactionFault() throws IOException {
        AtomicReference<String> mistaken = new AtomicReference<>("nobody");
        NodeGroup nodeGroup = new NodeGroup(InstantSource.system(), System::nanoTime, real -> checks -> {
            if (Thread.currentThread().getName().contains(mistaken.get())) {
                throw new NoSuchElementException("a mistake of ours");
            }
            return real.firstFailure(checks);
        });
        try (RegtestNetwork broken = new RegtestNetwork(directory.resolve("broken"), nodeGroup)) {
            Node node = broken.start("Seoul");
            mine(node, 102);
            Transaction waiting = pay(node);
            assertThat(waiting(node)).containsExactly(waiting.txid());
            mistaken.set("Seoul");
            assertThatThrownBy(() -> pay(node)).hasRootCauseInstanceOf(NoSuchElementException.class);
            broken.await("what waited is let go", () -> waiting(node).isEmpty());
            assertThatThrownBy(node.submitTransaction(waiting)::join)
                    .hasRootCauseInstanceOf(NoSuchElementException.class);
            assertThat(node.stopped()).isNotDone();
            mistaken.set("nobody");
            assertThat(node.submitTransaction(waiting).join().outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);

            Node other = broken.start("Busan", node);
            broken.awaitTip(other, RegtestNetwork.tip(node));
            broken.awaitPeers(node, 1);
            mine(other, 101);
            broken.awaitTip(node, RegtestNetwork.tip(other));
            mistaken.set("Seoul");
            pay(other);
            broken.await(
                    "the faulty conversation ends", () -> node.peers().list().isEmpty());
            mistaken.set("nobody");
            assertThat(node.stopped()).isNotDone();
            mine(node, 1);
            assertThat(node.snapshot().tip().height()).isEqualTo(204);
        }
    }

    @Test
    @DisplayName("With 1,000 requests waiting the next is told to come back, while the node's miner loses no block")
    void fullQueue() throws Exception {
        try (Node node = network.start("Seoul")) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            CompletableFuture<Integer> holding = node.readChain((chain, mempool) -> {
                begun.countDown();
                assertThat(held).satisfies(CountDownLatch::await);
                return 0;
            });
            begun.await();
            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                waiting.add(node.readChain((chain, mempool) -> chain.tip().height()));
            }
            assertThatThrownBy(node.readChain((chain, mempool) -> 0)::join)
                    .hasCauseInstanceOf(ChainBusyException.class)
                    .hasRootCauseMessage(
                            "the node has too much to do, 1000 requests wait already; try again in a moment");
            assertThat(node.load().waiting()).isGreaterThanOrEqualTo(1_000);
            CompletableFuture<List<BlockHash>> mined =
                    node.miner().generate(1, node.faucetWallet().scriptPubKey());
            assertThatThrownBy(() -> mined.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            held.countDown();
            assertThat(mined.get()).hasSize(1);
            assertThat(holding.get()).isZero();
            for (CompletableFuture<Integer> answer : waiting) {
                assertThat(answer.get()).isBetween(0, 1);
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Transaction pay(Node node) {
        return ((FaucetWallet.Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), Amount.ofCoins(1))
                        .join())
                .transaction();
    }

    private static List<Txid> waiting(Node node) {
        return node.snapshot().mempool().stream()
                .map(entry -> entry.tx().txid())
                .toList();
    }
}
