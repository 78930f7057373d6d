package org.wonsi.node.http.node;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.node.http.node.body.ChainTip;
import org.wonsi.node.http.node.body.RuleSummary;
import org.wonsi.node.http.node.body.status.ChainThreadStatus;
import org.wonsi.node.http.node.body.status.ChainThreadStatus.LongTask;
import org.wonsi.node.http.node.body.status.DiscoveredNode;
import org.wonsi.node.http.node.body.status.IndexStatus;
import org.wonsi.node.http.node.body.status.NodeStatus;
import org.wonsi.node.http.node.body.status.NodeStatus.MempoolTotals;
import org.wonsi.node.http.node.body.status.SyncStatus;
import org.wonsi.node.http.rest.BlockJson;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.platform.Version;
import org.wonsi.node.service.ChainLoad;
import org.wonsi.node.service.MiningStatus;
import org.wonsi.node.service.Neighbour;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.service.SyncProgress;
import org.wonsi.node.store.db.AddressIndexState;

/**
 * The routes {@code /node/status}, {@code /node/chaintips} and {@code /node/rules}: how the node stands, and its rule book.
 */
final class StatusRoutes implements RouteFamily {
    private final SiblingNodes siblings;

    StatusRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.NODE, "/node/status", "The node at a glance.", Content.json(NodeStatus.class)),
                ctx -> ctx.json(status(siblings.target(ctx))));
        routes.add(
                Operation.get(Tag.NODE, "/node/chaintips", "The ends of all branches.", Content.list(ChainTip.class)),
                this::chainTips);
        routes.add(
                Operation.get(Tag.NODE, "/node/rules", "The rule book.", Content.list(RuleSummary.class)),
                ctx -> ctx.json(rules()));
    }

    private static NodeStatus status(NodeService node) {
        NodeSnapshot now = node.snapshot();
        HeaderNode tip = now.tip();
        CompactTarget bits = new CompactTarget(tip.header().bits());
        MiningStatus mining = node.miner().status();
        return new NodeStatus(
                node.name(),
                node.params().network().id(),
                Version.release(),
                tip.height(),
                tip.hash().toDisplay(),
                now.bestHeader().height(),
                BlockJson.difficulty(bits.bits()),
                bits.toDisplay(),
                bits.target().map(Target::toDisplay).orElse(""),
                tip.chainWork().toDisplay(),
                tip.medianTimePast(),
                tip.header().time(),
                totals(now.mempool()),
                node.peers().list().size(),
                node.discovered().map(StatusRoutes::discovered).orElse(null),
                mining.hashRate(),
                now.synced(),
                now.progress(),
                sync(now),
                chainThread(node.load()),
                index(node.queries().addressIndex(), tip.height()),
                node.params().genesisHash().toDisplay(),
                unit(node.params().network()),
                Secp256k1.best().name(),
                mining.kernel(),
                node.p2pAddress().orElse(""),
                node.httpUrl().orElse(""),
                node.startedAt().getEpochSecond());
    }

    /** How a node catches up; null, which leaves it out of the answer, once it has all blocks. */
    static @Nullable SyncStatus sync(NodeSnapshot now) {
        SyncProgress sync = now.sync();
        OptionalLong left = sync.secondsLeft();
        return sync.isDone()
                ? null
                : new SyncStatus(
                        sync.target(),
                        sync.missing(),
                        sync.share(),
                        Math.round(sync.blocksPerSecond() * 10) / 10.0,
                        left.isPresent() ? left.getAsLong() : null);
    }

    private static List<DiscoveredNode> discovered(List<Neighbour> neighbours) {
        return neighbours.stream()
                .map(n -> new DiscoveredNode(
                        n.announcement().name(),
                        n.hostPort(),
                        n.announcement().http().isEmpty()
                                ? null
                                : n.announcement().http()))
                .toList();
    }

    static ChainThreadStatus chainThread(ChainLoad load) {
        return new ChainThreadStatus(
                load.waiting(),
                load.longest().map(StatusRoutes::task).orElse(null),
                load.recent().map(StatusRoutes::task).orElse(null));
    }

    private static LongTask task(ChainLoad.Timed task) {
        return new LongTask(
                task.kind(), Math.round(task.millis() * 10) / 10.0, task.at().getEpochSecond());
    }

    /** How far the address index is; null, which leaves it out of the answer, if there is none. */
    static @Nullable IndexStatus index(AddressIndexState index, int tip) {
        return index.kept() ? new IndexStatus(index.complete(), index.percent(), Math.min(tip, index.height())) : null;
    }

    private static MempoolTotals totals(List<MempoolEntry> entries) {
        return new MempoolTotals(
                entries.size(),
                entries.stream().mapToLong(MempoolEntry::size).sum(),
                entries.stream().mapToLong(e -> e.fee().satoshis()).sum());
    }

    /** What a coin is called; on a network for a talk it isn't money. */
    static String unit(Network network) {
        return network == Network.SEMINAR ? "coin" : "BTC";
    }

    private void chainTips(Context ctx) {
        NodeService node = siblings.target(ctx);
        AsyncAnswer.answer(
                ctx,
                () -> node.readChain((chain, mempool) -> chain.chainTips()),
                tips -> ctx.json(tips.stream()
                        .map(tip -> new ChainTip(
                                tip.node().height(),
                                tip.node().hash().toDisplay(),
                                tip.branchLength(),
                                tip.branchLength() == 0
                                        ? null
                                        : tip.first().hash().toDisplay(),
                                tip.status().code()))
                        .toList()));
    }

    private static List<RuleSummary> rules() {
        return Arrays.stream(RejectReason.values())
                .map(r -> new RuleSummary(
                        r.code(), r.stage().name().toLowerCase(Locale.ROOT), r.function(), r.source(), r.rule()))
                .toList();
    }
}
