package org.wonsi.node.http.inspect;

import io.javalin.http.Context;
import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;

/** The route {@code /node/blocks/{hash}/txs/{index}/branch}: the way from a transaction to its block's merkle root. */
final class BranchRoutes implements RouteFamily {
    private final AskedNode asked;

    BranchRoutes(AskedNode asked) {
        this.asked = asked;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.NODE,
                                "/node/blocks/{hash}/txs/{index}/branch",
                                "The hashes from a transaction up to its block's merkle root with their siblings, also of a stale"
                                        + " block; of a block with at most 8 transactions the whole tree.",
                                Content.json(Branch.class))
                        .failing(404, "There is no such block, or no such transaction in it"),
                this::answer);
    }

    private void answer(Context ctx) {
        BlockHash hash = hash(ctx.pathParam("hash"));
        int index = ctx.pathParam("index").matches("[0-9]{1,6}") ? Integer.parseInt(ctx.pathParam("index")) : -1;
        List<Txid> txids = asked.chain(ctx).queries().read(q -> q.txids(hash));
        if (index < 0 || index >= txids.size()) {
            throw HttpProblemException.notFound("this node has no such block, or the block no such transaction");
        }
        ctx.json(Branch.of(txids.stream().map(Txid::hash).toList(), index));
    }

    static BlockHash hash(String text) {
        try {
            return BlockHash.ofDisplay(text);
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("'" + text + "' is no block hash: " + e.getMessage());
        }
    }
}
