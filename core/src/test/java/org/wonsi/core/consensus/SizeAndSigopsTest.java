package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class SizeAndSigopsTest {
    private static final ChainParams REGTEST = ChainParams.regtest();

    private static Script checksigs(int count) {
        byte[] script = new byte[count];
        Arrays.fill(script, (byte) 0xac);
        return new Script(ByteString.copyOf(script));
    }

    /** A coinbase whose free text and output state so many signature operations. */
    private static Transaction coinbase(int inText, int inOutput) {
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, checksigs(inText), 0)),
                List.of(new TxOut(Amount.ZERO, checksigs(inOutput))),
                0);
    }

    private static Block block(Transaction... transactions) {
        return new Block(REGTEST.genesis().header(), List.of(transactions));
    }

    @Test
    @DisplayName(
            "legacy signature operations of scriptSigs and outputs, the coinbase's text included, add up to 20,000")
    void legacySigops() {
        assertThat(BlockRules.checkLegacySigops(block(coinbase(100, 9_900), coinbase(50, 9_950))))
                .isEmpty();
        assertThat(BlockRules.checkLegacySigops(block(coinbase(100, 9_900), coinbase(50, 9_951)))
                        .map(Violation::rejectString))
                .contains("bad-blk-sigops");
        assertThat(SigopRules.legacySigops(coinbase(3, 4))).isEqualTo(7);
    }

    @Test
    @DisplayName("against the coins, the coinbase's signature operations count as well")
    void coinbaseSigops() {
        assertThat(connect(coinbase(100, 19_900))).isEmpty();
        assertThat(connect(coinbase(100, 19_901)).map(Violation::rejectString)).contains("bad-blk-sigops");
    }

    private static Optional<Violation> connect(Transaction coinbase) {
        FakeHeaders genesis = FakeHeaders.of(REGTEST);
        Block block = block(coinbase);
        return new BlockConnector(block, block.hash(), genesis, outPoint -> Optional.empty(), REGTEST)
                .check(ScriptCheckRunner.inOrder());
    }

    private static Transaction ofSize(int bytes) {
        return new Transaction(
                1,
                List.of(new TxIn(
                        new OutPoint(REGTEST.genesis().transactions().get(0).txid(), 0), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[bytes - 64])))),
                0);
    }

    @Test
    @DisplayName("a transaction has at most 1,000,000 bytes")
    void transactionSize() {
        assertThat(ofSize(1_000_000).size()).isEqualTo(1_000_000);
        assertThat(TransactionRules.check(ofSize(1_000_000))).isEmpty();
        assertThat(TransactionRules.check(ofSize(1_000_001)).map(Violation::rejectString))
                .contains("bad-txns-oversize");
    }

    @Test
    @DisplayName("who has another limit takes a block of just that size, and refuses a larger one, which others take")
    void otherLimits() {
        Block block = block(coinbase(2, 2_000));
        BlockLimits exact = BlockLimits.BITCOIN.withBytes(block.size());
        assertThat(BlockRules.checkSize(block, exact)).isEmpty();
        assertThat(BlockRules.checkSize(block, BlockLimits.BITCOIN)).isEmpty();
        assertThat(BlockRules.checkSize(block, exact.withBytes(block.size() - 1))
                        .map(Violation::rejectString))
                .contains("bad-blk-length");
    }

    @Test
    @DisplayName("a missing coin is named in the detail")
    void missingCoin() {
        Transaction tx = ofSize(100);
        OutPoint missing = tx.inputs().get(0).prevout();
        assertThat(InputRules.missingCoin(tx, outPoint -> Optional.empty()))
                .hasToString("bad-txns-inputs-missingorspent, " + missing + " is spent or unknown");
        assertThat(InputRules.coins(tx, outPoint -> Optional.empty())).isEmpty();
    }
}
