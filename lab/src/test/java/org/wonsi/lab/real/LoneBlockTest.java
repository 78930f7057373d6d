package org.wonsi.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.paper.StubbedBlock;

/** The numbers were counted by a parser of another language, which shares no code with this one. */
@DisplayName("block 413,567 alone")
class LoneBlockTest {
    private static final long NOW = 1_795_478_400L;
    private static final int HEIGHT = 413_567;
    private static final ChainParams BITCOIN = ChainParams.mainnet();

    private final Block block = Block.decode(ShippedBlocks.full());
    private final LoneBlock lone = new LoneBlock(block, HEIGHT, BITCOIN);

    private static List<String> refusals(LoneBlock block, long now) {
        return block.checks(now).stream()
                .filter(check -> !check.refused().isEmpty())
                .map(check -> check.kind() + " " + check.refused())
                .toList();
    }

    private static List<String> refusals(Block block) {
        return refusals(new LoneBlock(block, HEIGHT, BITCOIN), NOW);
    }

    @Test
    @DisplayName("is Bitcoin's, and passes every rule that needs no earlier coin")
    void passes() {
        assertThat(ShippedBlocks.full().size()).isEqualTo(999_887);
        assertThat(block.hash().toDisplay())
                .isEqualTo("0000000000000000025aff8be8a55df8f89c77296db6198f272d6577325d4069");
        assertThat(block.header().merkleRoot().toDisplay())
                .isEqualTo("64a50c649fc816baaa2effda230c39cacf1504e4e616a2863685b72aaa7dce05");
        assertThat(Instant.ofEpochSecond(block.header().time())).isEqualTo("2016-05-26T23:58:43Z");
        assertThat(block.transactions()).hasSize(1557);
        assertThat(refusals(lone, NOW)).isEmpty();
        assertThat(lone.checks(NOW)).extracting(LoneBlock.Check::kind).containsExactly(LoneBlock.Kind.values());
        assertThat(lone.checks(NOW))
                .extracting(LoneBlock.Check::counted)
                .containsExactly(1, 1, 1, 1557, 1557, 1557, 4886, 255);
    }

    @Test
    @DisplayName("makes 287 of the 4,886 coins that it spends itself: their scripts run well, with 361 signatures")
    void ownSpends() {
        assertThat(lone.inputs()).isEqualTo(4886);
        List<OwnSpend.Result> results =
                lone.ownSpends().stream().map(OwnSpend::verify).toList();
        assertThat(results).hasSize(287).allMatch(result -> result.result() == ScriptError.OK);
        assertThat(results.stream().mapToInt(OwnSpend.Result::signatures).sum()).isEqualTo(361);
        assertThat(results).allMatch(result -> result.tried() >= result.signatures());
    }

    @Test
    @DisplayName("pays known fees of 0.04663689 with 255 payments; all outputs hold 9,147.05170223 coins")
    void money() {
        assertThat(lone.wholePayments()).isEqualTo(255);
        assertThat(lone.knownFees()).isEqualTo(new Amount(4_663_689));
        assertThat(lone.valueOut()).isEqualTo(new Amount(914_705_170_223L));
    }

    @Test
    @DisplayName(
            "spends all outputs of 12 of its own transactions; without them, or with one payment only, its root stays")
    void stubs() {
        StubbedBlock spent = new StubbedBlock(block, lone.spentWithin());
        assertThat(spent.leftOut()).hasSize(12);
        assertThat(spent.stubs()).isEqualTo(11);
        assertThat(spent.bytesBefore()).isEqualTo(999_884);
        assertThat(spent.bytesAfter()).isEqualTo(995_717);
        assertThat(spent.root()).isEqualTo(block.header().merkleRoot());
    }

    @ParameterizedTest(name = "byte {0}: {1}, {2}")
    @CsvSource({
        "0, WORK high-hash, WORK high-hash", // version
        "4, WORK high-hash, WORK high-hash", // the block before
        "79, WORK high-hash, WORK high-hash", // nonce
        "500000, ROOT bad-txnmrklroot, WORK high-hash",
        "999886, ROOT bad-txnmrklroot, WORK high-hash", // the last lock time
    })
    @DisplayName("with one bit changed fails by its hash or by its root, and with the root made to fit by its hash")
    void flipped(int at, String asItIs, String withNewRoot) {
        Block changed = FlippedBit.inBlock(ShippedBlocks.full(), at);
        assertThat(refusals(changed)).first().isEqualTo(asItIs);
        assertThat(refusals(FlippedBit.withNewRoot(changed))).first().isEqualTo(withNewRoot);
    }

