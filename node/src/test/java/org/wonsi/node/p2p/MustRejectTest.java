package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.node.p2p.MistakenBlocks.ANYONE;
import static org.wonsi.node.p2p.MistakenBlocks.REGTEST;
import static org.wonsi.node.p2p.MistakenBlocks.SEMINAR;
import static org.wonsi.node.p2p.MistakenBlocks.SORTED_NONCE;
import static org.wonsi.node.p2p.MistakenBlocks.TRUE_NONCE;
import static org.wonsi.node.p2p.MistakenBlocks.branch;
import static org.wonsi.node.p2p.MistakenBlocks.easierThanDemanded;
import static org.wonsi.node.p2p.MistakenBlocks.on;
import static org.wonsi.node.p2p.MistakenBlocks.paid;
import static org.wonsi.node.p2p.MistakenBlocks.paying;
import static org.wonsi.node.p2p.MistakenBlocks.twelfth;
import static org.wonsi.node.p2p.MistakenBlocks.window;
import static org.wonsi.node.p2p.MistakenBlocks.with;
import static org.wonsi.node.p2p.MistakenBlocks.withByteMoved;
import static org.wonsi.node.p2p.MistakenBlocks.withRoot;
import static org.wonsi.node.p2p.MistakenBlocks.withoutWork;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.coin.HandPayment;

/**
 * The mistakes of famous teaching chains, one test each, brought before a node over its sockets: what it says, and that nothing of it
 * stays.
 */
class MustRejectTest {
    private long pings;

    // ------------------------------------------------------------------------------------------- before a node

    /** Sends a block as it is, unasked, over a connection of its own; what the node refused it for, if it did. */
    private List<String> send(LiveNode node, Block block) throws IOException {
        int before = refusals(node, block.hash()).size();
        MessageCodec codec = new MessageCodec(node.ask(n -> n.chain().params()).magic());
        try (RawPeer peer = new RawPeer(node.port, codec)) {
            peer.shakeHands();
            peer.send(new Message.BlockMessage(block));
            answer(peer, Map.of());
        }
        // Whatever the node still does with the block, it has done when it answers this.
        node.height();
        return refusals(node, block.hash()).stream().skip(before).toList();
    }

    /** Announces a branch by its headers, as an honest node does, and gives what is asked for. */
    private void deliver(LiveNode node, List<Block> branch) throws IOException {
        Map<BlockHash, Block> told = new HashMap<>();
        branch.forEach(block -> told.put(block.hash(), block));
        try (RawPeer peer = new RawPeer(
                node.port, new MessageCodec(node.ask(n -> n.chain().params()).magic()))) {
            peer.shakeHands();
            peer.send(new Message.Headers(branch.stream().map(Block::header).toList()));
            answer(peer, told);
        }
    }

    /** Gives the node what it asks for until it has nothing more to say, or hangs up. */
    private void answer(RawPeer peer, Map<BlockHash, Block> told) throws IOException {
        try {
            peer.send(new Message.Ping(++pings));
            Message message = peer.read();
            while (!message.equals(new Message.Pong(pings))) {
                if (message instanceof Message.GetData wanted) {
                    for (InventoryItem item : wanted.items()) {
                        peer.send(
                                new Message.BlockMessage(Objects.requireNonNull(told.get(new BlockHash(item.hash())))));
                    }
                    peer.send(new Message.Ping(++pings));
                }
                message = peer.read();
            }
        } catch (EOFException | SocketException hungUp) {
            // Who sends what breaks a rule is disconnected; what the node said of it is among its events.
        }
    }

    private static List<String> refusals(LiveNode node, BlockHash hash) {
        return node.events.stream()
                .filter(NodeEvent.BlockRefused.class::isInstance)
                .map(NodeEvent.BlockRefused.class::cast)
                .filter(refusal -> refusal.hash().equals(hash))
                .map(NodeEvent.BlockRefused::reason)
                .toList();
    }

    /** The transactions that the node has under this hash; none if it has no such block. */
    private static List<Transaction> stored(LiveNode node, BlockHash hash) {
        return node.ask(n -> n.chain().block(hash).map(Block::transactions).orElse(List.of()));
    }

    // ------------------------------------------------------------------------------------------- the eight

