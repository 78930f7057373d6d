package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.paper.AddressClusters.Reason;

@DisplayName("clusters of addresses")
class AddressClustersTest {
    private static final Script A = script(1);
    private static final Script B = script(2);
    private static final Script C = script(3);
    private static final Script SHOP = script(9);

    private final AddressClusters clusters = new AddressClusters();
    private int lockTime;

    private static Script script(int number) {
        return new Script(ByteString.copyOf((byte) number));
    }

    private Transaction pay(List<OutPoint> from, Script... to) {
        List<TxOut> outputs = new ArrayList<>();
        for (Script each : to) {
            outputs.add(new TxOut(Amount.ofCoins(1), each));
        }
        Transaction tx = new Transaction(
                1,
                from.stream()
                        .map(prevout -> new TxIn(prevout, Script.EMPTY, TxIn.SEQUENCE_FINAL))
                        .toList(),
                outputs,
                lockTime++);
        clusters.add(tx);
        return tx;
    }

    private static OutPoint out(Transaction tx, int index) {
        return new OutPoint(tx.txid(), index);
    }

    private OutPoint fund(Script script) {
        return out(pay(List.of(OutPoint.NULL), script), 0);
    }

    @BeforeEach
    void shop() {
        fund(SHOP);
    }

    @Test
    @DisplayName("inputs of one payment are one owner's")
    void commonInputs() {
        OutPoint a = fund(A);
        OutPoint b = fund(B);
        fund(C);
        assertThat(clusters.groups(List.of(A, B, C))).containsExactly(List.of(A), List.of(B), List.of(C));
        pay(List.of(a, b), SHOP);
        assertThat(clusters.groups(List.of(A, B, C))).containsExactly(List.of(A, B), List.of(C));
        assertThat(clusters.links()).containsExactly(new AddressClusters.Link(Reason.COMMON_INPUTS, A, B));
        assertThat(clusters.scripts()).isEqualTo(4);
        assertThat(clusters.clusters()).isEqualTo(3);
    }

    @Test
    @DisplayName("a new address beside a known one is the payer's change; two new ones, or one alone, say nothing")
    void change() {
        pay(List.of(fund(A)), SHOP, B);
        assertThat(clusters.groups(List.of(A, B))).containsExactly(List.of(A, B));
        pay(List.of(fund(A)), C, script(4));
        assertThat(clusters.groups(List.of(A, C, script(4)))).hasSize(3);
        pay(List.of(fund(A)), script(5));
        assertThat(clusters.groups(List.of(A, script(5)))).hasSize(2);
    }

    @Test
    @DisplayName("what goes back to the payer's own address is the change, so the new address isn't")
    void returned() {
        pay(List.of(fund(A)), A, B);
        assertThat(clusters.groups(List.of(A, B))).containsExactly(List.of(A), List.of(B));
        assertThat(clusters.links()).isEmpty();
    }

    @Test
    @DisplayName("links go on: what joins two clusters joins all that is in them")
    void transitive() {
        Transaction first = pay(List.of(fund(A)), SHOP, B);
        pay(List.of(out(first, 1), fund(C)), SHOP);
        assertThat(clusters.groups(List.of(A, B, C, SHOP))).containsExactly(List.of(A, B, C), List.of(SHOP));
        assertThat(clusters.links())
                .extracting(AddressClusters.Link::reason)
                .containsExactly(Reason.CHANGE, Reason.COMMON_INPUTS);
    }
}
