package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.ChainReads;
import org.wonsi.node.store.query.StoreSnapshot;

/** The routes of Esplora's {@code /block}, {@code /blocks} and {@code /block-height}. */
public final class BlockRoutes implements RouteFamily {
    private static final int BLOCKS_PER_PAGE = 10;
    private static final int TXS_PER_PAGE = 25;

    /** Blocks on top after which a reorganisation isn't expected any more. */
    static final int FINAL_DEPTH = 10;

    private static final String NO_BLOCK = "Block not found";

    private final AskedNode asked;
    private final TxJson txJson;

    /** Answers from this node's chain, or a sibling's. */
    public BlockRoutes(Supplier<ChainParams> params, AskedNode asked) {
        this.asked = asked;
        this.txJson = new TxJson(params);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.BLOCKS, "/api/blocks/tip/height", "The tip's height.", Content.TEXT),
                ctx -> ResponseWriter.text(ctx, tip(ctx).height() + "", CacheLifetime.SHORT));
        routes.add(
                Operation.get(Tag.BLOCKS, "/api/blocks/tip/hash", "The tip's hash.", Content.TEXT),
                ctx -> ResponseWriter.text(ctx, tip(ctx).hash().toDisplay(), CacheLifetime.SHORT));
        routes.add(
                Operation.get(Tag.BLOCKS, "/api/blocks", "The newest ten blocks.", Content.list(BlockSummary.class)),
                ctx -> blocks(ctx, tip(ctx).height()));
        routes.add(
                Operation.get(
                        Tag.BLOCKS,
                        "/api/blocks/{start}",
                        "Ten blocks from a height down.",
                        Content.list(BlockSummary.class)),
                ctx -> {
                    int start = Parameters.number(ctx, "start");
                    if (start > tip(ctx).height()) {
                        throw blockNotFound();
                    }
                    blocks(ctx, start);
                });
        routes.add(ofBlock("/api/block-height/{height}", "The hash at a height.", Content.TEXT), this::atHeight);
        routes.add(
                ofBlock("/api/block/{hash}", "A block without its transactions.", Content.json(BlockSummary.class)),
                ctx -> ResponseWriter.json(ctx, BlockJson.of(block(ctx)), CacheLifetime.IMMUTABLE));
        routes.add(
                Operation.get(
                        Tag.BLOCKS,
                        "/api/block/{hash}/status",
                        "Whether a block is in the active chain.",
                        Content.json(BlockStanding.class)),
                this::status);
        routes.add(ofBlock("/api/block/{hash}/header", "Its 80 bytes of header in hex.", Content.TEXT), this::header);
        routes.add(ofBlock("/api/block/{hash}/raw", "Its bytes.", Content.BYTES), this::raw);
        routes.add(
                ofBlock("/api/block/{hash}/txids", "The ids of its transactions.", Content.list(String.class)),
                this::txids);
        routes.add(
                ofBlock("/api/block/{hash}/txid/{index}", "The id of one of its transactions.", Content.TEXT),
                this::txid);
        routes.add(
                ofBlock("/api/block/{hash}/txs", "Its first 25 transactions.", Content.list(TxDetails.class)),
                ctx -> txs(ctx, 0));
        routes.add(
                ofBlock(
                        "/api/block/{hash}/txs/{start}",
                        "25 of its transactions; start is a multiple of 25.",
                        Content.list(TxDetails.class)),
                ctx -> txs(ctx, Parameters.number(ctx, "start")));
    }

    private static Operation ofBlock(String path, String summary, Content answer) {
        return Operation.get(Tag.BLOCKS, path, summary, answer).failing(404, NO_BLOCK);
    }

    private ChainReads queries(Context ctx) {
        return asked.queries(ctx);
    }

    private BlockInfo tip(Context ctx) {
        return queries(ctx)
                .read(StoreSnapshot::tip)
                .orElseThrow(() -> HttpProblemException.of(503, "this node has no chain yet"));
    }

    private BlockInfo block(Context ctx) {
        BlockHash hash = Parameters.blockHash(ctx);
        return queries(ctx).read(q -> q.block(hash)).filter(BlockInfo::hasBody).orElseThrow(BlockRoutes::blockNotFound);
    }

    private static HttpProblemException blockNotFound() {
        return HttpProblemException.notFound("Block not found");
    }

    private void blocks(Context ctx, int start) {
        int from = Math.min(start, tip(ctx).height());
        ResponseWriter.json(
                ctx,
                queries(ctx).read(q -> q.blocksDownFrom(from, BLOCKS_PER_PAGE)).stream()
                        .map(BlockJson::of)
                        .toList(),
                CacheLifetime.SHORT);
    }

    private void atHeight(Context ctx) {
        int height = Parameters.number(ctx, "height");
        BlockHash hash = queries(ctx).read(q -> q.hashAt(height)).orElseThrow(BlockRoutes::blockNotFound);
        ResponseWriter.text(ctx, hash.toDisplay(), CacheLifetime.SHORT);
    }

    private void status(Context ctx) {
        BlockHash hash = Parameters.blockHash(ctx);
        BlockStanding standing = queries(ctx).read(q -> {
            Optional<BlockInfo> block = q.block(hash).filter(BlockInfo::active);
            return block.map(b -> new BlockStanding(
                            true,
                            b.height(),
                            q.hashAt(b.height() + 1).map(BlockHash::toDisplay).orElse(null)))
                    .orElse(new BlockStanding(false, null, null));
        });
        ResponseWriter.json(ctx, standing, CacheLifetime.SHORT);
    }

    private void header(Context ctx) {
        BlockHash hash = Parameters.blockHash(ctx);
        BlockInfo block = queries(ctx).read(q -> q.block(hash)).orElseThrow(BlockRoutes::blockNotFound);
        ByteWriter writer = new ByteWriter(80);
        block.header().encode(writer);
        ResponseWriter.text(ctx, writer.toByteString().toHex(), CacheLifetime.IMMUTABLE);
    }

    private void raw(Context ctx) throws IOException {
        BlockHash hash = Parameters.blockHash(ctx);
        ByteString raw = queries(ctx).read(q -> q.rawBlock(hash)).orElseThrow(BlockRoutes::blockNotFound);
        ResponseWriter.bytesOf(ctx, hash.toDisplay(), raw);
    }

    private void txids(Context ctx) {
        ResponseWriter.json(ctx, ids(ctx).stream().map(Txid::toDisplay).toList(), CacheLifetime.IMMUTABLE);
    }

    private List<Txid> ids(Context ctx) {
        BlockHash hash = block(ctx).hash();
        return queries(ctx).read(q -> q.txids(hash));
    }

    private void txid(Context ctx) {
        List<Txid> ids = ids(ctx);
        int index = Parameters.number(ctx, "index");
        if (index >= ids.size()) {
            throw HttpProblemException.notFound("tx index out of range");
        }
        ResponseWriter.text(ctx, ids.get(index).toDisplay(), CacheLifetime.IMMUTABLE);
    }

    private void txs(Context ctx, int start) {
        BlockInfo block = block(ctx);
        if (start >= block.txCount()) {
            throw HttpProblemException.badRequest("start index out of range");
        }
        if (start % TXS_PER_PAGE != 0) {
            throw HttpProblemException.badRequest("start index must be a multipication of " + TXS_PER_PAGE);
        }
        List<TxDetails> txs = queries(ctx).read(q -> q.txs(block.hash(), start, TXS_PER_PAGE)).stream()
                .map(tx -> block.active()
                        ? txJson.confirmed(tx)
                        : txJson.unconfirmed(tx.tx(), tx.fee().satoshis(), out -> Optional.empty()))
                .toList();
        ResponseWriter.json(ctx, txs, lasting(ctx, block));
    }

    private CacheLifetime lasting(Context ctx, BlockInfo block) {
        return block.active() && tip(ctx).height() - block.height() >= FINAL_DEPTH
                ? CacheLifetime.IMMUTABLE
                : CacheLifetime.SHORT;
    }
}
