package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.lab.paper.StubbedBlock.State.CUT;
import static org.wonsi.lab.paper.StubbedBlock.State.KEPT;
import static org.wonsi.lab.paper.StubbedBlock.State.STUB;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

@DisplayName("a block without some of its transactions")
class StubbedBlockTest {
    /** Transactions of 60 bytes each that differ in their lock times. */
    private static Block block(int transactions) {
        List<Transaction> list = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            list.add(new Transaction(
                    1,
                    List.of(new TxIn(OutPoint.NULL, Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                    List.of(new TxOut(Amount.ofCoins(1), Script.EMPTY)),
                    i));
        }
        return new Block(
                new BlockHeader(
                        1,
                        BlockHash.ZERO,
                        MerkleTree.of(list.stream().map(tx -> tx.txid().hash()).toList())
                                .root(),
                        0,
                        0,
                        0),
                list);
    }

    @Test
    @DisplayName("the paper's drawing: of four transactions the last is left, and two hashes stand for the others")
    void paper() {
        StubbedBlock stubbed = new StubbedBlock(block(4), Set.of(0, 1, 2));
        assertThat(stubbed.states()).containsExactly(List.of(CUT, CUT, STUB, KEPT), List.of(STUB, KEPT), List.of(KEPT));
        assertThat(stubbed.stubs()).isEqualTo(2);
        assertThat(stubbed.bytesBefore()).isEqualTo(80 + 4 * 60);
        assertThat(stubbed.bytesAfter()).isEqualTo(80 + 60 + 2 * 32);
        assertThat(stubbed.root()).isEqualTo(block(4).header().merkleRoot());
    }

    @Test
    @DisplayName("whatever is left out of blocks of 1 to 9 transactions, the root stays")
    void root() {
        int cases = 0;
        for (int transactions = 1; transactions <= 9; transactions++) {
            Block block = block(transactions);
            for (int mask = 0; mask < 1 << transactions; mask++) {
                Set<Integer> leftOut = new HashSet<>();
                for (int i = 0; i < transactions; i++) {
                    if ((mask >> i & 1) == 1) {
                        leftOut.add(i);
                    }
                }
                StubbedBlock stubbed = new StubbedBlock(block, leftOut);
                assertThat(stubbed.root())
                        .as(transactions + " without " + leftOut)
                        .isEqualTo(block.header().merkleRoot());
                assertThat(stubbed.stubs()).isLessThanOrEqualTo(leftOut.size());
                cases++;
            }
        }
        assertThat(cases).isEqualTo(1022);
    }

    @Test
    @DisplayName("nothing left out costs nothing; all left out leaves 80 bytes")
    void ends() {
        assertThat(new StubbedBlock(block(3), Set.of()).bytesAfter()).isEqualTo(80 + 3 * 60);
        assertThat(new StubbedBlock(block(3), Set.of(0, 1, 2)).bytesAfter()).isEqualTo(80);
        assertThatThrownBy(() -> new StubbedBlock(block(3), Set.of(3))).hasMessageContaining("transactions 0 to 2");
        assertThatThrownBy(() -> new StubbedBlock(block(3), Set.of(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
