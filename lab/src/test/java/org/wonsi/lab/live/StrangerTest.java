package org.wonsi.lab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.tamper.TamperedBlock;

@DisplayName("A stranger with forged blocks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final String UNSIGNED = "mandatory-script-verify-flag-failed"
            + " (Script evaluated without error but finished with a false/empty top stack element)";

    private final List<LiveAccount> accounts = new ArrayList<>();
    private final LiveNetwork network = new LiveNetwork(
            ChainParams.regtest(), List.of("Seoul", "Busan"), Duration.ofMillis(300), 5, START, this::note);
    private final LiveNode seoul = network.nodes().get(0);
    private final LiveNode busan = network.nodes().get(1);
    private Instant now = START;

    private void note(LiveNode node, Instant at, NodeEvent event) {
        if (event instanceof NodeEvent.BlockConnected e) {
            accounts.stream().filter(a -> a.node() == node).forEach(a -> a.note(e.block()));
        }
    }

    /** A chain of 103 blocks; the payment is in block 102. */
    @BeforeAll
    void live() {
        SplittableRandom random = new SplittableRandom(9);
        network.nodes().forEach(node -> accounts.add(new LiveAccount(node, PrivateKey.generate(random))));
        pass(5);
        mine(101);
        Transaction tx = accounts.get(0)
                .pay(accounts.get(1).address(), new Amount(500_000_000), 10)
                .orElseThrow();
        assertThat(network.submit(seoul, tx).violation()).isEmpty();
        mine(2);
        pass(60);
        assertThat(busan.chain().tip().height()).isEqualTo(103);
        assertThat(paid().transactions()).hasSize(2);
    }

    private void pass(double seconds) {
        now = now.plusMillis(Math.round(1_000 * seconds));
        network.advance(now);
    }

    private void mine(int blocks) {
        LiveMiner miner = new LiveMiner(seoul, accounts.get(0).script(), new ScalarNonceSearch());
        for (int i = 0; i < blocks; i++) {
            Optional<Block> found = Optional.empty();
            while (found.isEmpty()) {
                found = miner.search(100, network.now());
            }
            network.submit(seoul, found.get());
            pass(1);
        }
    }

    private Block at(int height) {
        HeaderNode node = busan.chain().activeAt(height).orElseThrow();
        return busan.chain().block(node.hash()).orElseThrow();
    }

    private Block paid() {
        return at(102);
    }

    private TamperedBlock richer() {
        return TamperedBlock.of(paid(), 1, 0, new Amount(50_000_000_000L), Optional.empty());
    }

    private Forger forger(Block changed) {
        Forger forger = new Forger(busan, changed, accounts.get(0).script(), new ScalarNonceSearch());
        while (!forger.search(50)) {
            assertThat(forger.tries()).isLessThan(100_000);
        }
        return forger;
    }

    @Test
    @DisplayName(
            "is refused for the root, and when that is repaired, for the work; the node hangs up and its chain stays")
    void refused() {
        BlockHash tip = busan.chain().tip().hash();
        assertThat(Stranger.send(busan, richer().underOldHeader()))
                .extracting(Stranger.Outcome::refused, Stranger.Outcome::reason, Stranger.Outcome::farewell)
                .containsExactly(true, "bad-txnmrklroot", "invalid block: bad-txnmrklroot");
        assertThat(Stranger.send(busan, richer().underNewHeader()).reason()).isEqualTo("high-hash");
        assertThat(busan.chain().tip().hash()).isEqualTo(tip);
        assertThat(busan.peers()).isEqualTo(1);
    }

    @Test
    @DisplayName("is refused for the signature, once the work of a branch longer than the chain is done")
    void redone() {
        Block changed = TamperedBlock.of(
                        paid(),
                        1,
                        0,
                        new Amount(500_000_000),
                        Optional.of(accounts.get(0).script()))
                .underNewHeader();
        int height = busan.chain().tip().height();
        BlockHash tip = busan.chain().tip().hash();
        Forger forger = forger(changed);
        assertThat(forger.branch()).hasSize(height - 102 + 2);
        assertThat(forger.branch().get(0).transactions()).isEqualTo(changed.transactions());
        assertThat(forger.search(1)).isTrue();
        Stranger.Outcome outcome = Stranger.deliver(busan, forger.branch());
        assertThat(outcome.reason()).isEqualTo(UNSIGNED);
        assertThat(busan.chain().tip().hash()).isEqualTo(tip);
    }

    @Test
    @DisplayName("is believed where no rule is broken and the branch is longer: that is what work buys")
    void taken() {
        int height = busan.chain().tip().height();
        Block last = at(height);
        BlockHeader old = last.header();
        Block changed = new Block(
                new BlockHeader(
                        old.version(), old.prevBlock(), old.merkleRoot(), old.time() + 1, old.bits(), old.nonce()),
                last.transactions());
        Forger forger = forger(changed);
        assertThat(forger.branch()).hasSize(2);
        assertThat(Stranger.deliver(busan, forger.branch()).refused()).isFalse();
        assertThat(busan.chain().tip().hash()).isEqualTo(forger.branch().get(1).hash());
        pass(10);
        assertThat(seoul.chain().tip().hash()).isEqualTo(forger.branch().get(1).hash());
    }

    @Test
    @DisplayName("changes nothing with a block that the node has")
    void known() {
        Stranger.Outcome outcome = Stranger.send(busan, paid());
        assertThat(outcome.refused()).isFalse();
        assertThat(outcome.farewell()).isEmpty();
    }

    @Test
    @DisplayName("can't begin where the node knows no block before, or the bits are no target")
    void hopeless() {
        Script script = accounts.get(0).script();
        BlockHeader old = paid().header();
        Block lost = new Block(
                new BlockHeader(
                        old.version(), new BlockHash(Hash256.ZERO), old.merkleRoot(), old.time(), old.bits(), 0),
                paid().transactions());
        assertThatThrownBy(() -> new Forger(busan, lost, script, new ScalarNonceSearch()))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("Busan knows no block 0000");
        Block without = new Block(
                new BlockHeader(old.version(), old.prevBlock(), old.merkleRoot(), old.time(), 0, 0),
                paid().transactions());
        assertThatThrownBy(() -> new Forger(busan, without, script, new ScalarNonceSearch()))
                .isInstanceOf(MalformedException.class)
                .hasMessage("the header's bits are no target");
    }
}
