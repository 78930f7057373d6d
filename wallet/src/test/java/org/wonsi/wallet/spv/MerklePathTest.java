package org.wonsi.wallet.spv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class MerklePathTest {
    private static final ChainParams REGTEST = ChainParams.regtest();

    private static HeaderNode block(Hash256 root) {
        BlockHeader genesis = REGTEST.genesis().header();
        BlockHeader header =
                new BlockHeader(0x2000_0000, genesis.hash(), root, genesis.time() + 600, genesis.bits(), 0);
        HeaderChain chain = new HeaderChain(REGTEST, genesis.time() + 600);
        chain.accept(Mining.solve(header));
        return chain.best();
    }

    private static Transaction payment(long lockTime) {
        TxIn input =
                new TxIn(new OutPoint(REGTEST.genesis().transactions().get(0).txid(), 0), Script.EMPTY, 0);
        return new Transaction(
                2, List.of(input), List.of(new TxOut(Amount.ofCoins(1000), Script.ofHex("51"))), lockTime);
    }

    @Test
    @DisplayName("a true path leads to the header at its height, and at no other")
    void truePath() {
        List<Hash256> leaves = List.of(
                payment(1).txid().hash(),
                payment(2).txid().hash(),
                payment(3).txid().hash());
        HeaderNode tip = block(MerkleTree.of(leaves).root());
        for (int i = 0; i < 3; i++) {
            MerkleProof branch = MerkleProof.of(leaves, i);
            assertThat(new MerklePath(1, branch).under(payment(i + 1), tip)).contains(tip);
            assertThat(new MerklePath(0, branch).under(payment(i + 1), tip)).isEmpty();
            assertThat(new MerklePath(2, branch).under(payment(i + 1), tip)).isEmpty();
            assertThat(new MerklePath(-1, branch).under(payment(i + 1), tip)).isEmpty();
            assertThat(new MerklePath(1, branch).under(payment(9), tip)).isEmpty();
        }
    }

    /**
     * The miner puts a real transaction of 64 bytes into a block; its first half is the id of a payment of 1,000 coins that
     * was never made, and what is left of it is free.
     *
     * <pre>
     *              root
     *            /      \
     *      coinbase    id of the 64 bytes
     *                   /             \
     *        "id" of the payment     32 bytes
     * </pre>
     */
    @Test
    @DisplayName("a payment hidden in a transaction of 64 bytes is not proven (CVE-2017-12842)")
    void innerNode() {
        long lockTime = 0;
        // The fifth byte is the real transaction's number of inputs.
        while (payment(lockTime).txid().hash().toByteArray()[4] != 1) {
            lockTime++;
        }
        Transaction neverMade = payment(lockTime);
        byte[] rest = new byte[32];
        rest[14] = 1; // one output; scriptSig empty, scriptPubKey of 4 bytes
        rest[23] = 4;
        Transaction real = Transaction.decode(new ByteWriter()
                .writeHash(neverMade.txid().hash())
                .writeBytes(rest)
                .toByteString());
        assertThat(real.size()).isEqualTo(64);
        Hash256 coinbase = payment(0xffff).txid().hash();
        HeaderNode tip =
                block(MerkleTree.of(List.of(coinbase, real.txid().hash())).root());
        MerkleProof branch = new MerkleProof(2, List.of(Hash256.of(rest), coinbase));

        assertThat(branch.proves(neverMade, tip.header()))
                .as("the hole there would be")
                .isTrue();
        assertThat(new MerklePath(1, branch).under(neverMade, tip)).isEmpty();
    }

    /** A transaction of 64 bytes: one input, one output, and 4 bytes for the two scripts. */
    private static ByteString sixtyFour(int scriptSig) {
        return new ByteWriter(64)
                .writeBytes(ByteString.ofHex("02000000" + "01" + "aa".repeat(36)))
                .writeUInt8(scriptSig)
                .writeBytes(ByteString.ofHex("51".repeat(scriptSig) + "ffffffff" + "01" + "00e1f50500000000"))
                .writeUInt8(4 - scriptSig)
                .writeBytes(ByteString.ofHex("51".repeat(4 - scriptSig) + "00000000"))
                .toByteString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @DisplayName("whatever the lengths of its scripts, no branch goes on below a transaction of 64 bytes")
    void tooLong(int scriptSig) {
        ByteString real = sixtyFour(scriptSig);
        assertThat(Transaction.decode(real).size()).isEqualTo(64);
        Hash256 left = Hash256.of(real.slice(0, 32).toByteArray());
        Hash256 right = Hash256.of(real.slice(32, 64).toByteArray());
        Hash256 coinbase = payment(1).txid().hash();
        Hash256 pair = Sha256d.hash(real.toByteArray());
        HeaderNode tip = block(MerkleTree.of(List.of(coinbase, pair)).root());
        MerkleProof below = new MerkleProof(2, List.of(right, coinbase));
        assertThat(below.root(left))
                .as("the branch leads to the root")
                .isEqualTo(tip.header().merkleRoot());
        assertThat(MerklePath.passesTransaction(below, left)).isTrue();
        MerkleProof ends = new MerkleProof(1, List.of(coinbase));
        assertThat(MerklePath.passesTransaction(ends, pair))
                .as("a branch that ends there")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @DisplayName("an inner node whose two hashes are the bytes of a transaction isn't proven as one")
    void tooShort(int scriptSig) {
        ByteString pair = sixtyFour(scriptSig);
        List<Hash256> leaves = List.of(
                Hash256.of(pair.slice(0, 32).toByteArray()),
                Hash256.of(pair.slice(32, 64).toByteArray()),
                payment(1).txid().hash(),
                payment(2).txid().hash());
        HeaderNode tip = block(MerkleTree.of(leaves).root());
        Transaction inner = Transaction.decode(pair);
        MerkleProof branch =
                new MerkleProof(0, MerkleProof.of(leaves, 0).branch().subList(1, 2));
        assertThat(branch.root(inner.txid().hash())).isEqualTo(tip.header().merkleRoot());
        assertThat(new MerklePath(1, branch).under(inner, tip)).isEmpty();
    }
}
