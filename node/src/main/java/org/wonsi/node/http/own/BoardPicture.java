package org.wonsi.node.http.own;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.Board;
import org.wonsi.core.api.Board.BoardNode;
import org.wonsi.core.api.Board.Link;
import org.wonsi.core.api.Board.Money;
import org.wonsi.core.api.Board.Payee;
import org.wonsi.core.api.Board.Waiting;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.app.NodeSnapshot;
import org.wonsi.node.app.PeerStatus;
import org.wonsi.node.app.Purse;

/** Puts together what the board needs when it loads, from this node, its siblings and the peers they know. */
final class BoardPicture {
    private static final int MAX_WAITING = 1_000;
    private static final int INTERVALS = 500;

    private final Siblings siblings;
    private final BoardBlocks blocks;

    BoardPicture(Siblings siblings) {
        this.siblings = siblings;
        this.blocks = new BoardBlocks();
    }

    Board draw() {
        NodeService self = siblings.self();
        NodeSnapshot now = self.snapshot();
        return new Board(
                self.name(),
                self.params().network().id(),
                self.params().targetSpacing(),
                StatusRoutes.unit(self.params().network()),
                nodes(),
                blocks.of(siblings.all()),
                links(),
                now.mempool().stream()
                        .limit(MAX_WAITING)
                        .map(entry -> waiting(self, entry))
                        .toList(),
                now.mempool().size(),
                siblings.all().stream().map(BoardPicture::money).toList(),
                intervals(now.tip()),
                self.clock().instant().getEpochSecond());
    }

    /** Siblings at their places, then peers that are none, each once, by name. */
    private List<BoardNode> nodes() {
        List<BoardNode> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NodeService node : siblings.all()) {
            nodes.add(node(node, nodes.size()));
            names.add(node.name());
        }
        Map<String, PeerStatus> strangers = new LinkedHashMap<>();
        for (NodeService node : siblings.all()) {
            for (PeerStatus peer : node.peers().list()) {
                peer.name().filter(name -> !names.contains(name)).ifPresent(name -> strangers.putIfAbsent(name, peer));
            }
        }
        strangers.forEach((name, peer) -> nodes.add(stranger(name, peer, nodes.size())));
        return nodes;
    }

    private BoardNode node(NodeService node, int index) {
        NodeSnapshot now = node.snapshot();
        return new BoardNode(
                node.name(),
                index,
                node.httpUrl().orElse(null),
                node.name().equals(siblings.self().name()),
                true,
                now.tip().height(),
                now.tip().hash().toDisplay(),
                node.peers().list().size(),
                node.miner().status().hashRate(),
                MiningRoutes.json(node),
                now.mempool().size(),
                total(node.purse().balance()),
                now.synced() ? "running" : "syncing",
                StatusRoutes.sync(now));
    }

    private static BoardNode stranger(String name, PeerStatus peer, int index) {
        return new BoardNode(
                name,
                index,
                null,
                false,
                true,
                Math.max(0, peer.height()),
                peer.tip().map(BlockHash::toDisplay).orElse(null),
                0,
                0,
                null,
                0,
                null,
                "remote",
                null);
    }

    private List<Link> links() {
        Set<List<String>> connected = new LinkedHashSet<>();
        Set<List<String>> cut = new LinkedHashSet<>();
        for (NodeService node : siblings.all()) {
            node.peers().list().forEach(peer -> peer.name().ifPresent(name -> connected.add(pair(node.name(), name))));
            node.peers().cutFrom().forEach(name -> cut.add(pair(node.name(), name)));
        }
        List<Link> links = new ArrayList<>();
        connected.stream()
                .filter(pair -> !cut.contains(pair))
                .forEach(pair -> links.add(new Link(pair.get(0), pair.get(1), true)));
        cut.forEach(pair -> links.add(new Link(pair.get(0), pair.get(1), false)));
        return links;
    }

    private static List<String> pair(String a, String b) {
        return List.copyOf(new TreeSet<>(List.of(a, b)));
    }

    private static Waiting waiting(NodeService node, MempoolEntry entry) {
        return new Waiting(
                entry.txid().toDisplay(),
                entry.size(),
                entry.fee().satoshis(),
                entry.feeRate().satoshisPerByte().doubleValue(),
                entry.time(),
                entry.tx().outputs().stream()
                        .map(out -> new Payee(
                                Address.ofScript(out.scriptPubKey(), node.params())
                                        .map(Address::toString)
                                        .orElse(null),
                                out.value().satoshis()))
                        .toList());
    }

    private static Money money(NodeService node) {
        return new Money(
                node.name(), total(node.purse().balance()), node.purse().address());
    }

    private static long total(Purse.Balance balance) {
        return balance.spendable().plus(balance.immature()).satoshis();
    }

    private static List<Long> intervals(HeaderNode tip) {
        List<Long> intervals = new ArrayList<>();
        HeaderNode node = tip;
        // The step from genesis to block 1 says nothing: genesis may be years older.
        while (node.height() > 1 && intervals.size() < INTERVALS) {
            HeaderNode parent = node.parent().orElseThrow();
            intervals.add(0, node.header().time() - parent.header().time());
            node = parent;
        }
        return intervals;
    }
}
