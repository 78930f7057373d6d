package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.util.Locale;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Violation;
import org.wonsi.node.http.node.body.BlockAcceptance;
import org.wonsi.node.http.node.body.BlockReference;
import org.wonsi.node.http.node.body.DroppedHeaders;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.NodeService;

/**
 * The routes {@code /node/blocks}, {@code /node/invalidate}, {@code /node/reconsider} and {@code /node/headers/drop}, which
 * give a node blocks and overrule its chain.
 */
final class ChainRoutes implements RouteFamily {
    private final SiblingNodes siblings;

    ChainRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/blocks",
                                "Submits a block, as hex or as bytes with type application/octet-stream.",
                                Content.json(BlockAcceptance.class))
                        .takingBlocks()
                        .failing(422, "A rule refuses the block; reason names it"),
                this::submit);
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/invalidate",
                                "Declares a block invalid.",
                                Content.json(BlockAcceptance.class))
                        .taking(BlockReference.class)
                        .byOperator(),
                ctx -> judge(ctx, Judgement.INVALID));
        routes.add(
                Operation.post(Tag.NODE, "/node/reconsider", "Takes that back.", Content.json(BlockAcceptance.class))
                        .taking(BlockReference.class)
                        .byOperator(),
                ctx -> judge(ctx, Judgement.RECONSIDERED));
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/headers/drop",
                                "Forgets the headers of a branch whose blocks never came, from the one named on, 2,000 at a time;"
                                        + " answers when all are gone.",
                                Content.json(DroppedHeaders.class))
                        .taking(BlockReference.class)
                        .byOperator(),
                this::dropHeaders);
    }

    private void submit(Context ctx) {
        NodeService node = siblings.target(ctx);
        Block block = decode(ctx);
        AsyncAnswer.answer(ctx, () -> node.submitBlock(block), result -> answer(ctx, node, block.hash(), result));
    }

    private static Block decode(Context ctx) {
        try {
            boolean raw = "application/octet-stream".equals(ctx.contentType());
            return Block.decode(
                    raw
                            ? ByteString.copyOf(ctx.bodyAsBytes())
                            : ByteString.ofHex(ctx.body().strip()));
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest(
                    "the body is no block: " + e.getMessage() + "; send hex, or bytes as application/octet-stream");
        }
    }

    private static void answer(Context ctx, NodeService node, BlockHash hash, BlockResult result) {
        if (result.outcome() == BlockResult.Outcome.INVALID) {
            Violation violation = result.violation().orElseThrow();
            throw HttpProblemException.refused(422, violation.rejectString(), "the block is refused: " + violation);
        }
        HeaderNode tip = node.snapshot().tip();
        ctx.json(new BlockAcceptance(
                hash.toDisplay(),
                result.outcome().name().toLowerCase(Locale.ROOT),
                tip.height(),
                tip.hash().toDisplay()));
    }

    private void judge(Context ctx, Judgement judgement) throws JsonProcessingException {
        NodeService node = siblings.target(ctx);
        BlockHash hash =
                RequestBodies.hash(RequestBodies.read(ctx, BlockReference.class).hash());
        AsyncAnswer.answer(
                ctx,
                () -> node.judge(hash, judgement),
                nothing -> {
                    HeaderNode tip = node.snapshot().tip();
                    ctx.json(new BlockAcceptance(
                            hash.toDisplay(),
                            judgement.name().toLowerCase(Locale.ROOT),
                            tip.height(),
                            tip.hash().toDisplay()));
                },
                ChainRoutes::problem);
    }

    private void dropHeaders(Context ctx) throws JsonProcessingException {
        NodeService node = siblings.target(ctx);
        BlockHash hash =
                RequestBodies.hash(RequestBodies.read(ctx, BlockReference.class).hash());
        AsyncAnswer.answer(
                ctx,
                () -> node.dropHeaders(hash),
                dropped -> ctx.json(new DroppedHeaders(hash.toDisplay(), dropped)),
                ChainRoutes::problem);
    }

    private static RuntimeException problem(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? HttpProblemException.badRequest(String.valueOf(failure.getMessage()))
                : new IllegalStateException("the chain gave no answer", failure);
    }
}
