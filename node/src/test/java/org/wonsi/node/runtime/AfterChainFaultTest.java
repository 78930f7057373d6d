package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.event.LoggedEvent;

/** What becomes of a node after a mistake of this program: it rests if it comes again, keeps what waited, or ends. */
@Timeout(120)
class AfterChainFaultTest {
    @TempDir
    Path directory;

    private StumblingNetwork stumbling;
    private RegtestNetwork network;

    @BeforeEach
    void start() {
        stumbling = new StumblingNetwork(directory);
        network = stumbling.network;
    }

    @AfterEach
    void stop() {
        stumbling.close();
    }

    private static void runIntoFault(Node node) {
        assertThatThrownBy(node.setClock(() -> {
                    throw new IllegalArgumentException("a mistake of ours");
                })::join)
                .hasRootCauseMessage("a mistake of ours");
    }

    @Test
    @DisplayName(
            "A fault that comes again rests the node for a second: it answers, but takes no connection and doesn't mine; then it"
                    + " does all of that again")
    void rests() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = network.start("Busan", seoul);
        network.awaitPeers(seoul, 1);
        runIntoFault(seoul);
        assertThat(mine(seoul, 1)).hasSize(1);
        network.awaitPeers(seoul, 1);
        network.awaitTip(busan, tip(seoul));
        runIntoFault(seoul);
        assertThat(stumbling.readAnew()).isEqualTo(2);
        stumbling.nanos.addAndGet(999_999_999L);
        assertThatThrownBy(() -> mine(seoul, 1))
                .hasRootCauseMessage(
                        "the chain was read anew after a mistake in this program; mining goes on in 1 s at most");
        try (Socket socket =
                new Socket(seoul.listening().getAddress(), seoul.listening().getPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(seoul.readChain((chain, mempool) -> chain.tip().height()).join())
                .isEqualTo(1);
        stumbling.nanos.addAndGet(1);
        assertThat(mine(seoul, 1)).hasSize(1);
        network.awaitPeers(seoul, 1);
        network.awaitTip(busan, tip(seoul));
        stumbling.assertSound(seoul, busan);
        runIntoFault(seoul);
        stumbling.searchWhenRested(seoul);
        stumbling.awaitSameTip(seoul, busan);
    }

    @Test
    @DisplayName("What waited waits again, each after those it spends, and so does what the operator said of it")
    void waitingComesBack() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        Txid first = StumblingNetwork.pay(seoul).txid();
        Txid second = StumblingNetwork.pay(seoul).txid();
        seoul.prioritise(second, 5_000_000).join();
        network.await("both wait", () -> StumblingNetwork.waiting(seoul).size() == 2);
        stumbling.stumbleOver(seoul, block);
        network.await("both wait again", () -> StumblingNetwork.waiting(seoul).size() == 2);
        assertThat(StumblingNetwork.waiting(seoul)).containsExactlyInAnyOrder(first, second);
        assertThat(seoul.readChain((chain, mempool) -> mempool.priorities().get(second))
                        .join())
                .isEqualTo(5_000_000L);
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName("Links cut by hand stay cut, bans stay, and an address added by hand is still dialled")
    void keepsWhatTheOperatorSaid() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        seoul.peers().cut("Busan");
        seoul.peers().setActive(true);
        seoul.peers().connect("127.0.0.1:1");
        stumbling.stumbleOver(seoul, block);
        assertThat(seoul.peers().cutFrom()).containsExactly("Busan");
        assertThat(seoul.peers().kept()).containsExactly("127.0.0.1:1");
        network.await(
                "Busan is refused",
                () -> network.nodeGroup().events().after(0).stream()
                        .anyMatch(event -> event.node().equals("Seoul")
                                && event.body()
                                        .equals(new LoggedEvent.Peer("Busan", LoggedEvent.PeerMove.DISCONNECTED))));
        assertThat(seoul.peers().list().stream().filter(peer -> peer.name().isPresent()))
                .isEmpty();
        seoul.peers().heal("Busan");
        stumbling.assertSound(seoul, busan);
    }

    @Test
    @DisplayName("An Error while a block is connected ends the node, and says why")
    void errorEnds() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.fault = new OutOfMemoryError("no memory");
        stumbling.faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCause(stumbling.fault);
        seoul.stopped().join();
        assertThat(seoul.failure().join())
                .isEqualTo("a mistake in this program: java.lang.OutOfMemoryError: no memory");
        assertThat(stumbling.readAnew()).isZero();
    }

    @Test
    @DisplayName("A failed disk while a block is connected ends the node, and says why")
    void diskEnds() throws IOException {
        Node seoul = network.start("Seoul");
        Node busan = stumbling.busan(seoul);
        Block block = stumbling.paidBlockOfBusan(seoul, busan);
        stumbling.fault = new UncheckedIOException(new IOException("the disk is full"));
        stumbling.faultsLeft.set(1);
        assertThatThrownBy(seoul.submitBlock(block)::join).hasCause(stumbling.fault);
        seoul.stopped().join();
        assertThat(seoul.failure().join()).isEqualTo("the disk is full");
        assertThat(stumbling.readAnew()).isZero();
    }
}
