package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.ChainQueries;

/**
 * The node whose chain a request reads: the one that serves it, or a sibling that it names with {@code ?node=}.
 *
 * <p>During a fork each node has blocks that others lack; the board opens all of them from one page.
 */
public final class AskedNode {
    private final SiblingNodes siblings;
    private final Map<NodeService, MempoolView.Source> mempools = new ConcurrentHashMap<>();

    /** A choice among this node and its siblings. */
    public AskedNode(NodeService node) {
        this.siblings = new SiblingNodes(node);
    }

    NodeService of(Context ctx) {
        return siblings.target(ctx);
    }

    ChainQueries queries(Context ctx) {
        return of(ctx).queries();
    }

    MempoolView mempool(Context ctx) {
        return mempools.computeIfAbsent(of(ctx), MempoolView.Source::new).now();
    }
}
