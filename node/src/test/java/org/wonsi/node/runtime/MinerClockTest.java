package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.service.MiningPausedException;
import org.wonsi.node.service.event.EventSubscription;
import org.wonsi.node.service.event.LoggedEvent;

/** A clock that was ahead while blocks were mined, and is set back: regtest's blocks may be 7,200 s ahead of it. */
class MinerClockTest {
    private static final Instant AHEAD = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path directory;

    private final MockableClock clock = new MockableClock(InstantSource.system());
    private RegtestNetwork network;
    private NodeGroup nodeGroup;

    @BeforeEach
    void start() {
        network = new RegtestNetwork(directory);
        nodeGroup = new NodeGroup(clock);
    }

    @AfterEach
    void stop() {
        nodeGroup.close();
        network.close();
    }

    private Node withBlocksOfAhead() throws IOException {
        Node node = Node.start(network.config("Seoul"), nodeGroup);
        clock.stopAt(AHEAD);
        mine(node, 11);
        return node;
    }

    @Test
    @DisplayName("Mining waits while the earliest time of a block is 7,201 s ahead of the clock, and goes on at 7,200")
    void limit() throws IOException {
        try (Node node = withBlocksOfAhead()) {
            Instant earliest = Instant.ofEpochSecond(node.snapshot().tip().medianTimePast() + 1);
            clock.stopAt(earliest.minusSeconds(7_201));
            assertThatThrownBy(() -> mine(node, 1))
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(MiningPausedException.class)
                    .hasRootCauseMessage("the clock of this machine is behind the chain: the next block's time is at"
                            + " least " + earliest + ", which is 1 s too far ahead of now; mining waits until then, or"
                            + " until the clock is set right");
            clock.stopAt(earliest.minusSeconds(7_200));
            mine(node, 1);
            assertThat(node.snapshot().tip().height()).isEqualTo(12);
        }
    }

    @Test
    @DisplayName(
            "The miner waits for a clock that was set back by a day, tells it once, and mines when it is right again")
    void searchWaits() throws IOException {
        try (Node node = withBlocksOfAhead();
                EventSubscription events = nodeGroup.events().subscribe(100_000)) {
            node.miner().setMaxHashRate(1);
            node.miner().start();
            clock.stopAt(AHEAD.minus(Duration.ofDays(1)));
            node.miner().payTo(node.faucetWallet().scriptPubKey());
            for (int i = 0; i < 20; i++) {
                node.forwardTimers(Duration.ZERO).join();
            }
            assertThat(node.miner().status().waits()).hasValue(MiningPausedException.Reason.CLOCK);
            assertThat(node.miner().status().enabled()).isTrue();
            long told = nodeGroup.events().after(0).stream()
                    .filter(event -> event.body().equals(new LoggedEvent.Status("clock_behind", "")))
                    .count();
            assertThat(told).isEqualTo(1);
            assertThat(events.isClosed()).isFalse();
            int height = node.snapshot().tip().height();
            clock.stopAt(AHEAD);
            node.miner().setMaxHashRate(0);
            node.forwardTimers(Duration.ZERO).join();
            network.await("a block", () -> {
                node.forwardTimers(Duration.ZERO).join();
                return node.snapshot().tip().height() > height;
            });
            assertThat(node.miner().status().waits()).isEmpty();
        }
    }
}
