package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;
import static org.wonsi.node.runtime.RegtestNetwork.tip;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.command.LocalNode;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.service.ChainControl;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.store.Damage;
import org.wonsi.node.store.db.DamagedBlockException;

@Timeout(120)
class NodeTest {
    /** OP_1 and a push: anyone may spend it, and no faucet wallet takes it for its own. */
    private static final Script ELSEWHERE = Script.ofHex("a914000000000000000000000000000000000000000087");

    @TempDir
    Path directory;

    private RegtestNetwork network;

    @BeforeEach
    void open() {
        network = new RegtestNetwork(directory);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    @DisplayName(
            "addresses and bans are kept over a restart: the book's node is dialled again, the banned network isn't")
    void peersKept() throws IOException {
        try (Node seoul = network.start("Seoul")) {
            try (Node busan = network.start("Busan", seoul)) {
                network.awaitPeers(busan, 1);
                busan.peers().ban(Subnet.parse("10.0.0.0/8"), Duration.ofHours(1));
            }
            NodeConfig alone = network.config("Busan").discovering(1, Optional.empty());
            try (Node busan = Node.start(alone, network.nodeGroup())) {
                network.awaitPeers(busan, 1);
                assertThat(busan.peers().list()).singleElement().satisfies(peer -> {
                    assertThat(peer.address()).isEqualTo(seoul.p2pAddress().orElseThrow());
                    assertThat(peer.traffic().direction()).isEqualTo(SocketTraffic.Direction.OUTBOUND);
                });
                assertThat(busan.peers().bans())
                        .singleElement()
                        .satisfies(ban -> assertThat(ban.subnet()).hasToString("10.0.0.0/8"));
                busan.peers().ban(Subnet.parse("127.0.0.1"), Duration.ofHours(1));
                network.awaitPeers(busan, 0);
            }
            try (Node busan = Node.start(alone, network.nodeGroup())) {
                busan.peers().dialOnce(seoul.p2pAddress().orElseThrow(), SocketTraffic.Direction.MANUAL);
                assertThat(busan.peers().bans()).hasSize(2);
                busan.peers().clearBans();
                network.awaitPeers(busan, 1);
            }
        }
    }

    @Test
    @DisplayName("a block with a flipped bit isn't served, is told to the operator, and comes from another peer again")
    void damagedBlock() throws Exception {
        try (Node seoul = network.start("Seoul");
                Node busan = network.start("Busan", seoul)) {
            network.awaitPeers(busan, 1);
            List<BlockHash> blocks = mine(seoul, 5);
            network.awaitTip(busan, blocks.get(4));
            Damage.flipBit(seoul.dataDirectory(), blocks.get(2), 100);
            try (Node daegu = network.start("Daegu", seoul)) {
                // Daegu asks for the block and doesn't get it; Seoul asks Busan.
                network.await("block 3 of Seoul whole again", () -> isWhole(seoul, blocks.get(2)));
                List<BlockHash> next = mine(seoul, 1);
                network.awaitTip(daegu, next.get(0));
                assertThat(daegu.peers().bans()).isEmpty();
                assertThat(daegu.peers().list()).hasSize(1);
            }
        }
    }

    @Test
    @DisplayName("who waits for a change is woken by it, and by nothing else before his time is over")
    void awaitsChange() throws Exception {
        try (Node seoul = network.start("Seoul")) {
            NodeSnapshot seen = seoul.snapshot();
            seoul.awaitChange(seen, Duration.ofMillis(50));
            assertThat(seoul.snapshot()).isSameAs(seen);
            CompletableFuture<NodeSnapshot> next = CompletableFuture.supplyAsync(() -> {
                try {
                    seoul.awaitChange(seen, Duration.ofSeconds(60));
                    return seoul.snapshot();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            mine(seoul, 1);
            assertThat(next.get(20, TimeUnit.SECONDS).tip().height()).isEqualTo(1);
            // What was seen is past: it isn't waited for.
            seoul.awaitChange(seen, Duration.ofDays(1));
        }
    }

    @Test
    @DisplayName("a node that has much to do still never shows what a block took as waiting beside that block")
    void mempoolBesideTip() throws Exception {
        MockableClock clock = new MockableClock(InstantSource.system());
        // So no time passes since the mempool was listed last.
        clock.stopAt(Instant.parse("2026-01-01T00:00:00Z"));
        try (RegtestNetwork still = new RegtestNetwork(directory.resolve("still"), new NodeGroup(clock));
                Node seoul = still.start("Seoul");
                Node busan = still.start("Busan", seoul)) {
            still.awaitPeers(busan, 1);
            still.awaitTip(busan, mine(seoul, 100).get(99));
            seoul.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(1)).join();
            still.await(
                    "Busan with the payment", () -> busan.snapshot().mempool().size() == 1);
            seoul.peers().setActive(false);
            still.awaitPeers(busan, 0);
            BlockHash found = mine(busan, 1).get(0);
            Block block =
                    Block.decode(busan.queries().read(q -> q.rawBlock(found)).orElseThrow());

            CountDownLatch before = new CountDownLatch(1);
            CountDownLatch after = new CountDownLatch(1);
            CompletableFuture<Boolean> first = seoul.readChain((chain, mempool) -> isOpen(before));
            CompletableFuture<BlockResult> submitted = seoul.submitBlock(block);
            CompletableFuture<Boolean> last = seoul.readChain((chain, mempool) -> isOpen(after));
            assertThat(seoul.snapshot().mempool()).hasSize(1);
            before.countDown();
            assertThat(submitted.join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            NodeSnapshot shown = seoul.snapshot();
            assertThat(last).isNotDone();
            assertThat(shown.tip().hash()).isEqualTo(found);
            assertThat(shown.mempool()).isEmpty();
            after.countDown();
            assertThat(first.join() && last.join()).isTrue();
        }
    }

    private static boolean isOpen(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isWhole(Node node, BlockHash hash) {
        try {
            return node.queries().read(q -> q.rawBlock(hash)).isPresent();
        } catch (DamagedBlockException e) {
            return false;
        }
    }

    @Test
    @DisplayName(
            "The initial download lasts until the tip is no older than a day, to the second, and never begins again")
    void initialDownload() throws IOException {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        MockableClock clock = new MockableClock(InstantSource.system());
        clock.stopAt(now);
        try (NodeGroup nodeGroup = new NodeGroup(clock)) {
            try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
                assertThat(node.snapshot().initialDownload()).isTrue();
                BlockHash mined = mine(node, 1).get(0);
                assertThat(node.snapshot().initialDownload()).isFalse();
                node.judge(mined, ChainControl.Judgement.INVALID).join();
                assertThat(node.snapshot().tip().height()).isZero();
                assertThat(node.snapshot().initialDownload()).isFalse();
                node.judge(mined, ChainControl.Judgement.RECONSIDERED).join();
            }
            clock.stopAt(now.plusSeconds(86_400));
            try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
                assertThat(node.snapshot().initialDownload()).isFalse();
            }
            clock.stopAt(now.plusSeconds(86_401));
            try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
                assertThat(node.snapshot().initialDownload()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("A node that mined, stopped and started again stands at the same tip with the same faucet wallet")
    void restarts() throws IOException {
        BlockHash tip;
        String address;
        FaucetWallet.Balance balance;
        try (Node node = network.start("Seoul")) {
            mine(node, 103);
            tip = tip(node);
            address = node.faucetWallet().address();
            balance = node.faucetWallet().balance();
            assertThat(node.snapshot().tip().height()).isEqualTo(103);
        }
        try (Node node = network.start("Seoul")) {
            assertThat(tip(node)).isEqualTo(tip);
            assertThat(node.faucetWallet().address()).isEqualTo(address);
            assertThat(node.faucetWallet().balance()).isEqualTo(balance);
            mine(node, 1);
            assertThat(node.snapshot().tip().height()).isEqualTo(104);
        }
    }

    @Test
    @DisplayName("The faucet wallet's key is readable by its owner alone")
    void keyIsPrivate() throws IOException {
        try (Node node = network.start("Seoul")) {
            Path key = node.dataDirectory().resolve("purse.key");
            if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    @DisplayName("A faucet that somebody sent more than 10,000 coins of dust still knows what it earns, and pays")
    void dust() throws IOException {
        try (Node node = network.start("Seoul")) {
            mine(node, 101);
            Script anyone = Script.ofHex("51");
            Script lock = StandardScript.payToScriptHash(anyone);
            Paid paid = (Paid) node.faucetWallet().pay(lock, Amount.ofCoins(1)).join();
            int index = paid.transaction().outputs().indexOf(new TxOut(Amount.ofCoins(1), lock));
            OutPoint coin = new OutPoint(paid.transaction().txid(), index);
            long left = 100_000_000;
            mine(node, 1);
            for (int i = 0; i < 4; i++) {
                left -= 2_600 * 546 + 200_000;
                List<TxOut> outputs = new ArrayList<>(Collections.nCopies(
                        2_600, new TxOut(new Amount(546), node.faucetWallet().scriptPubKey())));
                outputs.add(new TxOut(new Amount(left), lock));
                Transaction dust = new Transaction(
                        2, List.of(new TxIn(coin, Script.ofHex("0151"), TxIn.SEQUENCE_FINAL)), outputs, 0);
                MempoolResult result = node.submitTransaction(dust).join();
                assertThat(result.outcome()).as(result.toString()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
                mine(node, 1);
                coin = new OutPoint(dust.txid(), 2_600);
            }
            FaucetWallet.Balance before = node.faucetWallet().balance();
            mine(node, 1);
            FaucetWallet.Balance after = node.faucetWallet().balance();
            // It knows the 10,000 largest: for the reward one coin of dust is forgotten.
            assertThat(after.spendable().plus(after.immature()).satoshis()
                            - before.spendable().plus(before.immature()).satoshis())
                    .isEqualTo(50_0000_0000L - 546);
            assertThat(node.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(60)).join())
                    .isInstanceOf(Paid.class);
        }
    }

    @Test
    @DisplayName(
            "The faucet wallet says how many blocks to wait: 100 after block 1, 1 after block 100, and then it pays")
    void faucetWalletWaits() throws IOException {
        try (Node node = network.start("Seoul")) {
            Amount coin = Amount.ofCoins(1);
            assertThat(node.faucetWallet().pay(ELSEWHERE, coin).join())
                    .isEqualTo(new FaucetWallet.NotEnough(Amount.ZERO, coin, 0));
            mine(node, 1);
            assertThat(node.faucetWallet().pay(ELSEWHERE, coin).join())
                    .isEqualTo(new FaucetWallet.NotEnough(Amount.ZERO, coin, 99));
            mine(node, 98);
            assertThat(node.faucetWallet().balance().blocksToWait()).isEqualTo(1);
            assertThat(node.faucetWallet().pay(ELSEWHERE, coin).join())
                    .isEqualTo(new FaucetWallet.NotEnough(Amount.ZERO, coin, 1));
            mine(node, 1);
            assertThat(node.faucetWallet().balance().spendable()).isEqualTo(Amount.ofCoins(50));
            assertThat(node.faucetWallet().pay(ELSEWHERE, coin).join()).isInstanceOf(FaucetWallet.Paid.class);
            assertThat(node.snapshot().mempool()).hasSize(1);
        }
    }

    @Test
    @DisplayName("Twenty payments from one mature coin: none takes a coin of another, all are mined in the next block")
    void payments() throws IOException {
        try (Node node = network.start("Seoul")) {
            mine(node, 100);
            Set<OutPoint> spent = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                FaucetWallet.Payment payment =
                        node.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(1)).join();
                assertThat(payment).as("payment %d", i).isInstanceOf(FaucetWallet.Paid.class);
                ((FaucetWallet.Paid) payment)
                        .transaction()
                        .inputs()
                        .forEach(input -> assertThat(spent.add(input.prevout())).isTrue());
            }
            // A busy node lists what waits 50 ms later.
            network.await("twenty payments", () -> node.snapshot().mempool().size() == 20);
            mine(node, 1);
            assertThat(node.snapshot().mempool()).isEmpty();
            // Block 2's coinbase has matured meanwhile: 100 coins less 20, less fees.
            assertThat(node.faucetWallet().balance().spendable())
                    .isBetween(new Amount(79_99000000L), new Amount(79_99999999L));
        }
    }

    @Test
    @DisplayName("Change at the end of a long chain of unconfirmed payments waits for the next block")
    void longChains() throws IOException {
        try (Node node = network.start("Seoul")) {
            mine(node, 100);
            FaucetWallet.Payment last =
                    node.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(1)).join();
            int payments = 1;
            while (last instanceof FaucetWallet.Paid && payments < 30) {
                last = node.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(1)).join();
                payments++;
            }
            assertThat(payments).isBetween(21, 25);
            assertThat(last).isEqualTo(new FaucetWallet.NotEnough(Amount.ZERO, Amount.ofCoins(1), 1));
            mine(node, 1);
            assertThat(node.faucetWallet().pay(ELSEWHERE, Amount.ofCoins(1)).join())
                    .isInstanceOf(FaucetWallet.Paid.class);
        }
    }

    @Test
    @DisplayName("The miner finds blocks at its own pace, pays whom it is told to, and stops when told to")
    void mines() throws IOException {
        try (Node node = network.start("Seoul")) {
            node.miner().setMaxHashRate(200);
            node.miner().payTo(ELSEWHERE);
            node.miner().start();
            network.await("five blocks", () -> node.snapshot().tip().height() >= 5);
            node.miner().stop();
            assertThat(node.miner().status().enabled()).isFalse();
            assertThat(node.queries()
                            .read(q -> q.body(q.hashAt(1).orElseThrow()))
                            .orElseThrow()
                            .transactions()
                            .get(0)
                            .outputs()
                            .get(0)
                            .scriptPubKey())
                    .isEqualTo(ELSEWHERE);
        }
    }

    @Test
    @DisplayName("1,000 blocks at once may be mined, 1,001 or none not")
    void generateLimits() throws IOException {
        try (Node node = network.start("Seoul")) {
            assertThatThrownBy(() -> mine(node, 0)).hasMessageContaining("1 to 1000 blocks");
            assertThatThrownBy(() -> mine(node, 1001)).hasMessageContaining("1 to 1000 blocks");
        }
    }

    @Test
    @DisplayName("A taken P2P port is reported by name, with a free one, and the data directory is free again")
    void portTaken() throws IOException {
        try (Node seoul = network.start("Seoul")) {
            NodeConfig config = network.config("Busan").listeningOn(seoul.listening());
            assertThatThrownBy(() -> Node.start(config, network.nodeGroup())).isInstanceOf(BindException.class);
            assertThatThrownBy(() -> LocalNode.start(config, network.nodeGroup()))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("P2P port " + seoul.listening().getPort() + " of 127.0.0.1 is taken")
                    .hasMessageContaining("--p2p 127.0.0.1:");
            network.start("Busan").close();
        }
    }

    @Test
    @DisplayName("A second node in the same data directory is refused by name")
    void directoryInUse() throws IOException {
        try (Node node = network.start("Seoul")) {
            assertThatThrownBy(() -> network.start("Seoul"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(node.dataDirectory().toString());
        }
    }

    @Test
    @DisplayName("After a requested stop everything is closed, and what is asked later is refused, not lost in silence")
    void stops() throws IOException {
        Node node = network.start("Seoul");
        mine(node, 1);
        node.requestStop();
        node.stopped().join();
        assertThat(node.failure()).isNotDone();
        assertThatThrownBy(() -> node.readChain((chain, mempool) -> 1).join())
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(network.nodeGroup().members()).isEmpty();
    }

    @Test
    @DisplayName(
            "A directory in the place of the faucet wallet's key is named with its path, and the data directory is free again")
    void keyIsADirectory() throws IOException {
        NodeConfig config = network.config("Seoul");
        Path key = config.dataDirectory().resolve("purse.key");
        Files.createDirectories(key);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Node.start(config, network.nodeGroup()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the key file " + key + " is no file, but a directory or the like; put the right one"
                            + " there, or move it away and the node makes a new one");
        }
    }
}
