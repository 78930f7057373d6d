package org.wonsi.lab.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.attack.SelfishStrategy;

/**
 * A miner that finds real blocks, keeps them to itself and publishes them by {@link SelfishStrategy}.
 *
 * <p>It keeps headers only, mines empty blocks, and pushes a block to all nodes that it has links with as soon as one of them announces
 * a rival. Which part of the honest work is on its side of a tie is what the links make of it, and counted: of the ties that honest miners
 * ended, those that they ended on its block. Source: Eyal and Sirer, "Majority is not enough" (2013).
 */
final class SelfishMiner implements Endpoint {
    private static final String NAME = "selfish";

    private final ChainParams params;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final Map<PeerId, Link> links = new LinkedHashMap<>();
    /** Every header that it has heard of or made, by its height. */
    private final Map<BlockHash, Integer> heights = new HashMap<>();
    /** Its own published blocks, for nodes that ask for them. */
    private final Map<BlockHash, Block> published = new HashMap<>();

    private final Set<BlockHash> own = new HashSet<>();
    private final List<Block> branch = new ArrayList<>();
    private final SelfishStrategy strategy = new SelfishStrategy();
    /** Where the branches part. */
    private BlockHeader fork;
    /** The best of the others' since then; the fork itself if there is none. */
    private BlockHeader rival;

    private int ties;
    private int followed;
    private boolean stopped;

    SelfishMiner(ChainParams params, SimulatedNetwork network, SplittableRandom random) {
        this.params = params;
        this.network = network;
        this.random = random;
        this.fork = params.genesis().header();
        this.rival = fork;
        heights.put(params.genesisHash(), 0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public NetworkAddress address() {
        return NetworkAddress.ofIpv4(67, 0, 0, 1, 18_444);
    }

    @Override
    public boolean isHonest() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    // ------------------------------------------------------------------------------------------- mining

    /** It finds a block on its own branch, or on the best that it has heard of. */
    void mine() {
        BlockHeader parent =
                branch.isEmpty() ? rival : branch.get(branch.size() - 1).header();
        if (branch.isEmpty()) {
            fork = rival;
        }
        Block block = WorkloadGenerator.solve(network.filling().fill(emptyOn(parent)));
        heights.put(block.hash(), heightOf(parent) + 1);
        own.add(block.hash());
        network.mined(block, heightOf(block.header()));
        branch.add(block);
        publish(strategy.foundOwn());
        if (strategy.isIdle()) {
            settle(block.header());
        }
    }

    private int heightOf(BlockHeader header) {
        return heights.getOrDefault(header.hash(), 0);
    }

    private Block emptyOn(BlockHeader parent) {
        int height = heightOf(parent) + 1;
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(
                        OutPoint.NULL,
                        CoinbaseTag.script(height, "/" + NAME + "/", random.nextInt(1 << 30)),
                        TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(Subsidy.at(height, params.halvingInterval()), SimulatedNetwork.ANYONE)),
                0);
        long time = Math.max(network.now().getEpochSecond(), parent.time() + 1);
        return new Block(
                new BlockHeader(
                        0x2000_0000,
                        parent.hash(),
                        MerkleTree.of(List.of(coinbase.txid().hash())).root(),
                        time,
                        parent.bits(),
                        0),
                List.of(coinbase));
    }

    /** Publishes what is left, and finds nothing any more. */
    void stop() {
        stopped = true;
        if (strategy.withheld() > 0) {
            BlockHeader tip = branch.get(branch.size() - 1).header();
            publish(strategy.publishAll());
            settle(tip);
        }
    }

    private void settle(BlockHeader tip) {
        branch.clear();
        fork = tip;
        rival = tip;
    }

    /** Pushes so many blocks more of the branch over every link, in their order. */
    private void publish(int blocks) {
        int withheld = strategy.isIdle() ? 0 : strategy.withheld();
        int end = branch.size() - withheld;
        for (Block block : branch.subList(end - blocks, end)) {
            published.put(block.hash(), block);
            links.values().forEach(link -> link.send(this, new Message.BlockMessage(block)));
        }
    }

    // ------------------------------------------------------------------------------------------- what it hears

    private void heard(BlockHeader header) {
        Integer parent = heights.get(header.prevBlock());
        if (parent == null || heights.containsKey(header.hash())) {
            return;
        }
        int height = parent + 1;
        heights.put(header.hash(), height);
        if (stopped || height <= heightOf(rival)) {
            return;
        }
        if (strategy.isTie()) {
            ties++;
            followed += own.contains(header.prevBlock()) ? 1 : 0;
        }
        rival = header;
        publish(strategy.foundByOthers());
        if (strategy.isIdle()) {
            settle(
                    branch.isEmpty()
                                    || height
                                            >= heightOf(branch.get(branch.size() - 1)
                                                    .header())
                            ? header
                            : branch.get(branch.size() - 1).header());
        }
    }

    @Override
    public boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound) {
        links.put(id, link);
        long now = network.now().getEpochSecond();
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        link.send(
                this,
                new VersionMessage(
                        VersionMessage.PROTOCOL_VERSION,
                        VersionMessage.NODE_NETWORK,
                        now,
                        none,
                        none,
                        random.nextLong(),
                        "/" + NAME + ":1/",
                        0,
                        true));
        link.send(this, new Message.Verack());
        return true;
    }

    @Override
    public void received(PeerId id, Message message, int bytes) {
        Link link = links.get(id);
        if (link == null) {
            return;
        }
        if (message instanceof Message.Ping ping) {
            link.send(this, new Message.Pong(ping.nonce()));
        } else if (message instanceof VersionMessage) {
            link.send(this, new Message.SendHeaders());
        } else if (message instanceof Message.Headers headers) {
            headers.headers().forEach(this::heard);
        } else if (message instanceof Message.Inv inv) {
            askFor(link, inv);
        } else if (message instanceof Message.GetHeaders) {
            link.send(this, new Message.Headers(List.of()));
        } else if (message instanceof Message.GetData wanted) {
            for (InventoryItem item : wanted.items()) {
                Block block = published.get(new BlockHash(item.hash()));
                if (block != null) {
                    link.send(this, new Message.BlockMessage(block));
                }
            }
        }
    }

    /** A node that announces a block by its hash alone is asked for the headers up to it. */
    private void askFor(Link link, Message.Inv inv) {
        boolean unknown = inv.items().stream()
                .anyMatch(
                        item -> item.type() == InventoryItem.BLOCK && !heights.containsKey(new BlockHash(item.hash())));
        if (unknown) {
            link.send(
                    this,
                    new Message.GetHeaders(
                            VersionMessage.PROTOCOL_VERSION,
                            List.of(fork.hash(), params.genesisHash()),
                            BlockHash.ZERO));
        }
    }

    @Override
    public void malformed(PeerId id, boolean fatal) {
        // Honest nodes send nothing of the kind.
    }

    @Override
    public void closed(PeerId id, String reason) {
        links.remove(id);
    }

    // ------------------------------------------------------------------------------------------- what came of it

    SelfishResult result(double alpha, ChainState chain, int found) {
        int stayed = 0;
        for (BlockHash hash : own) {
            stayed += chain.headers().get(hash).filter(chain::isActive).isPresent() ? 1 : 0;
        }
        return new SelfishResult(alpha, own.size(), stayed, found, ties, followed);
    }
}
