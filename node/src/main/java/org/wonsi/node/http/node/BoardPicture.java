package org.wonsi.node.http.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.node.body.Board.BoardNode;
import org.wonsi.node.http.node.body.Board.Link;
import org.wonsi.node.http.node.body.Board.Money;
import org.wonsi.node.http.node.body.Board.Payee;
import org.wonsi.node.http.node.body.Board.Waiting;
import org.wonsi.node.http.rest.MempoolView;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.service.PaymentStream;
import org.wonsi.node.service.PeerStatus;
import org.wonsi.node.service.PreparedBlocks;
import org.wonsi.node.store.db.ScriptHash;

/**
 * A builder of what the board needs when it loads, from this node, its siblings and the peers they know.
 *
 * <p>Names come from outside: a peer that isn't of this process is drawn once by its name, whichever of the nodes knows
 * it, and never in place of a sibling. Balances are all taken from this node's chain, so that during a fork they still
 * sum to the coins that exist on it. What waits is cut after the first thousand.
 */
final class BoardPicture {
    static final int MAX_WAITING = 1_000;
    /** Payers of a waiting transaction that are named, and outputs. */
    private static final int MAX_PARTIES = 20;

    private static final int INTERVALS = 500;

    private final SiblingNodes siblings;
    private final BlockTreeSelection blocks = new BlockTreeSelection();
    private final FaucetBalances balances = new FaucetBalances();
    private final MempoolView.Source mempool;

    BoardPicture(SiblingNodes siblings) {
        this.siblings = siblings;
        this.mempool = new MempoolView.Source(siblings.self());
    }

    Board draw() {
        NodeService self = siblings.self();
        HeaderNode tip = self.snapshot().tip();
        MempoolView waiting = mempool.now();
        return new Board(
                self.name(),
                self.params().network().id(),
                self.params().targetSpacing(),
                StatusRoutes.unit(self.params().network()),
                nodes(),
                blocks.of(siblings.all()),
                links(),
                tabs(),
                waiting.all().stream()
                        .limit(MAX_WAITING)
                        .map(tx -> waiting(self.params(), tx))
                        .toList(),
                waiting.entries().size(),
                money(waiting),
                intervals(tip, self.params().targetSpacing()),
                self.payments().map(PaymentStream::isOn).orElse(null),
                self.clock().instant().getEpochSecond());
    }