    @Test
    @DisplayName("with a bit of its root changed is high-hash, and with the root computed anew the true block again")
    void flippedRoot() {
        Block changed = FlippedBit.inBlock(ShippedBlocks.full(), 36);
        assertThat(refusals(changed)).contains("WORK high-hash", "ROOT bad-txnmrklroot");
        assertThat(FlippedBit.withNewRoot(changed)).isEqualTo(block);
    }

    @Test
    @DisplayName("whatever bit is changed, it is no block or is refused")
    void anyBit() {
        long seed = 413_567;
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(ShippedBlocks.full().size());
            try {
                assertThat(refusals(FlippedBit.inBlock(ShippedBlocks.full(), at)))
                        .as("seed %d, byte %d", seed, at)
                        .isNotEmpty();
            } catch (MalformedException noBlock) {
                // A bit of a count or length: the bytes end too early or too late.
            }
        }
    }

    @Test
    @DisplayName("isn't taken for another height, from the future, or of an old version")
    void placeAndTime() {
        assertThat(refusals(new LoneBlock(block, HEIGHT + 1, BITCOIN), NOW)).containsExactly("PLACE bad-cb-height");
        long time = block.header().time();
        assertThat(refusals(lone, time - 7200)).isEmpty();
        assertThat(refusals(lone, time - 7201)).containsExactly("TIME time-too-new");
        BlockHeader h = block.header();
        Block old = new Block(
                new BlockHeader(3, h.prevBlock(), h.merkleRoot(), h.time(), h.bits(), h.nonce()), block.transactions());
        assertThat(refusals(old)).contains("VERSION bad-version(0x00000003)");
        assertThatThrownBy(() -> new LoneBlock(block, 419_328, BITCOIN)).hasMessageContaining("from height 419328 on");
        assertThat(new LoneBlock(block, 419_327, BITCOIN).inputs()).isEqualTo(4886);
    }

    @Test
    @DisplayName("with a payment twice, or before the one whose coin it spends, names a coin that isn't there")
    void order() {
        OwnSpend spend = lone.ownSpends().get(0);
        List<Transaction> moved = new ArrayList<>(block.transactions());
        moved.remove(spend.tx());
        moved.add(1, spend.tx());
        assertThat(refusals(new Block(block.header(), moved))).contains("SPENT_ONCE bad-txns-inputs-missingorspent");
        List<Transaction> twice = new ArrayList<>(block.transactions());
        twice.add(block.transactions().get(1));
        assertThat(refusals(new Block(block.header(), twice))).contains("SPENT_ONCE bad-txns-inputs-missingorspent");
        List<Transaction> reversed = new ArrayList<>(block.transactions());
        Collections.reverse(reversed.subList(1, reversed.size()));
        assertThat(refusals(new Block(block.header(), reversed))).contains("SPENT_ONCE bad-txns-inputs-missingorspent");
    }

    @Test
    @DisplayName("with more paid out than its own coin held, fails on its sum")
    void sums() {
        OwnSpend spend = lone.ownSpends().stream()
                .filter(one -> one.tx().inputs().size() == 1)
                .findFirst()
                .orElseThrow();
        int index = block.transactions().indexOf(spend.tx());
        Amount in = spend.spent().value();
        assertThat(refusals(paying(index, in))).doesNotContain("SUMS bad-txns-in-belowout");
        assertThat(refusals(paying(index, in.plus(new Amount(1))))).contains("SUMS bad-txns-in-belowout");
    }

    private Block paying(int index, Amount amount) {
        Transaction tx = block.transactions().get(index);
        return FlippedBit.withTransaction(
                block,
                index,
                new Transaction(
                        tx.version(),
                        tx.inputs(),
                        List.of(new TxOut(amount, tx.outputs().get(0).scriptPubKey())),
                        tx.lockTime()));
    }
}
