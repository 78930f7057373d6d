package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.node.p2p.MistakenBlocks.ANYONE;
import static org.wonsi.node.p2p.MistakenBlocks.REGTEST;
import static org.wonsi.node.p2p.MistakenBlocks.SORTED_NONCE;
import static org.wonsi.node.p2p.MistakenBlocks.TRUE_NONCE;
import static org.wonsi.node.p2p.MistakenBlocks.branch;
import static org.wonsi.node.p2p.MistakenBlocks.easierThanDemanded;
import static org.wonsi.node.p2p.MistakenBlocks.on;
import static org.wonsi.node.p2p.MistakenBlocks.paid;
import static org.wonsi.node.p2p.MistakenBlocks.paying;
import static org.wonsi.node.p2p.MistakenBlocks.twelfth;
import static org.wonsi.node.p2p.MistakenBlocks.window;
import static org.wonsi.node.p2p.MistakenBlocks.with;
import static org.wonsi.node.p2p.MistakenBlocks.withByteMoved;
import static org.wonsi.node.p2p.MistakenBlocks.withRoot;
import static org.wonsi.node.p2p.MistakenBlocks.withoutWork;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.coin.HandPayment;

/**
 * The mistakes of famous teaching chains, in the order of the node's test of the same name, given to a chain in a browser; {@code java} is
 * WebAssembly and {@code plain} JavaScript.
 *
 * <p>Here blocks are given to the chain itself and not over a network: so one whose hash is known already is a duplicate, whatever it
 * claims to hold.
 */
@DisplayName("What famous teaching chains accept, a chain in a browser refuses:")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MustRejectInTabTest {
    private static final double NOW = 1_795_500_000;

    private JavaInTab tab;
    private Page page;

    @BeforeAll
    void load(@TempDir Path directory) throws IOException {
        tab = JavaInTab.open(directory);
        page = tab.page();
    }

    @AfterAll
    void close() {
        if (tab != null) {
            tab.close();
        }
    }

    private void open(String build, String network) {
        page.evaluate("([build, network]) => window[build].openChain(network, '')", List.of(build, network));
    }

    /** What becomes of a block: the outcome, the reject string or a dash, and the tip afterwards. */
    private Object judge(String build, Block block) {
        return page.evaluate(
                "([build, block, now]) => window[build].judge(block, now)",
                List.of(build, block.encode().toHex(), NOW));
    }

    private static String accepted(BlockHash tip) {
        return "ACCEPTED - " + tip.toDisplay();
    }

    private static String refused(String reason, BlockHash tip) {
        return "INVALID " + reason + " " + tip.toDisplay();
    }

    /** Gives a branch of which each block becomes the tip. */
    private void deliver(String build, List<Block> branch) {
        for (Block block : branch) {
            assertThat(judge(build, block)).isEqualTo(accepted(block.hash()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("1. a block that claims more work than its hash has: high-hash")
    void moreWorkClaimed(String build) {
        open(build, "regtest");
        assertThat(judge(build, withoutWork(on(REGTEST.genesis(), 1, ANYONE))))
                .isEqualTo(refused("high-hash", REGTEST.genesisHash()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("2. two blocks of different payments and the same hash: bad-txnmrklroot, and the true one is taken")
    void samePaymentsSameHash(String build) {
        open(build, "regtest");
        Block first = on(REGTEST.genesis(), 1, ANYONE);
        Block twin = with(first, paying(first, Script.ofHex("52")));
        assertThat(judge(build, twin)).isEqualTo(refused("bad-txnmrklroot", REGTEST.genesisHash()));
        deliver(build, List.of(first));
        assertThat(judge(build, twin)).isEqualTo("DUPLICATE - " + first.hash().toDisplay());
        // The chain goes on from the true one.
        deliver(build, List.of(on(first, 2, ANYONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("3. a block received is checked before it counts: the signature of each payment")
    void receivedUnchecked(String build) {
        open(build, "regtest");
        PrivateKey alice = PrivateKey.generate(new SplittableRandom(1));
        Block tip = on(REGTEST.genesis(), 1, HandPayment.lockedTo(alice.publicKey(true)));
        Transaction funding = tip.transactions().get(0);
        List<Block> honest = new ArrayList<>(List.of(tip));
        for (int height = 2; height <= 100; height++) {
            tip = on(tip, height, ANYONE);
            honest.add(tip);
        }
        deliver(build, honest);
        HandPayment payment = HandPayment.of(
                new OutPoint(funding.txid(), 0), funding.outputs().get(0), alice, ANYONE, new Amount(10_000));
        assertThat(judge(build, paid(tip, payment.withFlippedBit().transaction())))
                .isEqualTo(refused(
                        "mandatory-script-verify-flag-failed (Script evaluated without error but finished"
                                + " with a false/empty top stack element)",
                        tip.hash()));
        deliver(build, List.of(paid(tip, payment.transaction())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("4. a chain that diverged at the first block and has more work is adopted, one of equal work isn't")
    void divergedHeavierChain(String build) {
        open(build, "regtest");
        List<Block> own = branch(ANYONE, 20);
        List<Block> other = branch(Script.ofHex("52"), 21);
        deliver(build, own);
        for (Block block : other.subList(0, 20)) {
            assertThat(judge(build, block)).isEqualTo(accepted(own.get(19).hash()));
        }
        deliver(build, other.subList(20, 21));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("5. the last block's own transactions are covered by its hash: bad-txnmrklroot, then high-hash")
    void tipNotCovered(String build) {
        open(build, "regtest");
        List<Block> chain = branch(ANYONE, 3);
        deliver(build, chain.subList(0, 2));
        BlockHash before = chain.get(1).hash();
        Block tip = chain.get(2);
        Block changed = with(tip, paying(tip, Script.ofHex("53")));
        assertThat(judge(build, changed)).isEqualTo(refused("bad-txnmrklroot", before));
        assertThat(judge(build, withoutWork(withRoot(changed)))).isEqualTo(refused("high-hash", before));
        deliver(build, List.of(tip));
        assertThat(judge(build, withoutWork(withRoot(changed)))).isEqualTo(refused("high-hash", tip.hash()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("6. hashed fields don't run into each other: a byte moved from one to the next is bad-txnmrklroot")
    void fieldsRunTogether(String build) {
        open(build, "regtest");
        Block first = on(REGTEST.genesis(), 1, Script.ofHex("5151"));
        Block moved = with(first, withByteMoved(first.transactions().get(0)));
        assertThat(moved.encode().size()).isEqualTo(first.encode().size());
        assertThat(judge(build, moved)).isEqualTo(refused("bad-txnmrklroot", REGTEST.genesisHash()));
        deliver(build, List.of(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName("7. true work for an easier target than the one demanded: bad-diffbits")
    void easier(String build) {
        open(build, "seminar");
        Block easy = easierThanDemanded();
        assertThat(judge(build, easy))
                .isEqualTo(refused("bad-diffbits", easy.header().prevBlock()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "plain"})
    @DisplayName(
            "8. a retarget from sorted times, of a window whose times are out of order: bad-diffbits; from its first and last: taken")
    void unsortedTimes(String build) {
        open(build, "seminar");
        List<Block> window = window();
        deliver(build, window);
        assertThat(judge(build, twelfth(window, 0x1e07_fffcL, SORTED_NONCE)))
                .isEqualTo(refused("bad-diffbits", window.get(10).hash()));
        deliver(build, List.of(twelfth(window, 0x1e01_aaa9L, TRUE_NONCE)));
    }
}