    /** Siblings at their places, then peers that are none, each once, by name. */
    private List<BoardNode> nodes() {
        List<BoardNode> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NodeService node : siblings.all()) {
            nodes.add(node(node, node.place()));
            names.add(node.name());
        }
        Map<String, PeerStatus> strangers = new LinkedHashMap<>();
        for (NodeService node : siblings.all()) {
            for (PeerStatus peer : nodesAmong(node.peers().list())) {
                peer.name().filter(name -> !names.contains(name)).ifPresent(name -> strangers.putIfAbsent(name, peer));
            }
        }
        strangers.forEach((name, peer) -> nodes.add(stranger(name, Optional.of(peer), next(nodes))));
        for (NodeService node : siblings.all()) {
            // A node that was cut off is no peer any more, but the board still draws it at the other end of the link.
            for (String name : node.peers().cutFrom()) {
                if (names.add(name) && !strangers.containsKey(name)) {
                    nodes.add(stranger(name, Optional.empty(), next(nodes)));
                }
            }
        }
        return nodes;
    }

    private static List<PeerStatus> nodesAmong(List<PeerStatus> peers) {
        return peers.stream().filter(peer -> peer.kind() == PeerKind.NODE).toList();
    }

    /** Those that have said who they are, in the order in which they came to each node. */
    private List<Board.BoardTab> tabs() {
        List<Board.BoardTab> tabs = new ArrayList<>();
        for (NodeService node : siblings.all()) {
            for (PeerStatus peer : node.peers().list()) {
                if (peer.kind() == PeerKind.TAB) {
                    peer.name()
                            .ifPresent(name -> tabs.add(new Board.BoardTab(
                                    name,
                                    node.name(),
                                    Math.max(0, peer.likelyHeight()),
                                    peer.likelyTip().map(BlockHash::toDisplay).orElse(null))));
                }
            }
        }
        return tabs;
    }

    /** A place that none has. */
    private static int next(List<BoardNode> nodes) {
        return nodes.stream().mapToInt(BoardNode::index).max().orElse(-1) + 1;
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
                total(node.faucetWallet().balance()),
                now.synced() ? "running" : "syncing",
                StatusRoutes.sync(now));
    }

    private static BoardNode stranger(String name, Optional<PeerStatus> peer, int index) {
        return new BoardNode(
                name,
                index,
                null,
                false,
                true,
                Math.max(0, peer.map(PeerStatus::likelyHeight).orElse(0)),
                peer.flatMap(PeerStatus::likelyTip).map(BlockHash::toDisplay).orElse(null),
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
            nodesAmong(node.peers().list())
                    .forEach(peer ->
                            peer.name().flatMap(name -> pair(node.name(), name)).ifPresent(connected::add));
            node.peers().cutFrom().forEach(name -> pair(node.name(), name).ifPresent(cut::add));
        }
        List<Link> links = new ArrayList<>();
        connected.stream()
                .filter(pair -> !cut.contains(pair))
                .forEach(pair -> links.add(new Link(pair.get(0), pair.get(1), true)));
        cut.forEach(pair -> links.add(new Link(pair.get(0), pair.get(1), false)));
        return links;
    }

    /** Two names in their order; none if they are the same, as another program of this machine may choose: one place has no line. */
    private static Optional<List<String>> pair(String a, String b) {
        return a.equals(b) ? Optional.empty() : Optional.of(List.copyOf(new TreeSet<>(List.of(a, b))));
    }

    static Waiting waiting(ChainParams params, MempoolView.Waiting tx) {
        MempoolEntry entry = tx.entry();
        return new Waiting(
                entry.txid().toDisplay(),
                entry.size(),
                entry.fee().satoshis(),
                entry.feeRate().satoshisPerByte().doubleValue(),
                entry.time(),
                tx.prevouts().values().stream()
                        .flatMap(out -> address(params, out).stream())
                        .distinct()
                        .limit(MAX_PARTIES)
                        .toList(),
                payees(params, entry.tx().outputs()));
    }

    /** The first outputs one by one, and the rest as one sum: a transaction may have thousands, and a thousand transactions are shown. */
    private static List<Payee> payees(ChainParams params, List<TxOut> outputs) {
        List<Payee> payees = new ArrayList<>();
        outputs.stream()
                .limit(MAX_PARTIES)
                .forEach(out -> payees.add(
                        new Payee(address(params, out).orElse(null), out.value().satoshis())));
        if (outputs.size() > MAX_PARTIES) {
            payees.add(new Payee(
                    null,
                    outputs.stream()
                            .skip(MAX_PARTIES)
                            .mapToLong(out -> out.value().satoshis())
                            .sum()));
        }
        return payees;
    }

    private static Optional<String> address(ChainParams params, TxOut out) {
        return Address.ofScript(out.scriptPubKey(), params).map(Address::toString);
    }

    /** Every faucet wallet as this node sees it: by its own chain and its own mempool. */
    private List<Money> money(MempoolView waiting) {
        Map<Script, Long> confirmed = balances.on(
                siblings.self(),
                siblings.all().stream()
                        .map(node -> node.faucetWallet().scriptPubKey())
                        .toList());
        return siblings.all().stream()
                .map(node -> {
                    Script faucetWallet = node.faucetWallet().scriptPubKey();
                    return new Money(
                            node.name(),
                            confirmed.getOrDefault(faucetWallet, 0L),
                            pending(waiting, faucetWallet),
                            node.faucetWallet().address());
                })
                .toList();
    }

    /** What the waiting transactions bring a script, less what they take from it. */
    private static long pending(MempoolView waiting, Script script) {
        long sum = 0;
        for (MempoolView.Waiting tx : waiting.touching(ScriptHash.of(script))) {
            sum += sum(tx.tx().outputs(), script) - sum(tx.prevouts().values(), script);
        }
        return sum;
    }

    private static long sum(Collection<TxOut> outputs, Script script) {
        return outputs.stream()
                .filter(out -> out.scriptPubKey().equals(script))
                .mapToLong(out -> out.value().satoshis())
                .sum();
    }

    private static long total(FaucetWallet.Balance balance) {
        return balance.spendable().plus(balance.immature()).satoshis();
    }

    private static List<Long> intervals(HeaderNode tip, int targetSpacing) {
        int first = PreparedBlocks.firstWait(tip, targetSpacing);
        List<Long> intervals = new ArrayList<>();
        HeaderNode node = tip;
        while (node.height() >= first && intervals.size() < INTERVALS) {
            HeaderNode parent = node.parent().orElseThrow();
            intervals.add(0, node.header().time() - parent.header().time());
            node = parent;
        }
        return intervals;
    }
}
