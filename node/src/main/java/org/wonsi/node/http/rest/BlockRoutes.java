package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.BlockStanding;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.HttpProblem;
import org.wonsi.node.http.RouteFamily;
import org.wonsi.node.http.rest.Answers.Lasting;
import org.wonsi.node.store.BlockInfo;
import org.wonsi.node.store.ChainQueries;

/** Esplora's {@code /block}, {@code /blocks} and {@code /block-height}. */
public final class BlockRoutes implements RouteFamily {
    private static final int BLOCKS_PER_PAGE = 10;
    private static final int TXS_PER_PAGE = 25;

    /** Blocks on top after which a reorganisation isn't expected any more. */
    static final int FINAL_DEPTH = 10;

    private final AskedNode asked;
    private final TxJson txJson;

    /** Answers from this node's chain, or a sibling's. */
    public BlockRoutes(NodeService node, AskedNode asked) {
        this.asked = asked;
        this.txJson = new TxJson(node.params());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/blocks/tip/height", ctx -> Answers.text(ctx, tip(ctx).height() + "", Lasting.BRIEFLY));
        routes.get(
                "/api/blocks/tip/hash", ctx -> Answers.text(ctx, tip(ctx).hash().toDisplay(), Lasting.BRIEFLY));
        routes.get("/api/blocks", ctx -> blocks(ctx, tip(ctx).height()));
        routes.get("/api/blocks/{start}", ctx -> {
            int start = Parameters.number(ctx, "start");
            if (start > tip(ctx).height()) {
                throw blockNotFound();
            }
            blocks(ctx, start);
        });
        routes.get("/api/block-height/{height}", this::atHeight);
        routes.get("/api/block/{hash}", ctx -> Answers.json(ctx, BlockJson.of(block(ctx)), Lasting.FOREVER));
        routes.get("/api/block/{hash}/status", this::status);
        routes.get("/api/block/{hash}/header", this::header);
        routes.get("/api/block/{hash}/raw", this::raw);
        routes.get("/api/block/{hash}/txids", this::txids);
        routes.get("/api/block/{hash}/txid/{index}", this::txid);
        routes.get("/api/block/{hash}/txs", ctx -> txs(ctx, 0));
        routes.get("/api/block/{hash}/txs/{start}", ctx -> txs(ctx, Parameters.number(ctx, "start")));
    }

    private ChainQueries queries(Context ctx) {
        return asked.queries(ctx);
    }

    private BlockInfo tip(Context ctx) {
        return queries(ctx).tip().orElseThrow(() -> HttpProblem.of(503, "this node has no chain yet"));
    }

    private BlockInfo block(Context ctx) {
        return queries(ctx)
                .block(Parameters.blockHash(ctx))
                .filter(BlockInfo::hasBody)
                .orElseThrow(BlockRoutes::blockNotFound);
    }

    private static HttpProblem blockNotFound() {
        return HttpProblem.notFound("Block not found");
    }

    private void blocks(Context ctx, int start) {
        int from = Math.min(start, tip(ctx).height());
        Answers.json(
                ctx,
                queries(ctx).blocksDownFrom(from, BLOCKS_PER_PAGE).stream()
                        .map(BlockJson::of)
                        .toList(),
                Lasting.BRIEFLY);
    }

    private void atHeight(Context ctx) {
        BlockHash hash = queries(ctx).hashAt(Parameters.number(ctx, "height")).orElseThrow(BlockRoutes::blockNotFound);
        Answers.text(ctx, hash.toDisplay(), Lasting.BRIEFLY);
    }

    private void status(Context ctx) {
        BlockStanding standing = queries(ctx).consistently(q -> {
            Optional<BlockInfo> block = q.block(Parameters.blockHash(ctx)).filter(BlockInfo::active);
            return block.map(b -> new BlockStanding(
                            true,
                            b.height(),
                            q.hashAt(b.height() + 1).map(BlockHash::toDisplay).orElse(null)))
                    .orElse(new BlockStanding(false, null, null));
        });
        Answers.json(ctx, standing, Lasting.BRIEFLY);
    }

    private void header(Context ctx) {
        BlockInfo block = queries(ctx).block(Parameters.blockHash(ctx)).orElseThrow(BlockRoutes::blockNotFound);
        ByteWriter writer = new ByteWriter(80);
        block.header().encode(writer);
        Answers.text(ctx, writer.toByteString().toHex(), Lasting.FOREVER);
    }

    private void raw(Context ctx) {
        Answers.bytes(
                ctx,
                queries(ctx)
                        .rawBlock(Parameters.blockHash(ctx))
                        .orElseThrow(BlockRoutes::blockNotFound)
                        .toByteArray(),
                Lasting.FOREVER);
    }

    private void txids(Context ctx) {
        List<String> ids = queries(ctx).txids(block(ctx).hash()).stream()
                .map(Txid::toDisplay)
                .toList();
        Answers.json(ctx, ids, Lasting.FOREVER);
    }

    private void txid(Context ctx) {
        List<Txid> ids = queries(ctx).txids(block(ctx).hash());
        int index = Parameters.number(ctx, "index");
        if (index >= ids.size()) {
            throw HttpProblem.notFound("tx index out of range");
        }
        Answers.text(ctx, ids.get(index).toDisplay(), Lasting.FOREVER);
    }

    private void txs(Context ctx, int start) {
        BlockInfo block = block(ctx);
        if (start >= block.txCount()) {
            throw HttpProblem.badRequest("start index out of range");
        }
        if (start % TXS_PER_PAGE != 0) {
            throw HttpProblem.badRequest("start index must be a multipication of " + TXS_PER_PAGE);
        }
        List<TxDetails> txs = queries(ctx).txs(block.hash(), start, TXS_PER_PAGE).stream()
                .map(tx -> block.active()
                        ? txJson.confirmed(tx)
                        : txJson.unconfirmed(tx.tx(), tx.fee().satoshis(), out -> Optional.empty()))
                .toList();
        Answers.json(ctx, txs, lasting(ctx, block));
    }

    private Lasting lasting(Context ctx, BlockInfo block) {
        return block.active() && tip(ctx).height() - block.height() >= FINAL_DEPTH ? Lasting.FOREVER : Lasting.BRIEFLY;
    }
}
