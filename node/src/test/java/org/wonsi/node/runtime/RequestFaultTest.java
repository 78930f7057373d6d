package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.service.ChainBusyException;

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
                    node.miner().generate(1, node.purse().scriptPubKey());
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
}
