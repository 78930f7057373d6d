package org.wonsi.core.simulation.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.InventoryItem;
import org.wonsi.core.protocol.Message;
import org.wonsi.core.protocol.NetworkAddress;
import org.wonsi.core.protocol.PeerAddress;
import org.wonsi.core.protocol.PeerId;
import org.wonsi.core.protocol.VersionMessage;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** A peer that shakes hands politely and then lies, floods, withholds or talks nonsense; from a new address each time. */
final class HostilePeer implements Station {
    private static final double MEAN_PAUSE_SECONDS = 8;

    private final int number;
    private final ChainParams params;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Map<PeerId, Link> links = new LinkedHashMap<>();
    private BlockHeader lastHeard;
    private int lastHeight;
    private int address;
    private boolean retired;

    HostilePeer(int number, ChainParams params, SimulatedNetwork network, SplittableRandom random) {
        this.number = number;
        this.params = params;
        this.network = network;
        this.random = random;
        this.lastHeard = params.genesis().header();
    }

    @Override
    public String name() {
        return "hostile" + number;
    }

    @Override
    public NetworkAddress address() {
        return NetworkAddress.ofIpv4(66, number, address >> 8 & 255, address & 255, 18_444);
    }

    @Override
    public boolean isHonest() {
        return false;
    }

    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
        List.copyOf(links.values()).forEach(link -> link.close("retired"));
    }

    @Override
    public boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound) {
        links.put(id, link);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        link.send(
                this,
                new VersionMessage(
                        70_016, 1, network.now().getEpochSecond(), none, none, random.nextLong(), "/evil:1/", 0, true));
        link.send(this, new Message.Verack());
        actLater(id);
        return true;
    }

    private void actLater(PeerId id) {
        double pause = -MEAN_PAUSE_SECONDS * Math.log(1 - random.nextDouble());
        network.timeline().after(pause, () -> {
            Link link = links.get(id);
            if (link != null && !retired) {
                act(link);
                actLater(id);
            }
        });
    }

    @Override
    public void received(PeerId id, Message message, int bytes) {
        Link link = links.get(id);
        if (link == null) {
            return;
        }
        if (message instanceof Message.Ping ping) {
            link.send(this, new Message.Pong(ping.nonce()));
        } else if (message instanceof Message.Headers headers
                && !headers.headers().isEmpty()) {
            lastHeard = headers.headers().get(headers.headers().size() - 1);
        } else if (message instanceof VersionMessage version) {
            lastHeight = version.startHeight();
            link.send(this, new Message.SendHeaders());
            link.send(this, new Message.GetHeaders(70_016, List.of(params.genesisHash()), BlockHash.ZERO));
        }
    }

    @Override
    public void malformed(PeerId id) {
        // Honest nodes send nothing of the kind.
    }

    @Override
    public void closed(PeerId id, String reason) {
        links.remove(id);
        address++;
    }

    // ------------------------------------------------------------------------------------------- what it does

    private void act(Link link) {
        switch (random.nextInt(10)) {
            case 0 -> link.sendGarbage(this);
            case 1 -> link.send(this, new Message.Headers(List.of(withoutWork(nextHeader(Hash256.ZERO)))));
            case 2 -> link.send(this, new Message.Inv(randomTransactions(2_000)));
            case 3 -> withhold(link);
            case 4 -> link.send(this, new Message.BlockMessage(greedyBlock()));
            case 5 -> link.send(this, new Message.Addr(randomAddresses(1_000)));
            case 6 -> link.send(this, new Message.GetData(randomTransactions(500)));
            case 7 -> link.send(this, new Message.BlockMessage(orphan()));
            case 8 -> link.send(this, new Message.Inv(Collections.nCopies(50_001, item())));
            default -> link.send(this, new Message.TxMessage(worthless()));
        }
    }

    private BlockHeader nextHeader(Hash256 root) {
        return new BlockHeader(
                0x2000_0000,
                lastHeard.hash(),
                root,
                Math.max(network.now().getEpochSecond(), lastHeard.time() + 1),
                lastHeard.bits(),
                0);
    }

    private Block solved(BlockHeader header, List<Transaction> transactions) {
        return Miners.solve(new Block(header, transactions));
    }

    private BlockHeader withoutWork(BlockHeader header) {
        BlockHeader bad = header;
        while (bad.hash().hash().toNumber().bitLength() < 256) {
            bad = bad.withNonce(bad.nonce() + 1);
        }
        return bad;
    }

    /** Announces blocks by valid headers and never delivers them. */
    private void withhold(Link link) {
        BlockHeader tip = lastHeard;
        List<BlockHeader> headers = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Hash256 root = Hash256.of(bytes(32));
            BlockHeader header = new BlockHeader(
                    0x2000_0000,
                    tip.hash(),
                    root,
                    Math.max(network.now().getEpochSecond(), tip.time() + 1),
                    tip.bits(),
                    0);
            tip = solved(header, List.of()).header();
            headers.add(tip);
        }
        link.send(this, new Message.Headers(headers));
    }

    /** A block that pays its finder too much. */
    private Block greedyBlock() {
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(bytes(8))), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Amount.ofCoins(1_000 + lastHeight % 7), SimulatedNetwork.ANYONE)),
                0);
        Hash256 root = MerkleTree.of(List.of(coinbase.txid().hash())).root();
        return solved(nextHeader(root), List.of(coinbase));
    }

    private Block orphan() {
        BlockHeader header = new BlockHeader(
                0x2000_0000,
                new BlockHash(Hash256.of(bytes(32))),
                Hash256.of(bytes(32)),
                network.now().getEpochSecond(),
                lastHeard.bits(),
                0);
        return solved(header, List.of());
    }

    /** Spends what nobody has heard of. */
    private Transaction worthless() {
        return new Transaction(
                2,
                List.of(new TxIn(new OutPoint(new Txid(Hash256.of(bytes(32))), 0), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ofCoins(1), SimulatedNetwork.ANYONE)),
                0);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private InventoryItem item() {
        return new InventoryItem(InventoryItem.TX, Hash256.of(bytes(32)));
    }

    private List<InventoryItem> randomTransactions(int count) {
        List<InventoryItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item());
        }
        return items;
    }

    private List<PeerAddress> randomAddresses(int count) {
        List<PeerAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(new PeerAddress(
                    network.now().getEpochSecond(),
                    1,
                    NetworkAddress.ofIpv4(66, random.nextInt(256), random.nextInt(256), random.nextInt(256), 1)));
        }
        return addresses;
    }
}
