package org.wonsi.lab.spv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

@DisplayName("a wallet with headers only")
class SpvWalletTest {
    private static final ChainParams REGTEST = ChainParams.regtest();
    private static final long NOW = 1_800_000_000L;
    private static final Transaction HONEST = coinbase(50, "honest");
    private static final Transaction FALSE_PAYMENT =
            pay(new OutPoint(HONEST.txid(), 0), Amount.ofCoins(500).satoshis());

    private final SpvWallet wallet = new SpvWallet(REGTEST, NOW);
    private final Block first = block(REGTEST.genesisHash(), 1, HONEST, pay(OutPoint.NULL, 7), pay(OutPoint.NULL, 8));

    private static Transaction coinbase(long coins, String tag) {
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(1, tag, 0), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Amount.ofCoins(coins), Script.EMPTY)),
                0);
    }

    private static Transaction pay(OutPoint coin, long satoshis) {
        return new Transaction(
                2,
                List.of(new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(new Amount(satoshis), Script.EMPTY)),
                0);
    }

    private static List<Hash256> leaves(Transaction... transactions) {
        List<Hash256> leaves = new ArrayList<>();
        for (Transaction tx : transactions) {
            leaves.add(tx.txid().hash());
        }
        return leaves;
    }

    private static Block block(BlockHash prev, int at, Transaction... transactions) {
        BlockHeader header = new BlockHeader(
                0x2000_0000, prev, MerkleTree.of(leaves(transactions)).root(), NOW - 1_000 + at, 0x207f_ffffL, 0);
        return Mining.solve(new Block(header, List.of(transactions)));
    }

    private static PaymentProof proof(Block block, int index) {
        List<Hash256> leaves = leaves(block.transactions().toArray(Transaction[]::new));
        return new PaymentProof(block.transactions().get(index), block.hash(), MerkleProof.of(leaves, index));
    }

    @Test
    @DisplayName("holds 80 bytes a block, and counts the blocks that confirm a payment")
    void confirms() {
        assertThat(wallet.confirmations(proof(first, 1))).isEmpty();
        assertThat(wallet.accept(List.of(first.header()))).isEmpty();
        assertThat(wallet.bytes()).isEqualTo(160);
        assertThat(proof(first, 1).branchBytes()).isEqualTo(64);
        assertThat(wallet.confirmations(proof(first, 1))).contains(1);
        wallet.accept(List.of(
                first.header(), block(first.hash(), 2, coinbase(50, "2")).header()));
        assertThat(wallet.count()).isEqualTo(3);
        assertThat(wallet.confirmations(proof(first, 1))).contains(2);
    }

    @Test
    @DisplayName("refuses a branch that leads elsewhere, and a header without its work")
    void refuses() {
        wallet.accept(List.of(first.header()));
        PaymentProof right = proof(first, 1);
        assertThat(wallet.confirmations(new PaymentProof(pay(OutPoint.NULL, 9), right.block(), right.branch())))
                .isEmpty();
        Block next = block(first.hash(), 2, coinbase(50, "2"));
        BlockHeader lazy = next.header();
        do {
            lazy = lazy.withNonce(lazy.nonce() + 1);
        } while (lazy.hash().toDisplay().charAt(0) < '8');
        assertThat(wallet.accept(List.of(lazy)).map(Violation::reason)).contains(RejectReason.HIGH_HASH);
        assertThat(wallet.count()).isEqualTo(2);
    }

    @Test
    @DisplayName("believes the branch with the most work, whatever its payments are worth, until it follows an alert")
    void alert() {
        Block honest = block(first.hash(), 2, coinbase(50, "2"));
        Block forged = block(first.hash(), 3, coinbase(50, "3"), FALSE_PAYMENT);
        Block onTop = block(forged.hash(), 4, coinbase(50, "4"));
        wallet.accept(List.of(first.header(), honest.header(), forged.header()));
        assertThat(wallet.best().hash()).isEqualTo(honest.hash());
        wallet.accept(List.of(onTop.header()));
        assertThat(wallet.confirmations(proof(forged, 1))).contains(2);

        SpvWallet.Sums sums = wallet.followAlert(forged, FALSE_PAYMENT, List.of(proof(first, 0)))
                .orElseThrow();
        assertThat(sums).isEqualTo(new SpvWallet.Sums(Amount.ofCoins(50), Amount.ofCoins(500)));
        assertThat(wallet.best().hash()).isEqualTo(honest.hash());
        assertThat(wallet.confirmations(proof(forged, 1))).isEmpty();
        assertThat(wallet.confirmations(proof(first, 1))).contains(2);
    }

    @Test
    @DisplayName("gives nothing up for an alert that isn't proved, or accuses a payment that is in order")
    void falseAlert() {
        Transaction exact =
                pay(new OutPoint(HONEST.txid(), 0), Amount.ofCoins(50).satoshis());
        Block second = block(first.hash(), 2, coinbase(50, "2"), exact, FALSE_PAYMENT);
        wallet.accept(List.of(first.header(), second.header()));
        PaymentProof spent = proof(first, 0);
        assertThat(wallet.followAlert(second, FALSE_PAYMENT, List.of())).isEmpty();
        assertThat(wallet.followAlert(first, FALSE_PAYMENT, List.of(spent))).isEmpty();
        assertThat(wallet.followAlert(second, second.transactions().get(0), List.of(spent)))
                .isEmpty();
        Block stripped = new Block(second.header(), second.transactions().subList(0, 2));
        assertThat(wallet.followAlert(stripped, exact, List.of(spent))).isEmpty();
        assertThat(wallet.followAlert(second, exact, List.of(spent)).map(SpvWallet.Sums::isFraud))
                .contains(false);
        assertThat(wallet.best().hash()).isEqualTo(second.hash());
    }
}
