package org.wonsi.lab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;

@DisplayName("A living network")
class LiveNetworkTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(300);

    private final List<String> told = new ArrayList<>();
    private final List<LiveAccount> accounts = new ArrayList<>();
    private Instant now = START;

    private LiveNetwork network(String... names) {
        LiveNetwork network =
                new LiveNetwork(ChainParams.regtest(), List.of(names), LATENCY, 5, START, new LiveListener() {
                    @Override
                    public void told(LiveNode node, Instant at, NodeEvent event) {
                        if (event instanceof NodeEvent.BlockConnected e) {
                            accounts.stream().filter(a -> a.node() == node).forEach(a -> a.note(e.block()));
                        } else if (event instanceof NodeEvent.Reorg e) {
                            told.add(node + " leaves " + e.disconnected() + " for " + e.connected());
                        }
                    }

                    @Override
                    public void linkChanged(LiveLink link, Instant at) {
                        told.add(link.a() + " - " + link.b() + (link.isJoined() ? " joined" : " cut"));
                    }
                });
        SplittableRandom random = new SplittableRandom(9);
        for (LiveNode node : network.nodes()) {
            accounts.add(new LiveAccount(node, PrivateKey.generate(random)));
        }
        return network;
    }

    private void pass(LiveNetwork network, double seconds) {
        now = now.plusMillis(Math.round(1_000 * seconds));
        network.advance(now);
    }

    private void mine(LiveNetwork network, int node, int blocks) {
        LiveMiner miner =
                new LiveMiner(network.nodes().get(node), accounts.get(node).script(), new ScalarNonceSearch());
        for (int i = 0; i < blocks; i++) {
            Optional<Block> found = Optional.empty();
            while (found.isEmpty()) {
                found = miner.search(100, network.now());
            }
            assertThat(network.submit(miner.node(), found.get()).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
    }

    private static List<Integer> heights(LiveNetwork network) {
        return network.nodes().stream().map(node -> node.chain().tip().height()).toList();
    }

    @Test
    @DisplayName("brings a block to all its nodes, but not at once")
    void gossip() {
        LiveNetwork network = network("Seoul", "Busan", "Jeju");
        pass(network, 5);
        assertThat(network.nodes()).allMatch(node -> node.peers() == 2);
        mine(network, 0, 1);
        assertThat(heights(network)).containsExactly(1, 0, 0);
        pass(network, 5);
        assertThat(heights(network)).containsExactly(1, 1, 1);
    }

    @Test
    @DisplayName("grows two chains where it is cut, and the one with more work remains when it is joined")
    void cutAndJoined() {
        LiveNetwork network = network("Seoul", "Busan");
        pass(network, 5);
        LiveLink link = network.link("Seoul", "Busan").orElseThrow();
        network.setJoined(link, false);
        mine(network, 0, 1);
        mine(network, 1, 2);
        pass(network, 30);
        assertThat(heights(network)).containsExactly(1, 2);
        network.setJoined(link, true);
        pass(network, 10);
        assertThat(heights(network)).containsExactly(2, 2);
        assertThat(told).containsExactly("Busan - Seoul cut", "Busan - Seoul joined", "Seoul leaves 1 for 2");
    }

    @Test
    @DisplayName("has all its connections again however often a link was cut and joined, and whatever it did meanwhile")
    void often() {
        LiveNetwork network = network("Seoul", "Busan", "Jeju");
        pass(network, 5);
        SplittableRandom random = new SplittableRandom(77);
        for (int i = 0; i < 60; i++) {
            LiveLink link = network.links().get(random.nextInt(3));
            network.setJoined(link, !link.isJoined());
            pass(network, random.nextDouble() * 3);
            if (random.nextInt(3) == 0) {
                mine(network, random.nextInt(3), 1);
            }
        }
        network.links().forEach(link -> network.setJoined(link, true));
        pass(network, 60);
        mine(network, 0, 3);
        pass(network, 30);
        assertThat(network.nodes()).as("seed 77").allMatch(node -> node.peers() == 2);
        assertThat(network.nodes().stream()
                        .map(node -> node.chain().tip().hash())
                        .distinct())
                .as("seed 77")
                .hasSize(1);
    }

    @Test
    @DisplayName("loses what was on its way when a link is cut")
    void cutLoses() {
        LiveNetwork network = network("Seoul", "Busan");
        pass(network, 5);
        mine(network, 0, 1);
        network.setJoined(network.link("Busan", "Seoul").orElseThrow(), false);
        pass(network, 60);
        assertThat(heights(network)).containsExactly(1, 0);
    }

    @Test
    @DisplayName("is together again after a sleep of a day, without a tick for each second of it")
    void sleep() {
        LiveNetwork network = network("Seoul", "Busan", "Jeju");
        pass(network, 5);
        pass(network, 24 * 3_600);
        pass(network, 10);
        assertThat(network.nodes()).allMatch(node -> node.peers() == 2);
        mine(network, 2, 1);
        pass(network, 5);
        assertThat(heights(network)).containsExactly(1, 1, 1);
    }

    @Test
    @DisplayName("changes nothing for a clock that was set back")
    void clockSetBack() {
        LiveNetwork network = network("Seoul", "Busan");
        pass(network, 5);
        network.advance(START);
        assertThat(network.now()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    @DisplayName("pays from a coin once it is mature, and a block confirms it on all nodes")
    void payment() {
        LiveNetwork network = network("Seoul", "Busan");
        pass(network, 5);
        mine(network, 0, 99);
        Amount five = new Amount(500_000_000);
        assertThat(accounts.get(0).pay(accounts.get(1).address(), five, 10)).isEmpty();
        mine(network, 0, 1);
        Transaction tx =
                accounts.get(0).pay(accounts.get(1).address(), five, 10).orElseThrow();
        assertThat(network.submit(network.nodes().get(0), tx).violation()).isEmpty();
        pass(network, 10);
        assertThat(network.nodes().get(1).mempool().entry(tx.txid())).isPresent();
        assertThat(accounts.get(1).pending()).isEqualTo(500_000_000);
        assertThat(accounts.get(0).pending()).isEqualTo(-500_002_260);
        // The coin that waits to be spent isn't spent again, and the next is not mature.
        assertThat(accounts.get(0).pay(accounts.get(1).address(), five, 10)).isEmpty();
        mine(network, 0, 1);
        pass(network, 5);
        assertThat(accounts.get(1).balance()).isEqualTo(five);
        assertThat(accounts.get(1).pending()).isZero();
    }

    @Test
    @DisplayName("has 2 to 30 nodes with names of their own")
    void names() {
        assertThat(network("a", "b").nodes()).hasSize(2);
        assertThat(network(IntStream.range(0, 30).mapToObj(i -> "n" + i).toArray(String[]::new))
                        .nodes())
                .hasSize(30);
        assertThatThrownBy(() -> network("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network("a", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        network(IntStream.range(0, 31).mapToObj(i -> "n" + i).toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a network has 2 to 30 nodes with names of their own, not [n0");
    }
}
