package org.wonsi.node.http.node;

import io.javalin.http.Context;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;

/** The route {@code /node/blocks/{hash}/txs/{index}}: a transaction by its place in a block. */
public final class BlockTxRoutes implements RouteFamily {
    private final AskedNode asked;

    /** Of this chain. */
    public BlockTxRoutes(AskedNode asked) {
        this.asked = asked;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.NODE,
                                "/node/blocks/{hash}/txs/{index}",
                                "A transaction's hex by its place in a block, also of a stale one.",
                                Content.TEXT)
                        .failing(404, "There is no such block, or no such transaction in it"),
                this::transaction);
    }

    /** The only way to a transaction that is in no active chain. */
    private void transaction(Context ctx) {
        BlockHash hash = RequestBodies.hash(ctx.pathParam("hash"));
        Optional<Block> block = asked.chain(ctx).queries().read(q -> q.body(hash));
        int index = ctx.pathParam("index").matches("[0-9]{1,6}") ? Integer.parseInt(ctx.pathParam("index")) : -1;
        ctx.result(block.filter(b -> index >= 0 && index < b.transactions().size())
                .map(b -> b.transactions().get(index).encode().toHex())
                .orElseThrow(() -> HttpProblemException.notFound(
                        "this node has no such block, or the block no such transaction")));
    }
}