    @Test
    @DisplayName("1. a block that claims more work than its hash has: high-hash, and it isn't stored")
    void moreWorkClaimed() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            Block lazy = withoutWork(on(REGTEST.genesis(), 1, ANYONE));
            assertThat(send(node, lazy)).containsExactly("high-hash");
            assertThat(stored(node, lazy.hash())).isEmpty();
            assertThat(node.height()).isZero();
        }
    }

    @Test
    @DisplayName(
            "2. two blocks of different payments and the same hash: bad-txnmrklroot, before the true one and after it")
    void samePaymentsSameHash() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            Block first = on(REGTEST.genesis(), 1, ANYONE);
            Block twin = with(first, paying(first, Script.ofHex("52")));
            assertThat(twin.hash()).isEqualTo(first.hash());
            assertThat(send(node, twin)).containsExactly("bad-txnmrklroot");
            assertThat(stored(node, first.hash())).isEmpty();
            assertThat(send(node, first)).isEmpty();
            assertThat(node.tip()).isEqualTo(first.hash());
            assertThat(send(node, twin)).containsExactly("bad-txnmrklroot");
            assertThat(stored(node, first.hash())).isEqualTo(first.transactions());
        }
    }

    @Test
    @DisplayName("3. a block received is checked before it counts: work, root, and the signature of each payment")
    void receivedUnchecked() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            PrivateKey alice = PrivateKey.generate(new SplittableRandom(1));
            Block funding = on(REGTEST.genesis(), 1, HandPayment.lockedTo(alice.publicKey(true)));
            Block tip = funding;
            List<Block> honest = new ArrayList<>(List.of(funding));
            for (int height = 2; height <= 100; height++) {
                tip = on(tip, height, ANYONE);
                honest.add(tip);
            }
            deliver(node, honest);
            assertThat(node.height()).isEqualTo(100);
            HandPayment payment = HandPayment.of(
                    new OutPoint(funding.transactions().get(0).txid(), 0),
                    funding.transactions().get(0).outputs().get(0),
                    alice,
                    ANYONE,
                    new Amount(10_000));
            Block forged = paid(tip, payment.withFlippedBit().transaction());
            assertThat(send(node, forged))
                    .containsExactly("mandatory-script-verify-flag-failed (Script evaluated without error but finished"
                            + " with a false/empty top stack element)");
            assertThat(node.tip()).isEqualTo(tip.hash());
            Block signed = paid(tip, payment.transaction());
            assertThat(send(node, signed)).isEmpty();
            assertThat(node.tip()).isEqualTo(signed.hash());
        }
    }

    @Test
    @DisplayName("4. a chain that diverged at the first block and has more work is adopted, one of equal work isn't")
    void divergedHeavierChain() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            List<Block> own = branch(ANYONE, 20);
            List<Block> other = branch(Script.ofHex("52"), 21);
            deliver(node, own);
            assertThat(node.tip()).isEqualTo(own.get(19).hash());
            deliver(node, other.subList(0, 20));
            assertThat(node.tip()).isEqualTo(own.get(19).hash());
            deliver(node, other);
            assertThat(node.tip()).isEqualTo(other.get(20).hash());
            assertThat(hasCoinOf(node, own.get(0))).isFalse();
            assertThat(hasCoinOf(node, other.get(0))).isTrue();
        }
    }

    private static boolean hasCoinOf(LiveNode node, Block block) {
        OutPoint coin = new OutPoint(block.transactions().get(0).txid(), 0);
        return node.ask(n -> n.chain().coin(coin).isPresent());
    }

    @Test
    @DisplayName(
            "5. the tip's own transactions are covered by its hash, though no block stands on it: bad-txnmrklroot, then high-hash")
    void tipNotCovered() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            List<Block> chain = branch(ANYONE, 3);
            deliver(node, chain);
            Block tip = chain.get(2);
            Block changed = with(tip, paying(tip, Script.ofHex("53")));
            assertThat(send(node, changed)).containsExactly("bad-txnmrklroot");
            Block rooted = withoutWork(withRoot(changed));
            assertThat(rooted.hash()).isNotEqualTo(tip.hash());
            assertThat(send(node, rooted)).containsExactly("high-hash");
            assertThat(node.tip()).isEqualTo(tip.hash());
            assertThat(stored(node, tip.hash())).isEqualTo(tip.transactions());
        }
    }

    @Test
    @DisplayName(
            "6. hashed fields don't run into each other: a byte moved from one to the next is another block, bad-txnmrklroot")
    void fieldsRunTogether() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", REGTEST)) {
            Block first = on(REGTEST.genesis(), 1, Script.ofHex("5151"));
            Transaction old = first.transactions().get(0);
            Transaction moved = withByteMoved(old);
            assertThat(moved.size()).isEqualTo(old.size());
            assertThat(send(node, with(first, moved))).containsExactly("bad-txnmrklroot");
            assertThat(send(node, first)).isEmpty();
            assertThat(node.tip()).isEqualTo(first.hash());
        }
    }

    @Test
    @DisplayName("7. true work for an easier target than the one demanded: bad-diffbits")
    void easier() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", SEMINAR)) {
            assertThat(SEMINAR.genesis().header().bits()).isEqualTo(0x1e01_ffffL);
            Block easy = easierThanDemanded();
            assertThat(send(node, easy)).containsExactly("bad-diffbits");
            assertThat(stored(node, easy.hash())).isEmpty();
            assertThat(node.height()).isZero();
        }
    }

    @Test
    @DisplayName(
            "8. a retarget from sorted times, of a window whose times are out of order: bad-diffbits; from its first and last: taken")
    void unsortedTimes() throws IOException {
        try (LiveNode node = new LiveNode("Seoul", SEMINAR)) {
            List<Block> window = window();
            deliver(node, window);
            assertThat(node.height()).isEqualTo(11);
            // Sorted, the window would have taken 890 seconds in place of 100, and would have been the easier for it.
            assertThat(send(node, twelfth(window, 0x1e07_fffcL, SORTED_NONCE))).containsExactly("bad-diffbits");
            assertThat(send(node, twelfth(window, 0x1e01_aaa9L, TRUE_NONCE))).isEmpty();
            assertThat(node.height()).isEqualTo(12);
        }
    }
}
