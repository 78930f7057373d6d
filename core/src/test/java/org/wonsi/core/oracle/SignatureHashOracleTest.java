package org.wonsi.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;

/** Transactions and the hashes that are signed, against bitcoinj and bitcoin-kmp on the same random input. */
class SignatureHashOracleTest {
    private static final long SEED = 170;
    private static final int CASES = 20_000;

    @Test
    @DisplayName("20,000 random transactions have the ids and signature hashes that bitcoinj and bitcoin-kmp compute")
    void sameHashes() {
        SplittableRandom random = new SplittableRandom(SEED);
        RandomTransactions transactions = new RandomTransactions(random);
        int compared = 0;
        int withoutOutput = 0;
        for (int i = 0; i < CASES; i++) {
            Transaction tx = transactions.next();
            ByteString bytes = tx.encode();
            int input = random.nextInt(tx.inputs().size());
            int hashType =
                    random.nextInt(3) == 0 ? random.nextInt(256) : 1 + random.nextInt(3) + 0x80 * random.nextInt(2);
            Script scriptCode = scriptCode(random);
            Hash256 hash = SignatureHash.hash(tx, input, scriptCode, hashType);
            String what = "seed " + SEED + ", case " + i + ": input " + input + " of " + bytes + ", script "
                    + scriptCode.bytes() + ", hash type " + hashType;

            fr.acinq.bitcoin.Transaction kmp = fr.acinq.bitcoin.Transaction.read(bytes.toByteArray());
            assertThat(kmp.txid.value.toHex()).as(what).isEqualTo(tx.txid().toDisplay());
            assertThat(ByteString.copyOf(fr.acinq.bitcoin.Transaction.hashForSigning(
                            kmp, input, scriptCode.bytes().toByteArray(), hashType)))
                    .as(what)
                    .isEqualTo(ByteString.copyOf(hash.toByteArray()));

            org.bitcoinj.core.Transaction bitcoinj =
                    org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(bytes.toByteArray()));
            assertThat(bitcoinj.getTxId().toString())
                    .as(what)
                    .isEqualTo(tx.txid().toDisplay());
            assertThat(ByteString.copyOf(
                            bitcoinj.hashForSignature(input, scriptCode.bytes().toByteArray(), (byte) hashType)
                                    .getBytes()))
                    .as(what)
                    .isEqualTo(ByteString.copyOf(hash.toByteArray()));
            compared++;
            withoutOutput += (hashType & 0x1f) == SignatureHash.SINGLE
                            && input >= tx.outputs().size()
                    ? 1
                    : 0;
        }
        assertThat(compared).isEqualTo(20_000);
        assertThat(withoutOutput).isGreaterThan(500);
    }

    /** A few operations, with code separators among them and in pushed bytes. */
    private static Script scriptCode(SplittableRandom random) {
        ScriptBuilder builder = new ScriptBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> builder.op(Opcode.OP_CODESEPARATOR);
                case 1 -> builder.push(ByteString.ofHex("ab" + "abac".repeat(random.nextInt(20))));
                case 2 -> builder.op(Opcode.OP_CHECKSIG);
                default -> builder.number(random.nextInt(20));
            }
        }
        return builder.build();
    }
}
