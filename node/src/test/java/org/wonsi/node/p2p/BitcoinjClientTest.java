package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.TransactionConfidence;
import org.bitcoinj.core.listeners.DownloadProgressTracker;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryBlockStore;
import org.bitcoinj.wallet.SendRequest;
import org.bitcoinj.wallet.Wallet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class BitcoinjClientTest {
    private static final int PATIENCE_SECONDS = 30;

    /** A wallet and its peer group, connected to one node and fetching whole blocks. */
    private static final class Client implements AutoCloseable {
        final Wallet wallet = Wallet.createDeterministic(BitcoinNetwork.REGTEST, ScriptType.P2PKH);
        final BlockChain chain;
        final PeerGroup peers;

        Client(LiveNode node) throws Exception {
            chain = new BlockChain(
                    BitcoinNetwork.REGTEST,
                    wallet,
                    new MemoryBlockStore(RegTestParams.get().getGenesisBlock()));
            peers = new PeerGroup(BitcoinNetwork.REGTEST, chain) {
                @Override
                protected Peer selectDownloadPeer(List<Peer> candidates) {
                    // bitcoinj only downloads from peers that serve witnesses, which these blocks don't have.
                    return candidates.get(0);
                }
            };
            peers.setBloomFilteringEnabled(false);
            peers.setUseLocalhostPeerWhenPossible(false);
            peers.setRequiredServices(0);
            peers.setMinBroadcastConnections(1);
            peers.addWallet(wallet);
            // The address adds one; with more, bitcoinj waits for a majority before it downloads from anybody.
            peers.setMaxConnections(0);
            peers.addAddress(PeerAddress.simple(InetAddress.getLoopbackAddress(), node.port));
            // Asked before the start: bitcoinj looks for peers first and listens for them after, and misses one
            // between.
            CompletableFuture<List<Peer>> connected = peers.waitForPeers(1);
            peers.startAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            peers.startBlockChainDownload(new DownloadProgressTracker());
        }

        /** Waits until the condition, looked at after every change of chain or wallet, holds. */
        void await(String what, BooleanSupplier condition) throws Exception {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Runnable look = () -> {
                if (condition.getAsBoolean()) {
                    done.complete(true);
                }
            };
            chain.addNewBestBlockListener(Runnable::run, block -> look.run());
            chain.addReorganizeListener(Runnable::run, (fork, before, after) -> look.run());
            wallet.addChangeEventListener(Runnable::run, w -> look.run());
            wallet.addTransactionConfidenceEventListener(Runnable::run, (w, tx) -> look.run());
            look.run();
            try {
                done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("bitcoinj waited for " + what + "; it has " + wallet, e);
            }
        }

        void awaitTip(BlockHash hash) throws Exception {
            await(
                    "tip " + hash,
                    () -> chain.getChainHead().getHeader().getHashAsString().equals(hash.toDisplay()));
        }

        Script script() {
            byte[] hash = wallet.freshReceiveAddress().getHash();
            return new Script(
                    ByteString.ofHex("76a914").concat(ByteString.copyOf(hash)).concat(ByteString.ofHex("88ac")));
        }

        @Override
        public void close() {
            peers.stopAsync().join();
        }
    }

    @Test
    @DisplayName("bitcoinj syncs from a node, is paid, pays back, sees the confirmation and follows a reorganisation")
    void wholeStory() throws Exception {
        Context.propagate(new Context());
        try (LiveNode node = new LiveNode("Seoul", ChainParams.regtest())) {
            node.mine(110);
            try (Client client = new Client(node)) {
                client.awaitTip(node.tip());
                assertThat(client.chain.getBestChainHeight()).isEqualTo(110);

                Transaction payment = payFromCoinbase(node, 1, client.script());
                assertThat(node.submit(payment).outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
                client.await(
                        "the payment, unconfirmed",
                        () -> client.wallet
                                .getBalance(Wallet.BalanceType.ESTIMATED)
                                .equals(Coin.valueOf(20, 0)));
                client.awaitTip(node.mine(1));
                assertThat(client.wallet.getBalance()).isEqualTo(Coin.valueOf(20, 0));

                Txid back = payBack(client, node);
                BlockHash confirming = node.mine(1);
                client.awaitTip(confirming);
                client.await("one confirmation", () -> depth(client, back) == 1);

                reorganise(node, confirming);
                // bitcoinj tells of a reorganisation before it has moved its head; of a further block, after.
                client.awaitTip(node.mine(1));
                client.await("three confirmations on the other branch", () -> depth(client, back) == 3);
                assertThat(node.height()).isEqualTo(114);
            }
        }
    }

    private static Transaction payFromCoinbase(LiveNode node, int height, Script to) {
        Transaction coinbase = node.ask(n -> n.chain()
                .block(n.chain().activeAt(height).orElseThrow().hash())
                .orElseThrow()
                .transactions()
                .get(0));
        return new Transaction(
                2,
                List.of(new TxIn(new OutPoint(coinbase.txid(), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(
                        new TxOut(Amount.ofCoins(20), to),
                        new TxOut(Amount.ofCoins(30).minus(new Amount(10_000)), LiveNode.ANYONE)),
                0);
    }

    private static Txid payBack(Client client, LiveNode node) throws Exception {
        SendRequest request = SendRequest.to(client.wallet.freshReceiveAddress(), Coin.valueOf(5, 0));
        org.bitcoinj.core.Transaction sent =
                client.wallet.sendCoins(client.peers, request).transaction();
        Txid txid = Txid.ofDisplay(sent.getTxId().toString());
        node.await("the payment back", n -> n.mempool().entry(txid).isPresent());
        return txid;
    }

    private static int depth(Client client, Txid txid) {
        TransactionConfidence confidence = client.wallet
                .getTransaction(org.bitcoinj.base.Sha256Hash.wrap(txid.toDisplay()))
                .getConfidence();
        return confidence.getConfidenceType() == TransactionConfidence.ConfidenceType.BUILDING
                ? confidence.getDepthInBlocks()
                : 0;
    }

    /** Leaves the last block; its payment waits again and goes into the first of two others. */
    private static void reorganise(LiveNode node, BlockHash last) {
        Submission<List<TipChange>> left = node.change(n -> n.invalidate(last, java.time.Instant.now()));
        assertThat(left.result()).hasSize(1);
        int waiting = node.ask(n -> n.mempool().count());
        assertThat(waiting).isEqualTo(1);
        BlockHash first = node.mine(LiveNode.ANYONE);
        assertThat(first).isNotEqualTo(last);
        BlockResult second = node.submit(node.template(LiveNode.ANYONE));
        assertThat(second.outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }
}
