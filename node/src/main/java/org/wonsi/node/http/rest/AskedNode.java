package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.ChainReads;

/**
 * The chain that a request reads: that of the node that serves it, or of a sibling that it names with {@code ?node=}; of a mirror's
 * server always the mirror's.
 *
 * <p>During a fork each node has blocks that others lack; the board opens all of them from one page.
 */
public final class AskedNode {
    private final Function<Context, Asked> choice;

    /** A chain, the views of its mempool, and what waits in it by id. */
    private record Asked(ReadableChain chain, MempoolView.Source mempool, WaitingTransactions waiting) {
        Asked(ReadableChain chain) {
            this(chain, new MempoolView.Source(chain), new WaitingTransactions(chain));
        }
    }

    private AskedNode(Function<Context, Asked> choice) {
        this.choice = choice;
    }

    /** A choice among this node and its siblings. */
    public static AskedNode among(NodeService node) {
        SiblingNodes siblings = new SiblingNodes(node);
        Map<NodeService, Asked> known = new ConcurrentHashMap<>();
        return new AskedNode(
                ctx -> known.computeIfAbsent(siblings.target(ctx), target -> new Asked(ReadableChain.of(target))));
    }

    /** Always this chain. */
    public static AskedNode only(ReadableChain chain) {
        Asked asked = new Asked(chain);
        return new AskedNode(ctx -> asked);
    }

    /** The chain; a problem if the request names a node that isn't there. */
    public ReadableChain chain(Context ctx) {
        return choice.apply(ctx).chain();
    }

    ChainReads queries(Context ctx) {
        return chain(ctx).queries();
    }

    /** The transactions that wait on it, by id. */
    public Map<Txid, Transaction> waiting(Context ctx) {
        return choice.apply(ctx).waiting().now();
    }

    MempoolView mempool(Context ctx) {
        return choice.apply(ctx).mempool().now();
    }
}
