package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.store.Ask;

@Timeout(180)
class NetworkTest {
    private static final Script ELSEWHERE = Script.ofHex("a914000000000000000000000000000000000000000087");

    @TempDir
    Path directory;

    @Test
    @DisplayName("Three nodes gossip; one is stopped while the others mine 120 blocks, starts again and catches up")
    void catchesUp() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            Node seoul = network.start("Seoul");
            Node busan = network.start("Busan", seoul);
            Node jeju = network.start("Jeju", seoul, busan);
            network.awaitPeers(jeju, 2);
            BlockHash first = mine(seoul, 1).get(0);
            network.awaitTip(busan, first);
            network.awaitTip(jeju, first);

            jeju.close();
            BlockHash last = mine(busan, 120).get(119);
            network.awaitTip(seoul, last);
            Node again = network.start("Jeju", seoul, busan);
            assertThat(tip(again)).isEqualTo(first);
            network.awaitTip(again, last);
            assertThat(again.snapshot().synced()).isTrue();
        }
    }

    @Test
    @DisplayName("A node that joined and fetched every block stands at their height for the one it fetched them from")
    void joinedHeight() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            Node seoul = network.start("Seoul");
            BlockHash tip = mine(seoul, 5).get(4);
            Node daegu = network.start("Daegu", seoul);
            network.awaitTip(daegu, tip);
            network.await("Seoul knows", () -> seoul.peers().list().get(0).likelyHeight() == 5);
            assertThat(seoul.peers().list().get(0).likelyTip()).contains(tip);
        }
    }

    /**
     * <pre>
     *   1 ... 100 - 101a (Seoul's, with the payment)
     *             \ 101b - 102b (Busan's)
     * </pre>
     */
    @Test
    @DisplayName(
            "Two nodes cut apart grow two chains; healed, both stand on the longer, and the other's payment waits again")
    void heals() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            Node seoul = network.start("Seoul");
            Node busan = network.start("Busan", seoul);
            network.awaitPeers(busan, 1);
            network.awaitTip(busan, mine(seoul, 100).get(99));

            busan.peers().cut("Seoul");
            seoul.peers().cut("Busan");
            network.awaitPeers(seoul, 0);
            network.awaitPeers(busan, 0);
            Transaction payment = ((FaucetWallet.Paid) seoul.faucetWallet()
                            .pay(ELSEWHERE, Amount.ofCoins(3))
                            .join())
                    .transaction();
            mine(seoul, 1);
            assertThat(seoul.snapshot().mempool()).isEmpty();
            BlockHash winner = mine(busan, 2).get(1);

            seoul.peers().heal("Busan");
            busan.peers().heal("Seoul");
            network.awaitTip(seoul, winner);
            assertThat(tip(busan)).isEqualTo(winner);
            network.await(
                    "the payment waits at both",
                    () -> seoul.snapshot().mempool().stream()
                                    .map(MempoolEntry::tx)
                                    .anyMatch(payment::equals)
                            && seoul.snapshot().mempool().size() == 1);
            BlockHash next = mine(seoul, 1).get(0);
            network.awaitTip(busan, next);
            assertThat(Ask.one(busan.queries(), q -> q.confirmation(payment.txid())))
                    .isPresent();
        }
    }

    @Test
    @DisplayName("Nodes that mine against each other agree in the end")
    void competes() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            Node seoul = network.start("Seoul");
            Node busan = network.start("Busan", seoul);
            network.awaitPeers(busan, 1);
            for (Node node : new Node[] {seoul, busan}) {
                node.miner().setMaxHashRate(40);
                node.miner().start();
            }
            network.await("a chain of 25", () -> seoul.snapshot().tip().height() >= 25);
            seoul.miner().stop();
            busan.miner().stop();
            // A last block decides if both stopped on tips of the same height.
            network.awaitTip(busan, mine(seoul, 2).get(1));
        }
    }
}
