package org.wonsi.browser.network;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.live.LiveAccount;
import org.wonsi.lab.live.LiveLink;
import org.wonsi.lab.live.LiveMiner;
import org.wonsi.lab.live.LiveNode;

/** The state of a network, in the form of a node's {@code GET /node/board}; the page belongs to the first node. */
final class BoardText {
    private static final int MOST_BLOCKS = 60;
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_INTERVALS = 60;

    private final TabNetwork tab;
    private final LiveNode self;
    private final JsonStringWriter out = JsonWriter.string();

    private BoardText(TabNetwork tab) {
        this.tab = tab;
        this.self = tab.network().nodes().get(0);
    }

    static String of(TabNetwork tab) {
        return new BoardText(tab).write();
    }

    private String write() {
        out.object()
                .value("self", self.name())
                .value("network", tab.params().toString())
                .value("target_spacing", tab.params().targetSpacing())
                .value("unit", "coin");
        nodes();
        blocks();
        out.array("links");
        for (LiveLink link : tab.network().links()) {
            out.object()
                    .value("a", link.a().name())
                    .value("b", link.b().name())
                    .value("connected", link.isJoined())
                    .end();
        }
        out.end();
        waiting();
        money();
        intervals();
        return out.value("demo_payments", tab.paysForShow())
                .value("now", tab.network().now().getEpochSecond())
                .end()
                .done();
    }

    private void nodes() {
        out.array("nodes");
        for (LiveMiner miner : tab.miners()) {
            LiveNode node = miner.node();
            HeaderNode tip = node.chain().tip();
            out.object()
                    .value("name", node.name())
                    .value("index", node.number())
                    .value("self", node == self)
                    .value("running", true)
                    .value("height", tip.height())
                    .value("tip", tip.hash().toDisplay())
                    .value("peers", node.peers())
                    .value("hash_rate", tab.hashRateOf(node));
            mining(miner);
            out.value("mempool_count", node.mempool().count())
                    .value(
                            "balance",
                            tab.accounts().get(node.number()).balance().satoshis())
                    .value("state", "running")
                    .end();
        }
        out.end();
    }

    private void mining(LiveMiner miner) {
        LiveNode node = miner.node();
        Target target = miner.target();
        out.object("mining")
                .value("enabled", tab.isMining(node))
                .value("address", tab.accounts().get(node.number()).address().toString())
                .value("threads", 1)
                .value("hash_rate", tab.hashRateOf(node))
                .value("max_hash_rate", 0)
                .value("tries", miner.tries());
        miner.best().map(Hash256::toDisplay).ifPresent(best -> out.value("best_hash", best));
        out.value("expected_tries", target.work().hashes().doubleValue())
                .value("target", target.toDisplay())
                .end();
    }

    /** The newest blocks that the page's node knows, and those that only other nodes stand on, parents before children. */
    private void blocks() {
        Map<BlockHash, HeaderNode> shown = new HashMap<>();
        for (LiveNode node : tab.network().nodes()) {
            HeaderNode at = node.chain().tip();
            for (int i = 0; i < MOST_BLOCKS && shown.putIfAbsent(at.hash(), at) == null; i++) {
                Optional<HeaderNode> parent = at.parent();
                if (parent.isEmpty()) {
                    break;
                }
                at = parent.get();
            }
        }
        int lowest = self.chain().tip().height() - MOST_BLOCKS;
        List<HeaderNode> order = new ArrayList<>(shown.values());
        order.removeIf(node -> node.height() < lowest);
        order.sort(Comparator.comparingInt(HeaderNode::height)
                .thenComparing(node -> node.hash().toDisplay()));
        out.array("blocks");
        order.forEach(this::block);
        out.end();
    }

    private void block(HeaderNode node) {
        Optional<Block> block = blockOf(node.hash());
        out.object().value("hash", node.hash().toDisplay());
        if (node.height() > 0) {
            out.value("prev", node.header().prevBlock().toDisplay());
        }
        out.value("height", node.height()).value("time", node.header().time());
        block.ifPresent(b -> out.value("tx_count", b.transactions().size()));
        out.value("bits", new CompactTarget(node.header().bits()).toDisplay())
                .value("work", node.chainWork().toDisplay());
        if (node.height() > 0) {
            block.flatMap(b -> CoinbaseTag.of(b.transactions().get(0))).ifPresent(tag -> out.value("finder", tag));
        }
        block.ifPresent(b -> out.value("size", b.size()));
        boolean active =
                self.chain().activeAt(node.height()).map(HeaderNode::hash).equals(Optional.of(node.hash()));
        out.value("status", active ? "active" : block.isPresent() ? "stale" : "header")
                .end();
    }

    private Optional<Block> blockOf(BlockHash hash) {
        for (LiveNode node : tab.network().nodes()) {
            Optional<Block> block = node.chain().block(hash);
            if (block.isPresent()) {
                return block;
            }
        }
        return Optional.empty();
    }

    private void waiting() {
        List<MempoolEntry> entries = new ArrayList<>(self.mempool().entries());
        entries.sort(Comparator.comparingDouble((MempoolEntry entry) -> -rate(entry)));
        out.array("mempool");
        for (MempoolEntry entry : entries.subList(0, Math.min(MOST_WAITING, entries.size()))) {
            out.object()
                    .value("txid", entry.txid().toDisplay())
                    .value("vsize", entry.size())
                    .value("fee", entry.fee().satoshis())
                    .value("fee_rate", rate(entry))
                    .value("time", entry.time());
            from(entry);
            out.array("outputs");
            for (TxOut output : entry.tx().outputs()) {
                out.object();
                Address.ofScript(output.scriptPubKey(), tab.params())
                        .ifPresent(address -> out.value("address", address.toString()));
                out.value("value", output.value().satoshis()).end();
            }
            out.end().end();
        }
        out.end().value("mempool_count", entries.size());
    }

    private void from(MempoolEntry entry) {
        out.array("from");
        entry.tx().inputs().stream()
                .flatMap(input ->
                        self
                                .mempool()
                                .coin(input.prevout())
                                .or(() -> self.chain().coin(input.prevout()))
                                .stream())
                .flatMap(coin -> Address.ofScript(coin.output().scriptPubKey(), tab.params()).stream())
                .map(Address::toString)
                .distinct()
                .forEach(out::value);
        out.end();
    }

    private static double rate(MempoolEntry entry) {
        return (double) entry.fee().satoshis() / entry.size();
    }

    private void money() {
        out.array("money");
        for (LiveAccount account : tab.accounts()) {
            out.object()
                    .value("name", account.node().name())
                    .value("balance", account.balance().satoshis())
                    .value("pending", account.pending())
                    .value("address", account.address().toString())
                    .end();
        }
        out.end();
    }

    /** Seconds between the newest blocks; the first block's time is older than the network. */
    private void intervals() {
        ChainState chain = self.chain();
        out.array("intervals");
        for (int h = Math.max(2, chain.tip().height() - MOST_INTERVALS + 1);
                h <= chain.tip().height();
                h++) {
            out.value(chain.activeAt(h).orElseThrow().header().time()
                    - chain.activeAt(h - 1).orElseThrow().header().time());
        }
        out.end();
    }
}
