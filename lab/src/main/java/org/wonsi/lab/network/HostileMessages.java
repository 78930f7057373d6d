package org.wonsi.lab.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * A maker of the messages of hostile peers: well-formed where they have to be, and wrong in the one place that the attack
 * needs.
 */
final class HostileMessages {
    private static final int VERSION = 0x2000_0000;

    private final SplittableRandom random;

    HostileMessages(SplittableRandom random) {
        this.random = random;
    }

    // ------------------------------------------------------------------------------------------- headers

    private BlockHeader header(BlockHash parent, Hash256 root, long time, long bits) {
        return new BlockHeader(VERSION, parent, root, time, bits, 0);
    }

    private static BlockHeader after(BlockHeader parent, Hash256 root, long now) {
        return new BlockHeader(VERSION, parent.hash(), root, Math.max(now, parent.time() + 1), parent.bits(), 0);
    }

    /** A header after another whose hash is above the target. */
    Message withoutWork(BlockHeader parent, long now) {
        BlockHeader bad = after(parent, Hash256.ZERO, now);
        while (bad.hash().hash().toNumber().bitLength() < 256) {
            bad = bad.withNonce(bad.nonce() + 1);
        }
        return new Message.Headers(List.of(bad));
    }

    /** Valid headers of a branch that starts after another; there are no blocks to them. */
    Message branch(BlockHeader parent, int length, long now) {
        List<BlockHeader> headers = new ArrayList<>();
        BlockHeader tip = parent;
        for (int i = 0; i < length; i++) {
            tip = WorkloadGenerator.solve(new Block(after(tip, hash(), now), List.of()))
                    .header();
            headers.add(tip);
        }
        return new Message.Headers(headers);
    }

    // ------------------------------------------------------------------------------------------- blocks

    /** A block that pays its finder too much. */
    Message greedyBlock(BlockHeader parent, long now) {
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(bytes(8))), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Amount.ofCoins(1_000 + random.nextInt(7)), SimulatedNetwork.ANYONE)),
                0);
        Hash256 root = MerkleTree.of(List.of(coinbase.txid().hash())).root();
        return new Message.BlockMessage(
                WorkloadGenerator.solve(new Block(after(parent, root, now), List.of(coinbase))));
    }

    Message orphanBlock(BlockHeader like, long now) {
        BlockHeader header = header(new BlockHash(hash()), hash(), now, like.bits());
        return new Message.BlockMessage(WorkloadGenerator.solve(new Block(header, List.of())));
    }

    // ------------------------------------------------------------------------------------------- transactions

    /** Spends what nobody has heard of. */
    Message orphanTransaction() {
        return new Message.TxMessage(new Transaction(
                2,
                List.of(new TxIn(new OutPoint(new Txid(hash()), 0), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ofCoins(1), SimulatedNetwork.ANYONE)),
                0));
    }

    // ------------------------------------------------------------------------------------------- lists

    Message announcements(int count) {
        return new Message.Inv(items(InventoryItem.TX, count));
    }

    /** Announces one thing very often. */
    Message repeated(int count) {
        return new Message.Inv(Collections.nCopies(count, new InventoryItem(InventoryItem.TX, hash())));
    }

    Message phantomTip() {
        return new Message.Inv(items(InventoryItem.BLOCK, 1));
    }

    Message requests(int count) {
        List<InventoryItem> items = new ArrayList<>(items(InventoryItem.TX, count));
        items.addAll(items(InventoryItem.BLOCK, count));
        return new Message.GetData(items);
    }

    private List<InventoryItem> items(long type, int count) {
        List<InventoryItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new InventoryItem(type, hash()));
        }
        return items;
    }

    /** Fresh addresses at random, where nobody listens. */
    Message deadAddresses(int count, long now) {
        List<PeerAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NetworkAddress dead = NetworkAddress.ofIpv4(
                    100 + random.nextInt(100), random.nextInt(256), random.nextInt(256), random.nextInt(256), 1);
            addresses.add(new PeerAddress(now, 1, dead));
        }
        return new Message.Addr(addresses);
    }

    long nonce() {
        return random.nextLong();
    }

    private Hash256 hash() {
        return Hash256.of(bytes(32));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
